/** Caches results by the text that they were computed from, in two generations of bounded size. */

export class BoundedCache<T> {
  readonly #capacity: number;
  #recent = new Map<string, T>();
  #previous = new Map<string, T>();

  /** @param capacity entries of one generation; the cache holds at most twice as many */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Returns the value, and keeps it in the recent generation. */
  get(key: string): T | undefined {
    const found = this.#recent.get(key);
    if (found !== undefined || this.#previous.size === 0) return found;
    const previous = this.#previous.get(key);
    if (previous !== undefined) this.set(copyString(key), previous);
    return previous;
  }

  /**
   * Stores a value. A full recent generation becomes the previous one, which is discarded.
   * @param key made by `copyString` if it may be a substring, because a substring keeps the whole text in memory
   */
  set(key: string, value: T): void {
    if (this.#recent.size >= this.#capacity) {
      this.#previous = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, value);
  }
}

/** Returns the same text in memory of its own, so that a substring does not retain the text it was cut from. */
export function copyString(text: string): string {
  return Buffer.from(text).toString();
}
