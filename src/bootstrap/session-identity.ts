/** The id of `identity = "session"`: one for each process and tool, shared with the worker threads of the process. */
import { createRandomHex, createUuidV7 } from "../internal/ids.js";

export interface SessionIdentity {
  /** The random id that events are sent under. */
  readonly id: string;
  /** Stands in for the installation's salt where the disk keeps none. */
  readonly salt: string;
}

interface StoredIdentity extends SessionIdentity {
  /** The date of the person's last refusal when this identity was made. A later refusal makes it invalid. */
  readonly refusedAt: string | undefined;
}

const SALT_BYTES = 32;

/** The identities of this process by tool, where the runtime cannot hand them to worker threads. */
const identitiesByTool = new Map<string, StoredIdentity>();

/**
 * Returns the identity of a tool in this process, and makes it on the first call, so it must be called only when
 * telemetry is on. Worker threads get a copy of what is there when they start. A worker that started before telemetry was
 * on has an identity of its own.
 * @param refusedAt when the person last refused telemetry: an identity that was made before that is replaced
 */
export function getSessionIdentity(tool: string, refusedAt: string | undefined): SessionIdentity {
  const known = readIdentity(tool);
  if (known !== undefined && known.refusedAt === refusedAt) return known;
  const made: StoredIdentity = { id: createUuidV7(), salt: createRandomHex(SALT_BYTES), refusedAt };
  storeIdentity(tool, made);
  return made;
}

/** The environment data of Node's worker threads. Not every version of Bun and Deno has them. */
function getWorkerThreads(): Partial<typeof import("node:worker_threads")> {
  return process.getBuiltinModule("node:worker_threads") ?? {};
}

function getEnvironmentDataKey(tool: string): string {
  return `codeweaver-telemetry identity of ${tool}`;
}

function readIdentity(tool: string): StoredIdentity | undefined {
  const { getEnvironmentData } = getWorkerThreads();
  const stored: unknown = getEnvironmentData?.(getEnvironmentDataKey(tool)) ?? identitiesByTool.get(tool);
  return isStoredIdentity(stored) ? stored : undefined;
}

function storeIdentity(tool: string, identity: StoredIdentity): void {
  const { getEnvironmentData, setEnvironmentData } = getWorkerThreads();
  if (getEnvironmentData === undefined || setEnvironmentData === undefined)
    identitiesByTool.set(tool, identity);
  else setEnvironmentData(getEnvironmentDataKey(tool), { ...identity });
}

/** Another version of this package in the same process may have put something else there. */
function isStoredIdentity(value: unknown): value is StoredIdentity {
  if (typeof value !== "object" || value === null) return false;
  const { id, salt, refusedAt } = value as Partial<Record<keyof StoredIdentity, unknown>>; // fields checked here
  return (
    typeof id === "string" &&
    typeof salt === "string" &&
    (refusedAt === undefined || typeof refusedAt === "string")
  );
}
