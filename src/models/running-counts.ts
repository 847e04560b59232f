/** Counts outcomes of requests, durations, and keys in long sessions, with bounded memory. */

/** Requests by outcome. */
export interface Outcomes {
  readonly total: number;
  readonly successful: number;
  readonly failed: number;
  /** The share of successful requests, from 0 to 1. It is 0 without requests. */
  readonly successRate: number;
}

/** The number of request ids that are kept, so that a server does not use more and more memory. */
const MAX_IDS = 1000;

/** Counts successes and failures. A request that is reported twice under one id counts once, with its last outcome. */
export class OutcomeCounter {
  #successful = 0;
  #failed = 0;
  readonly #byId = new Map<string, boolean>();

  add(success: boolean, id: string | number | undefined): void {
    if (id !== undefined) {
      const known = this.#byId.get(String(id));
      if (known !== undefined) this.#adjust(known, -1);
      this.#byId.delete(String(id));
      this.#byId.set(String(id), success);
      const oldest = this.#byId.keys().next();
      if (this.#byId.size > MAX_IDS && oldest.done !== true) this.#byId.delete(oldest.value);
    }
    this.#adjust(success, 1);
  }

  get outcomes(): Outcomes {
    const total = this.#successful + this.#failed;
    return {
      total,
      successful: this.#successful,
      failed: this.#failed,
      successRate: total === 0 ? 0 : Number((this.#successful / total).toFixed(4)),
    };
  }

  #adjust(success: boolean, by: number): void {
    if (success) this.#successful += by;
    else this.#failed += by;
  }
}

/** Counts durations and computes their mean, in milliseconds. Values that are not a duration are ignored. */
export class TimingCounter {
  #count = 0;
  #totalMs = 0;

  add(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) return;
    this.#count++;
    this.#totalMs += milliseconds;
  }

  get totalMs(): number {
    return this.#totalMs;
  }

  get count(): number {
    return this.#count;
  }

  get averageMs(): number {
    return computeMeanMs(this.#totalMs, this.#count);
  }
}

/** Returns the mean of durations, rounded to microseconds. It is 0 without durations. */
export function computeMeanMs(totalMs: number, count: number): number {
  return count === 0 ? 0 : Number((totalMs / count).toFixed(3));
}

/** Adds to the count of a key. */
export function increment<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
