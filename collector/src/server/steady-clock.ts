/** Tells whether the system's clock can be trusted, because a wrong one would delete what is to be kept. */

/** Corrections of a clock are smaller. */
const MAX_DRIFT_MS = 5 * 60 * 1000;
/** A clock that is set right after a start, or jumps there and back, is so within this time. */
const STEADY_MS = 3600 * 1000;
/** Between two events. After a longer time, either nobody used the tools, or the clock is ahead. */
const MAX_PAUSE_MS = 14 * 24 * 3600 * 1000;

export class SteadyClock {
  readonly #wall: () => number;
  readonly #monotonic: () => number;
  #baseline: { readonly wall: number; readonly monotonic: number };
  #isDoubtful = false;

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
    return this.#measureSteadyMs() >= STEADY_MS;
  }

  /** Returns whether the clock has jumped, or was perhaps wrong at the start, and was not steady since. */
  isDoubtful(): boolean {
    this.#measureSteadyMs();
    return this.#isDoubtful;
  }

  /** @param lastWrite when the last event was written before the start, in milliseconds since the epoch */
  compareWithLastWrite(lastWrite: number): void {
    const pause = this.#wall() - lastWrite;
    if (pause < -MAX_DRIFT_MS || pause > MAX_PAUSE_MS) this.#isDoubtful = true;
  }

  /** Returns the time since the last jump. */
  #measureSteadyMs(): number {
    const current = { wall: this.#wall(), monotonic: this.#monotonic() };
    const elapsed = current.monotonic - this.#baseline.monotonic;
    const drift = current.wall - this.#baseline.wall - elapsed;
    if (Math.abs(drift) > MAX_DRIFT_MS) {
      this.#baseline = current;
      this.#isDoubtful = true;
      return 0;
    }
    if (elapsed >= STEADY_MS) this.#isDoubtful = false;
    return elapsed;
  }
}
