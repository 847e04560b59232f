/** Limits how long a caller waits for its events to be sent. */
import { waitWithTimeout } from "../internal/timeout.js";

export interface FlushLimits {
  /** The longest wait altogether, in milliseconds. */
  readonly timeoutMs: number;
  /**
   * The longest wait for one phase of a request: name lookup, connection, TLS handshake, answer. If the phase before it was
   * slow, the wait is up to four times as long as that phase. A retry begins within this time. So a server that never answers
   * costs this time, and one behind a slow line gets the events. @default one limit for all phases together
   */
  readonly phaseTimeoutMs?: number;
}

/** Each phase takes one round trip or two. A line that takes this many times as long as in the phase before it has failed. */
const MAX_SLOWDOWN = 4;

/** The result of `wait` when its promise has settled before a limit was reached. */
const SETTLED = "settled";

export class FlushWait {
  readonly #limits: FlushLimits;
  readonly #now: () => number;
  readonly #startedAt: number;
  #phaseStartedAt: number;
  #phaseTimeoutMs: number;
  #isExpired = false;

  /**
   * @param now milliseconds of a monotonic clock
   * @param startedAt the beginning of the wait, on that clock
   */
  constructor(limits: FlushLimits, now: () => number, startedAt = now()) {
    this.#limits = limits;
    this.#now = now;
    this.#startedAt = startedAt;
    this.#phaseStartedAt = startedAt;
    this.#phaseTimeoutMs = limits.phaseTimeoutMs ?? limits.timeoutMs;
  }

  /** Whether a limit has ended the wait. */
  get isExpired(): boolean {
    return this.#isExpired;
  }

  /** The time of `now` after which the caller does not wait for a retry. */
  get retryDeadline(): number {
    return this.#startedAt + (this.#limits.phaseTimeoutMs ?? this.#limits.timeoutMs);
  }

  /** Called at the end of each phase of a request. */
  endPhase(): void {
    const { phaseTimeoutMs } = this.#limits;
    if (phaseTimeoutMs === undefined) return;
    const durationMs = this.#now() - this.#phaseStartedAt;
    this.#phaseStartedAt += durationMs;
    this.#phaseTimeoutMs = Math.max(phaseTimeoutMs, MAX_SLOWDOWN * durationMs);
  }

  /** Resolves when the promise has settled, or when a limit is reached. */
  async wait(promise: Promise<unknown> | undefined): Promise<void> {
    const settled = Promise.resolve(promise).then(() => SETTLED);
    while ((await waitWithTimeout(settled, this.#remainingMs)) !== SETTLED) {
      this.#isExpired = this.#remainingMs <= 0; // a phase may have ended meanwhile
      if (this.#isExpired) return;
    }
  }

  get #remainingMs(): number {
    const endAt = Math.min(
      this.#startedAt + this.#limits.timeoutMs,
      this.#phaseStartedAt + this.#phaseTimeoutMs,
    );
    return endAt - this.#now();
  }
}
