/** A rate that follows how much is going on: so many spans a second leave, whatever a program does. */
import type { SamplingRate } from "./trace-sampler.js";

export interface AdaptiveOptions {
  /** Spans a second that are worth their cost. Default 100, or what `events_per_minute` lets through. */
  readonly spansPerSecond?: number;
}

/** Bounds and pace of seed 002. */
const MIN_RATE = 0.01;
const MAX_RATE = 1;
const ADJUSTMENT_INTERVAL_MS = 60_000;
export const DEFAULT_SPANS_PER_SECOND = 100;

/** Every minute it becomes what would have let the target through in the minute before. */
export class AdaptiveRate implements SamplingRate {
  readonly #targetPerSecond: number;
  readonly #now: () => number;
  #windowStart: number;
  #spanCount = 0;
  #rate: number;

  /** @param first until a minute has been seen @param now milliseconds of any clock */
  constructor(
    first: number,
    { spansPerSecond = DEFAULT_SPANS_PER_SECOND }: AdaptiveOptions,
    now: () => number,
  ) {
    this.#rate = first === 0 ? 0 : clampRate(first); // none is none
    this.#targetPerSecond = spansPerSecond;
    this.#now = now;
    this.#windowStart = now();
  }

  countSpan(): void {
    this.#adjust();
    this.#spanCount++;
  }

  get value(): number {
    this.#adjust();
    return this.#rate;
  }

  #adjust(): void {
    const elapsed = this.#now() - this.#windowStart;
    if (elapsed < ADJUSTMENT_INTERVAL_MS || this.#rate === 0) return;
    const perSecond = (1000 * this.#spanCount) / elapsed;
    this.#rate = clampRate(this.#targetPerSecond / perSecond);
    this.#windowStart += elapsed;
    this.#spanCount = 0;
  }
}

/** Nothing seen asks for no limit. */
function clampRate(rate: number): number {
  return Number.isNaN(rate) ? MAX_RATE : Math.min(MAX_RATE, Math.max(MIN_RATE, rate));
}
