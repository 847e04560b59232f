/** A rate that follows how much is going on: so many spans a second leave, whatever a program does. */
import type { Rate } from "./trace-sampler.js";

export interface AdaptiveOptions {
  /** Spans a second that are worth their cost. Default 100, or what `events_per_minute` lets through. */
  readonly spansPerSecond?: number;
}

/** Bounds and pace of seed 002. */
const LEAST = 0.01;
const MOST = 1;
const ADJUSTED_EACH_MS = 60_000;
export const DEFAULT_SPANS_PER_SECOND = 100;

/** Every minute it becomes what would have let the target through in the minute before. */
export class AdaptiveRate implements Rate {
  readonly #target: number;
  readonly #now: () => number;
  #windowStart: number;
  #seen = 0;
  #value: number;

  /** @param first until a minute has been seen @param now milliseconds of any clock */
  constructor(
    first: number,
    { spansPerSecond = DEFAULT_SPANS_PER_SECOND }: AdaptiveOptions,
    now: () => number,
  ) {
    this.#value = first === 0 ? 0 : clamped(first); // none is none
    this.#target = spansPerSecond;
    this.#now = now;
    this.#windowStart = now();
  }

  seen(): void {
    this.#adjust();
    this.#seen++;
  }

  get value(): number {
    this.#adjust();
    return this.#value;
  }

  #adjust(): void {
    const elapsed = this.#now() - this.#windowStart;
    if (elapsed < ADJUSTED_EACH_MS || this.#value === 0) return;
    const perSecond = (1000 * this.#seen) / elapsed;
    this.#value = clamped(this.#target / perSecond);
    this.#windowStart += elapsed;
    this.#seen = 0;
  }
}

/** Nothing seen asks for no limit. */
function clamped(rate: number): number {
  return Number.isNaN(rate) ? MOST : Math.min(MOST, Math.max(LEAST, rate));
}
