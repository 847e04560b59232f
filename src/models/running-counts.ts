/** Small running counts that a session keeps: they grow with what is counted, not with how long a process lives. */

export interface Outcomes {
  readonly total: number;
  readonly successful: number;
  readonly failed: number;
  /** Successful of total, 0 to 1; 0 where there were none. */
  readonly successRate: number;
}

/** Ids remembered to count a request once; a server that lives for months must not remember them all. */
const MAX_IDS = 1000;

/** Successes and failures. A request reported twice under one id counts once, as it was reported last. */
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

/** Durations under one name: how many, and their mean in milliseconds. */
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
    return this.#count === 0 ? 0 : Number((this.#totalMs / this.#count).toFixed(3));
  }
}

/** Adds a count under a key. */
export function increment<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
