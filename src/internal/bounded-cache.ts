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
  get(text: string): T | undefined {
    const found = this.#recent.get(text);
    if (found !== undefined || this.#previous.size === 0) return found;
    const previous = this.#previous.get(text);
    if (previous !== undefined) this.set(copyString(text), previous);
    return previous;
  }

  /**
   * Stores a value. A full recent generation becomes the previous one, which is discarded.
   * @param text a copy (`copyString`), because the engine keeps the whole text that a substring was cut from
   */
  set(text: string, value: T): void {
    if (this.#recent.size >= this.#capacity) {
      this.#previous = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(text, value);
  }
}

/** Returns a copy that does not keep the longer text in memory from which the argument may have been cut. */
export function copyString(text: string): string {
  return Buffer.from(text).toString();
}
