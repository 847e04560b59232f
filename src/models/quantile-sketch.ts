/** Estimates the quantiles of many numbers in bounded memory, with a bounded error. */
import { decodeIntegers, encodeIntegers } from "./integer-list.js";

// A DDSketch (Masson, Rim, Lee: "DDSketch", VLDB 2019): it counts numbers in buckets whose bounds grow by a constant factor.
// Too many buckets are merged in pairs (Epicoco et al.: "UDDSketch", IEEE Access 2020), which doubles the error at most.

/** The largest relative error of a quantile, unless the sketch was shrunk. */
export const MAX_RELATIVE_ERROR = 0.02;

/** Each bucket ends at this many times its beginning. */
const GAMMA = (1 + MAX_RELATIVE_ERROR) / (1 - MAX_RELATIVE_ERROR);

/** Smaller numbers count as 0. */
const MIN = 0.001;
/** Larger numbers count as this one. Between both are 691 buckets. */
const MAX = 1e9;

/** A sketch as JSON. */
export interface StoredSketch {
  /** How often pairs of buckets were merged. */
  readonly merges: number;
  readonly zeros: number;
  readonly min: number;
  readonly max: number;
  /** The buckets with their counts, in base64. */
  readonly buckets: string;
}

/** Takes numbers from 0 to a billion, such as milliseconds. Larger ones count as a billion; others are ignored. */
export class QuantileSketch {
  #countsByBucket = new Map<number, number>();
  #mergeCount = 0;
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
    else addCount(this.#countsByBucket, Math.ceil(Math.log(clipped) / Math.log(this.#gamma)), 1);
  }

  /** Adds the numbers of another sketch. The result is that of one sketch of all numbers. */
  merge(other: QuantileSketch): void {
    while (this.#mergeCount < other.#mergeCount) this.#mergePairs();
    this.#count += other.#count;
    this.#zeroCount += other.#zeroCount;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    const level = this.#mergeCount - other.#mergeCount;
    for (const [bucket, count] of other.#countsByBucket)
      addCount(this.#countsByBucket, Math.ceil(bucket / 2 ** level), count);
  }

  /** Merges pairs of buckets until there are at most `maxBuckets`. Each time, the relative error doubles at most. */
  shrink(maxBuckets: number): void {
    while (this.#countsByBucket.size > maxBuckets) this.#mergePairs();
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
    const gamma = this.#gamma;
    for (const [bucket, count] of this.#sortedBuckets) {
      remaining -= count;
      // The number between the bucket's bounds whose largest relative error is smallest.
      if (remaining <= 0)
        return Math.min(Math.max((2 * gamma ** bucket) / (gamma + 1), this.#min), this.#max);
    }
    return this.#max;
  }

  /** Returns undefined without numbers, because JSON has no infinity. */
  store(): StoredSketch | undefined {
    if (this.#count === 0) return undefined;
    let previous = 0;
    const integers = this.#sortedBuckets.flatMap(([bucket, count]) => {
      const step = bucket - previous; // most steps are small, and take one byte
      previous = bucket;
      return [step, count];
    });
    return {
      merges: this.#mergeCount,
      zeros: this.#zeroCount,
      min: this.#min,
      max: this.#max,
      buckets: encodeIntegers(integers),
    };
  }

  /** Returns undefined for a value that is not a stored sketch. */
  static restore(stored: unknown): QuantileSketch | undefined {
    const { merges, zeros, min, max, buckets } = Object(stored);
    const integers = typeof buckets === "string" ? decodeIntegers(buckets) : undefined;
    const isUsable =
      isCount(merges) && merges <= 10 && isCount(zeros) && Number.isFinite(min) && Number.isFinite(max);
    if (integers === undefined || !isUsable || integers.length % 2 !== 0) return undefined;
    const sketch = new QuantileSketch();
    sketch.#mergeCount = merges;
    sketch.#zeroCount = zeros;
    sketch.#count = zeros;
    sketch.#min = min;
    sketch.#max = max;
    let bucket = 0;
    for (let index = 0; index < integers.length; index += 2) {
      const count = integers[index + 1] ?? 0;
      if (!isCount(count)) return undefined;
      bucket += integers[index] ?? 0;
      addCount(sketch.#countsByBucket, bucket, count);
      sketch.#count += count;
    }
    return sketch;
  }

  /** Each bucket ends at this many times its beginning. It is squared when pairs of buckets are merged. */
  get #gamma(): number {
    return GAMMA ** (2 ** this.#mergeCount);
  }

  get #sortedBuckets(): [bucket: number, count: number][] {
    return [...this.#countsByBucket].sort(([a], [b]) => a - b);
  }

  #mergePairs(): void {
    const merged = new Map<number, number>();
    for (const [bucket, count] of this.#countsByBucket) addCount(merged, Math.ceil(bucket / 2), count);
    this.#countsByBucket = merged;
    this.#mergeCount++;
  }
}

function addCount(countsByBucket: Map<number, number>, bucket: number, count: number): void {
  countsByBucket.set(bucket, (countsByBucket.get(bucket) ?? 0) + count);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
