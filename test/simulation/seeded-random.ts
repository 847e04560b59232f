/** Draws random numbers that are the same in every run of a test. */

export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Returns 0 to 1. The generator is mulberry32, by Tommy Ettinger, in the public domain. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Returns a whole number. Both limits are included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** Returns a normally distributed number with mean 0 and variance 1, by the method of Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Returns one of the values, each as often as its weight says. */
  choose<T>(values: readonly T[], weights: readonly number[] = values.map(() => 1)): T {
    let remaining = this.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, value] of values.entries()) {
      remaining -= weights[index] ?? 0;
      if (remaining < 0) return value;
    }
    return values.at(-1) as T; // `values` is not empty
  }

  /** Returns 64 hex digits, the form of a salt. */
  salt(): string {
    return Array.from({ length: 64 }, () => this.integer(0, 15).toString(16)).join("");
  }
}
