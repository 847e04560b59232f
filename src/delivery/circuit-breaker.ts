/** Stops requests to a server that keeps failing or asks for a pause, in this process and in later ones. */
import { isPresent } from "../files/own-files.js";
import { readOwnRecord, removeOwnRecord, writeOwnRecord } from "../files/own-records.js";
import { MAX_WAIT_MS } from "../transports/retry-policy.js";

export interface CircuitBreakerOptions {
  /** Shared with later processes, from `getSharedFilePaths`. Undefined keeps the state in this process. */
  readonly file: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The number of consecutive failures that opens the breaker. */
const FAILURE_THRESHOLD = 5;
const MIN_COOLDOWN_MS = 60_000;

/** Immutable. It is replaced with each outcome. */
interface BreakerState {
  readonly failures: number;
  readonly openUntil: number;
}

const CLOSED: BreakerState = { failures: 0, openUntil: 0 };

/** A request that the breaker allows. Its outcome is recorded by one of these methods, each of which is called at most once. */
export interface RequestAttempt {
  /** Records that the server works, whether or not it accepted the request. */
  succeed(): void;
  fail(retryAfterMs?: number): void;
  /**
   * Records that the attempt says nothing about the server, because it was not made or not completed. If it is completed
   * after all, `succeed` or `fail` may follow.
   */
  cancel(): void;
}

export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #state: BreakerState | undefined;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** True while nothing may be sent. */
  get isOpen(): boolean {
    return this.remainingMs > 0;
  }

  /** The time until a request may be sent. 0 if one may be sent now. */
  get remainingMs(): number {
    return this.#getRemainingMs(this.#getState());
  }

  /** The number of consecutive failures. */
  get failures(): number {
    return this.#getState().failures;
  }

  /** The end of the cool-down, in milliseconds since the epoch. 0 if there is none. */
  get openUntil(): number {
    return this.#getState().openUntil;
  }

  /**
   * Returns undefined if nothing may be sent now. After a cool-down, one attempt tests the server, and no other is allowed
   * until its outcome is recorded. If its process ends before that, another attempt is allowed after one more cool-down.
   */
  startAttempt(): RequestAttempt | undefined {
    if (this.isOpen) return undefined;
    const before = this.#getState();
    const isTest = before.failures >= FAILURE_THRESHOLD;
    if (isTest && !this.#startTest(before)) return undefined;
    return {
      succeed: () => this.recordSuccess(),
      fail: (retryAfterMs = 0) => {
        const failures = this.#getState().failures + 1;
        this.#recordState(failures, Math.max(getCooldownMs(failures), retryAfterMs));
      },
      cancel: () => {
        if (isTest) this.#overwriteState(before);
      },
    };
  }

  recordSuccess(): void {
    const { failures, openUntil } = this.#getState();
    if (failures > 0 || openUntil > 0) this.#recordState(0, 0);
  }

  /** Refuses other attempts for one more cool-down. Returns false if another process tests the server. */
  #startTest({ failures }: BreakerState): boolean {
    const shared = readState(this.#options.file);
    if (this.#getRemainingMs(shared) > 0) {
      this.#state = shared;
      return false;
    }
    this.#overwriteState(this.#createState(failures, getCooldownMs(failures)));
    return true;
  }

  #getRemainingMs({ openUntil }: BreakerState): number {
    const remainingMs = openUntil - this.#options.now();
    return remainingMs > 0 && remainingMs <= MAX_WAIT_MS ? remainingMs : 0; // a longer time: the clock was set back
  }

  /** Reads the file when the state is first needed. */
  #getState(): BreakerState {
    this.#state ??= readState(this.#options.file);
    return this.#state;
  }

  #createState(failures: number, cooldownMs: number): BreakerState {
    const openUntil = cooldownMs === 0 ? 0 : this.#options.now() + Math.min(cooldownMs, MAX_WAIT_MS);
    return { failures, openUntil };
  }

  /** Also writes the state to the file. If that fails, it remains in this process. */
  #recordState(failures: number, cooldownMs: number): void {
    const { file } = this.#options;
    this.#state = this.#createState(failures, cooldownMs);
    if (file === undefined) return;
    try {
      if (failures === 0) removeOwnRecord(file);
      else writeState(file, this.#state);
    } catch {
      // There is no file, the disk cannot be written, or the file must not be used.
    }
  }

  /** Replaces the state, also in the file if there is one. The user may have removed the folder with an opt-out. */
  #overwriteState(state: BreakerState): void {
    const { file } = this.#options;
    this.#state = state;
    try {
      if (file !== undefined && isPresent(file)) writeState(file, state);
    } catch {
      // The disk cannot be written, or the file must not be used.
    }
  }
}

/** Returns one minute at the threshold, doubled with each further failure. `#createState` limits it, even if it is infinite. */
function getCooldownMs(failures: number): number {
  return failures < FAILURE_THRESHOLD ? 0 : MIN_COOLDOWN_MS * 2 ** (failures - FAILURE_THRESHOLD);
}

/** Without a file that can be used, the breaker is closed. */
function readState(file: string | undefined): BreakerState {
  try {
    const fields = file === undefined ? undefined : readOwnRecord(file);
    if (fields === undefined) return CLOSED;
    return { failures: toCount(fields.failures), openUntil: toCount(fields.until) };
  } catch {
    return CLOSED;
  }
}

function writeState(file: string, { failures, openUntil }: BreakerState): void {
  writeOwnRecord(file, { failures, until: openUntil });
}

function toCount(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}
