/** Estimates the quantiles of many numbers in bounded memory, with a bounded error. */

// A DDSketch (Masson, Rim, Lee: "DDSketch", VLDB 2019): it counts numbers in buckets whose bounds grow by a constant factor.

/** The largest relative error of a quantile. */
export const MAX_RELATIVE_ERROR = 0.02;

/** Each bucket ends at this many times its beginning. */
const GAMMA = (1 + MAX_RELATIVE_ERROR) / (1 - MAX_RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

/** Smaller numbers count as 0. */
const MIN = 0.001;
/** Larger numbers count as this one. Between both are 691 buckets. */
const MAX = 1e9;

/** Takes numbers from 0 to a billion, such as milliseconds. Larger ones count as a billion; others are ignored. */
export class QuantileSketch {
  readonly #countsByBucket = new Map<number, number>();
  #zeroCount = 0;
  #count = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = 0;

  /** The number of recorded numbers. */
  get count(): number {
    return this.#count;
  }

  record(value: number): void {
    if (!(value >= 0)) return; // NaN, too
    const clipped = Math.min(value, MAX);
    this.#count++;
    this.#min = Math.min(this.#min, clipped);
    this.#max = Math.max(this.#max, clipped);
    if (clipped < MIN) this.#zeroCount++;
    else this.#addToBucket(Math.ceil(Math.log(clipped) / LOG_GAMMA), 1);
  }

  /** Adds the numbers of another sketch. The result is that of one sketch of all numbers. */
  merge(other: QuantileSketch): void {
    this.#count += other.#count;
    this.#zeroCount += other.#zeroCount;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    for (const [bucket, count] of other.#countsByBucket) this.#addToBucket(bucket, count);
  }

  /**
   * Returns the smallest number that this share of all numbers does not exceed (the nearest rank), within
   * `MAX_RELATIVE_ERROR`. Undefined without numbers.
   * @param quantile from 0 to 1
   */
  estimateQuantile(quantile: number): number | undefined {
    if (this.#count === 0) return undefined;
    let remaining = Math.max(1, Math.ceil(quantile * this.#count)) - this.#zeroCount;
    if (remaining <= 0) return 0;
    const buckets = [...this.#countsByBucket].sort(([a], [b]) => a - b);
    for (const [bucket, count] of buckets) {
      remaining -= count;
      // The number between the bucket's bounds whose largest relative error is smallest.
      if (remaining <= 0)
        return Math.min(Math.max((2 * GAMMA ** bucket) / (GAMMA + 1), this.#min), this.#max);
    }
    return this.#max;
  }

  #addToBucket(bucket: number, count: number): void {
    this.#countsByBucket.set(bucket, (this.#countsByBucket.get(bucket) ?? 0) + count);
  }
}
