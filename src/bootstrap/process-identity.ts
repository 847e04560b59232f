/** The id of `identity = "session"`: one for each process and tool, shared with the worker threads of the process. */
import { randomHex, uuidv7 } from "../internal/ids.js";

export interface ProcessIdentity {
  /** The random id that events are sent under. */
  readonly id: string;
  /** Stands in for the installation's salt where the disk keeps none. */
  readonly salt: string;
}

interface KeptIdentity extends ProcessIdentity {
  /** The date of the person's last refusal when this identity was made. A later refusal makes it invalid. */
  readonly refused: string | undefined;
}

const SALT_BYTES = 32;

/** The identities of this process by tool, where the runtime cannot hand them to worker threads. */
const ownIdentities = new Map<string, KeptIdentity>();

/**
 * Returns the identity of a tool in this process, and makes it on the first call, so it must be called only when
 * telemetry is on. Worker threads get a copy of what is there when they start. A worker that started before telemetry was
 * on has an identity of its own.
 * @param refused when the person last refused telemetry: an identity that was made before that is replaced
 */
export function getProcessIdentity(tool: string, refused: string | undefined): ProcessIdentity {
  const known = readIdentity(tool);
  if (known !== undefined && known.refused === refused) return known;
  const made: KeptIdentity = { id: uuidv7(), salt: randomHex(SALT_BYTES), refused };
  keepIdentity(tool, made);
  return made;
}

/** The environment data of Node's worker threads. Not every version of Bun and Deno has them. */
function loadWorkerThreads(): Partial<typeof import("node:worker_threads")> {
  return process.getBuiltinModule("node:worker_threads") ?? {};
}

function nameEnvironmentData(tool: string): string {
  return `codeweaver-telemetry identity of ${tool}`;
}

function readIdentity(tool: string): KeptIdentity | undefined {
  const { getEnvironmentData } = loadWorkerThreads();
  const kept: unknown = getEnvironmentData?.(nameEnvironmentData(tool)) ?? ownIdentities.get(tool);
  return isIdentity(kept) ? kept : undefined;
}

function keepIdentity(tool: string, identity: KeptIdentity): void {
  const { getEnvironmentData, setEnvironmentData } = loadWorkerThreads();
  if (getEnvironmentData === undefined || setEnvironmentData === undefined) ownIdentities.set(tool, identity);
  else setEnvironmentData(nameEnvironmentData(tool), { ...identity });
}

/** Another version of this package in the same process may have put something else there. */
function isIdentity(kept: unknown): kept is KeptIdentity {
  if (typeof kept !== "object" || kept === null) return false;
  const { id, salt, refused } = kept as Partial<Record<keyof KeptIdentity, unknown>>; // fields checked here
  return (
    typeof id === "string" &&
    typeof salt === "string" &&
    (refused === undefined || typeof refused === "string")
  );
}
