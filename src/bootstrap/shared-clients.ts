/** Keeps the shared clients of this process, one for each tool, also for other copies of this package. */
import type { TelemetryClient } from "../client/client.js";
import { LIBRARY } from "../internal/package-info.js";

/** A shared client, which is created when it is needed. */
export interface SharedClient {
  client: TelemetryClient | undefined;
  /** Creates the client with the options of the copy that has configured it. Never throws. */
  readonly create: () => TelemetryClient;
}

/** The shared clients by tool. */
export type SharedClients = Map<string, SharedClient>;

/**
 * Copies share their clients if these have the same members: copies of one major version, and before 1.0 of one minor version.
 * Two copies are installed when two packages depend on different patch versions.
 */
const COMPATIBLE_VERSION = /^(?:0\.\d+|[1-9]\d*)/.exec(LIBRARY.version)?.[0];
const KEY = Symbol.for(`${LIBRARY.name} ${COMPATIBLE_VERSION} clients`);

/** Where the global object is frozen, this copy alone uses them. */
const ownClients: SharedClients = new Map();

export function getSharedClients(): SharedClients {
  const found: unknown = Reflect.get(globalThis, KEY);
  if (found instanceof Map) return found; // only copies of this package use the key
  Reflect.defineProperty(globalThis, KEY, { value: ownClients });
  return ownClients;
}
