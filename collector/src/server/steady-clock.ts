/** Tells whether the system's clock can be trusted, because a wrong one would delete what is to be kept. */

/** Corrections of a clock are smaller. */
const MAX_DRIFT_MS = 5 * 60 * 1000;
/** A clock that is set right after a start, or jumps there and back, is so within this time. */
const STEADY_MS = 3600 * 1000;

export class SteadyClock {
  readonly #wall: () => number;
  readonly #monotonic: () => number;
  #baseline: { readonly wall: number; readonly monotonic: number };

  /** @param wall milliseconds since the epoch @param monotonic milliseconds since any time, which nobody can set */
  constructor(wall: () => number = Date.now, monotonic: () => number = () => performance.now()) {
    this.#wall = wall;
    this.#monotonic = monotonic;
    this.#baseline = { wall: wall(), monotonic: monotonic() };
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#wall();
  }

  /** Returns whether the clock has run without a jump for an hour. */
  isSteady(): boolean {
    const current = { wall: this.#wall(), monotonic: this.#monotonic() };
    const elapsed = current.monotonic - this.#baseline.monotonic;
    const drift = current.wall - this.#baseline.wall - elapsed;
    if (Math.abs(drift) > MAX_DRIFT_MS) this.#baseline = current;
    return Math.abs(drift) <= MAX_DRIFT_MS && elapsed >= STEADY_MS;
  }
}
