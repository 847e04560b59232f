/** Shares the current session of a tool among the threads of a process. */

/** The part of a session that threads share. Tags, groups and flags belong to one thread. */
export interface SessionSeed {
  /** A UUID. */
  readonly id: string;
  /** 0 to 1, so that all threads sample alike. */
  readonly sampleValue: number;
}

/** A session that was published, and its number. */
export interface PublishedSession extends SessionSeed {
  readonly version: number;
}

// The places of the values in the shared memory.
/** The number of the last change. It is odd while the values are written. */
const VERSION = 0;
/** The version of the session that the reports of the installation have counted. */
const COUNTED_VERSION = 1;
const ID_OFFSET = 8;
const ID_BYTES = 16;
const SAMPLE_VALUE_OFFSET = 24;
const TOTAL_BYTES = 32;

export class SharedSession {
  /** Whether this thread created the memory. Others got it when they were started. */
  readonly isOwner: boolean;
  readonly #counters: Int32Array;
  readonly #id: Buffer;
  readonly #sampleValue: Float64Array;

  constructor(memory: SharedArrayBuffer, isOwner: boolean) {
    this.isOwner = isOwner;
    this.#counters = new Int32Array(memory, 0, 2);
    this.#id = Buffer.from(memory, ID_OFFSET, ID_BYTES);
    this.#sampleValue = new Float64Array(memory, SAMPLE_VALUE_OFFSET, 1);
  }

  /** Increases with each change by a thread. */
  get version(): number {
    return Atomics.load(this.#counters, VERSION);
  }

  /** Returns the session that a thread has published last. Undefined if it has ended, or while another thread publishes one. */
  read(): PublishedSession | undefined {
    const { version } = this;
    const hex = this.#id.toString("hex");
    const [sampleValue = 0] = this.#sampleValue;
    const isStable = version % 2 === 0 && version === this.version;
    if (!isStable || /^0*$/.test(hex)) return undefined;
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return { id, sampleValue, version };
  }

  /** Makes a session that of all threads. Returns its version, or undefined if another thread was faster. */
  publish({ id, sampleValue }: SessionSeed, previousVersion: number): number | undefined {
    return this.#write(previousVersion, Buffer.from(id.replaceAll("-", ""), "hex"), sampleValue);
  }

  /** Ends the session for all threads. */
  end(): void {
    this.#write(this.version, Buffer.alloc(ID_BYTES), 0);
  }

  /** Returns true for one thread only, whose reports count the session. Also true for a session that is not shared. */
  claimCount(sessionId: string): boolean {
    const current = this.read();
    if (current?.id !== sessionId) return true;
    return Atomics.exchange(this.#counters, COUNTED_VERSION, current.version) !== current.version;
  }

  #write(previousVersion: number, id: Buffer, sampleValue: number): number | undefined {
    const isEven = previousVersion % 2 === 0;
    const writing = previousVersion + 1;
    if (
      !isEven ||
      Atomics.compareExchange(this.#counters, VERSION, previousVersion, writing) !== previousVersion
    )
      return undefined;
    this.#id.set(id);
    this.#sampleValue[0] = sampleValue;
    Atomics.store(this.#counters, VERSION, writing + 1);
    return writing + 1;
  }
}

/** The shared sessions of this thread. */
const sharedSessions = new Map<string, SharedSession>();

/**
 * Returns the shared session of a tool. A worker thread gets the memory of the thread that has started it, if that one has used
 * telemetry before. Undefined where a runtime has no environment data of threads.
 */
export function getSharedSession(tool: string): SharedSession | undefined {
  const session = sharedSessions.get(tool) ?? createSharedSession(tool);
  if (session !== undefined) sharedSessions.set(tool, session);
  return session;
}

function createSharedSession(tool: string): SharedSession | undefined {
  // Some versions of Bun and Deno have no environment data.
  const workerThreads: Partial<typeof import("node:worker_threads")> =
    process.getBuiltinModule("node:worker_threads") ?? {};
  const { getEnvironmentData, setEnvironmentData } = workerThreads;
  if (getEnvironmentData === undefined || setEnvironmentData === undefined) return undefined;
  const key = `codeweaver-telemetry session of ${tool}`;
  const found: unknown = getEnvironmentData(key);
  if (found instanceof SharedArrayBuffer && found.byteLength === TOTAL_BYTES)
    return new SharedSession(found, false);
  const memory = new SharedArrayBuffer(TOTAL_BYTES);
  setEnvironmentData(key, memory);
  return new SharedSession(memory, true);
}
