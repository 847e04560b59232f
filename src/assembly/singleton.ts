/** The process's own client, and clients of other names. */

import type { TelemetryClient } from "../client/client.js";
import { useDigestsForSerialization } from "../privacy/serialize.js";
import { assembleClient } from "./assemble.js";
import type { TelemetryOptions } from "./author-options.js";
import { HERE, type Surroundings } from "./here.js";

let own: TelemetryClient | undefined;

/** The one client of this process, with CodeWeaver's settings. Synchronous, never throws, always the same object. */
export function getTelemetryClient(): TelemetryClient {
  own ??= assembleClient({}, surroundings());
  return own;
}

/**
 * A client for another tool: `createTelemetryClient({ tool: "mytool" })` reads `mytool.toml` and `MYTOOL__TELEMETRY__*`.
 * Options that are settings win over both. Never throws; each call makes a client of its own.
 */
export function createTelemetryClient(options: TelemetryOptions = {}): TelemetryClient {
  return assembleClient(options, surroundings());
}

/** This process, for what is assembled in it. */
export function surroundings(): Surroundings {
  return {
    ...HERE,
    warn: (message) => process.emitWarning(message, "TelemetryWarning"),
    print: (text) => void process.stderr.write(text),
    isTerminal: () => process.stderr.isTTY === true && process.stdout.isTTY === true,
    onDigests: useDigestsForSerialization,
  };
}
