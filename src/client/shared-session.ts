/** Shares the current session of a tool among the threads of a process. */
import { formatUuid } from "../internal/ids.js";

/** The part of a session that threads share. Tags, groups and flags belong to one thread. */
export interface SessionSeed {
  /** A UUID. */
  readonly id: string;
  /** 0 to 1, so that all threads sample alike. */
  readonly sampleValue: number;
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

/** Writing takes less than a microsecond. */
const MAX_READS = 1000;

export class SharedSession {
  /** Whether this thread created the memory. Others got it when they were started. */
  readonly isOwner: boolean;
  readonly #counters: Int32Array;
  readonly #id: Buffer;
  readonly #sampleValue: Float64Array;
  /** The version that this thread has seen last. Undefined before the first look. */
  #seenVersion: number | undefined;

  constructor(memory: SharedArrayBuffer, isOwner: boolean) {
    this.isOwner = isOwner;
    this.#counters = new Int32Array(memory, 0, 2);
    this.#id = Buffer.from(memory, ID_OFFSET, ID_BYTES);
    this.#sampleValue = new Float64Array(memory, SAMPLE_VALUE_OFFSET, 1);
  }

  /** Whether the session that this thread has joined or published is still the one of all threads. */
  get isJoined(): boolean {
    return this.#seenVersion === this.#version;
  }

  /** Joins the session that a thread has published last, and returns it. Undefined if there is none, or if it has ended. */
  join(): SessionSeed | undefined {
    const { version, seed } = this.#read();
    this.#seenVersion = version;
    return seed;
  }

  /**
   * Makes a session that of all threads. Returns false if another thread has published one since the last call of `join`, or if
   * none can be published, because a thread was terminated while it wrote.
   */
  publish({ id, sampleValue }: SessionSeed): boolean {
    return this.#write(Buffer.from(id.replaceAll("-", ""), "hex"), sampleValue);
  }

  /** Ends the session for all threads, unless one of them has published another that this thread has not joined. */
  end(): void {
    this.#write(Buffer.alloc(ID_BYTES), 0);
  }

  /** Returns true for one thread only, whose reports count the session. Also true for a session that is not shared. */
  claimCount(sessionId: string): boolean {
    const { version, seed } = this.#read();
    if (seed?.id !== sessionId) return true;
    return Atomics.exchange(this.#counters, COUNTED_VERSION, version) !== version;
  }

  get #version(): number {
    return Atomics.load(this.#counters, VERSION);
  }

  #read(): { readonly version: number; readonly seed: SessionSeed | undefined } {
    for (let attempt = 0; attempt < MAX_READS; attempt++) {
      const version = this.#version;
      const hex = this.#id.toString("hex");
      const [sampleValue = 0] = this.#sampleValue;
      if (version % 2 === 1 || version !== this.#version) continue; // another thread is writing
      return { version, seed: /^0*$/.test(hex) ? undefined : { id: formatUuid(hex), sampleValue } };
    }
    return { version: this.#version, seed: undefined };
  }

  /** Writes the values, unless another thread has since the last `join`. */
  #write(id: Buffer, sampleValue: number): boolean {
    const seen = this.#seenVersion ?? this.#version;
    if (seen % 2 === 1) return false;
    const writing = seen + 1;
    if (Atomics.compareExchange(this.#counters, VERSION, seen, writing) !== seen) return false;
    this.#id.set(id);
    this.#sampleValue[0] = sampleValue;
    this.#seenVersion = writing + 1;
    Atomics.store(this.#counters, VERSION, this.#seenVersion);
    return true;
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
