/** Stops requests to a server that keeps failing, in this process and in later ones. */
import { unlinkSync } from "node:fs";
import { readSmallFile, writeFileAtomic } from "../internal/files.js";
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

export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #state: BreakerState | undefined;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** True while nothing may be sent. */
  get isOpen(): boolean {
    const remainingMs = this.#getState().openUntil - this.#options.now();
    return remainingMs > 0 && remainingMs <= MAX_WAIT_MS; // a longer time means that the clock was set back
  }

  /** The number of consecutive failures. */
  get failures(): number {
    return this.#getState().failures;
  }

  /** The end of the cool-down, in milliseconds since the epoch. 0 if there is none. */
  get openUntil(): number {
    return this.#getState().openUntil;
  }

  /** Returns whether a request may be sent. After a cool-down, only one is allowed until its outcome is recorded. */
  allowRequest(): boolean {
    if (this.isOpen) return false;
    const { failures } = this.#getState();
    if (failures >= FAILURE_THRESHOLD) this.#setState(failures, getCooldownMs(failures));
    return true;
  }

  recordSuccess(): void {
    const { failures, openUntil } = this.#getState();
    if (failures > 0 || openUntil > 0) this.#setState(0, 0);
  }

  recordFailure(retryAfterMs = 0): void {
    const failures = this.#getState().failures + 1;
    this.#setState(failures, Math.max(getCooldownMs(failures), retryAfterMs));
  }

  /** Reads the file when the state is first needed. */
  #getState(): BreakerState {
    this.#state ??= readState(this.#options.file);
    return this.#state;
  }

  /** Also writes the state to the file. If that fails, it remains in this process. */
  #setState(failures: number, cooldownMs: number): void {
    const { file, now } = this.#options;
    const openUntil = cooldownMs === 0 ? 0 : now() + Math.min(cooldownMs, MAX_WAIT_MS);
    this.#state = { failures, openUntil };
    if (file === undefined) return;
    try {
      if (failures === 0) unlinkSync(file);
      else writeFileAtomic(file, JSON.stringify({ failures, until: openUntil }));
    } catch {
      // There is no file, or the disk cannot be written.
    }
  }
}

/** Returns one minute at the threshold, doubled with each further failure. `#setState` limits it, even if it is infinite. */
function getCooldownMs(failures: number): number {
  return failures < FAILURE_THRESHOLD ? 0 : MIN_COOLDOWN_MS * 2 ** (failures - FAILURE_THRESHOLD);
}

/** Without a file that can be read, the breaker is closed. */
function readState(file: string | undefined): BreakerState {
  try {
    const text = file === undefined ? undefined : readSmallFile(file)?.text;
    if (text === undefined) return CLOSED;
    const state: unknown = JSON.parse(text);
    return { failures: readCount(state, "failures"), openUntil: readCount(state, "until") };
  } catch {
    return CLOSED;
  }
}

function readCount(state: unknown, name: string): number {
  const value: unknown = Reflect.get(Object(state), name);
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}
