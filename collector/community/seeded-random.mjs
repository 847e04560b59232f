/** Draws random numbers and ids, which are the same for the same seed. */

/** The 65,536 groups of four hex digits, because formatting each would take longer than all other work. */
const HEX_GROUPS = Array.from({ length: 65_536 }, (_, number) => number.toString(16).padStart(4, "0"));

export class SeededRandom {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed | 0;
  }

  /** Returns 32 random bits. The generator is mulberry32, by Tommy Ettinger, in the public domain. */
  #drawBits() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  /** Returns a number from 0 to less than 1. */
  uniform() {
    return this.#drawBits() / 2 ** 32;
  }

  /** @param {number} probability */
  chance(probability) {
    return this.uniform() < probability;
  }

  /** Returns a whole number. Both limits are included. @param {number} low @param {number} high */
  integer(low, high) {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** Returns a normally distributed number with mean 0 and variance 1, by the method of Box and Muller. */
  normal() {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Returns a number of events that are independent of each other, by Knuth's method. @param {number} mean */
  poisson(mean) {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count++;
    return count;
  }

  /** @param {number} mean */
  exponential(mean) {
    return -mean * Math.log(1 - this.uniform());
  }

  /**
   * @template T
   * @param {readonly [T, ...T[]]} items
   */
  choose(items) {
    return items[Math.floor(this.uniform() * items.length)] ?? items[0];
  }

  /**
   * Returns one of the items, each with its probability. The last one has what remains of 1.
   * @template T
   * @param {readonly [readonly [T, number], ...(readonly [T, number])[]]} items
   */
  chooseWeighted(items) {
    let remaining = this.uniform();
    let chosen = items[0][0];
    for (const [item, probability] of items) {
      chosen = item;
      remaining -= probability;
      if (remaining < 0) break;
    }
    return chosen;
  }

  /** Returns hex digits. @param {number} groups of four digits */
  hex(groups) {
    let digits = "";
    for (let group = 0; group < groups; group += 2) {
      const bits = this.#drawBits();
      digits += `${HEX_GROUPS[bits >>> 16]}${group + 1 < groups ? HEX_GROUPS[bits & 0xffff] : ""}`;
    }
    return digits;
  }

  /** Returns a UUID of version 4. */
  uuid() {
    const a = this.#drawBits();
    const b = this.#drawBits();
    const c = this.#drawBits();
    const d = this.#drawBits();
    const version = 0x4000 | (b & 0x0fff);
    const variant = 0x8000 | (c & 0x3fff);
    return `${HEX_GROUPS[a >>> 16]}${HEX_GROUPS[a & 0xffff]}-${HEX_GROUPS[b >>> 16]}-${HEX_GROUPS[version]}-${HEX_GROUPS[variant]}-${HEX_GROUPS[c >>> 16]}${HEX_GROUPS[d >>> 16]}${HEX_GROUPS[d & 0xffff]}`;
  }
}
