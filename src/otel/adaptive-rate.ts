/** Adapts the sampling rate to the load, so that about the same number of spans is sent each second. */
import type { SamplingRate } from "./trace-sampler.js";

/**
 * The options of sampling that adapts to the load.
 *
 * @example
 * const adaptive: AdaptiveOptions = { spansPerSecond: 20 };
 * const tracing = await startTracing({ tool: "mytool", sampleRate: 0.5, adaptive });
 */
export interface AdaptiveOptions {
  /**
   * How many spans per second to send. Never more than `events_per_minute` allows.
   *
   * @default 100
   */
  readonly spansPerSecond?: number | undefined;
}

/** At least one trace in a hundred is sampled, so that a busy program still sends some traces. */
const MIN_RATE = 0.01;
const MAX_RATE = 1;
const ADJUSTMENT_INTERVAL_MS = 60_000;
export const DEFAULT_SPANS_PER_SECOND = 100;

/**
 * A rate that changes once a minute, to the one that would have met the target in the minute before. If the target is 100
 * spans per second, and 400 spans per second started, sampled or not, the new rate is 100 / 400 = 0.25.
 */
export class AdaptiveRate implements SamplingRate {
  readonly #targetPerSecond: number;
  readonly #now: () => number;
  #windowStartMs: number;
  #spanCount = 0;
  #rate: number;

  /**
   * @param initialRate The rate of the first minute. With 0 nothing is ever sampled.
   * @param now Returns milliseconds since any moment.
   */
  constructor(
    initialRate: number,
    { spansPerSecond = DEFAULT_SPANS_PER_SECOND }: AdaptiveOptions,
    now: () => number,
  ) {
    this.#rate = initialRate === 0 ? 0 : clampRate(initialRate);
    this.#targetPerSecond = spansPerSecond;
    this.#now = now;
    this.#windowStartMs = now();
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
    const nowMs = this.#now();
    const elapsedMs = nowMs - this.#windowStartMs;
    if (elapsedMs < 0) this.#windowStartMs = nowMs; // the clock was set back
    if (elapsedMs < ADJUSTMENT_INTERVAL_MS || this.#rate === 0) return;
    const spansPerSecond = (1000 * this.#spanCount) / elapsedMs;
    this.#rate = clampRate(this.#targetPerSecond / spansPerSecond);
    this.#windowStartMs = nowMs;
    this.#spanCount = 0;
  }
}

function clampRate(rate: number): number {
  // 0 / 0 is NaN: the target is 0, and no span started, so there is nothing to limit.
  return Number.isNaN(rate) ? MAX_RATE : Math.min(MAX_RATE, Math.max(MIN_RATE, rate));
}
