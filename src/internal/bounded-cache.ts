/** A bounded memory of what texts were made into: when it is full, what was not asked for lately goes. */

export class BoundedCache<T> {
  readonly #capacity: number;
  #recent = new Map<string, T>();
  #previous = new Map<string, T>();

  /** @param capacity it holds twice as many at most */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(text: string): T | undefined {
    const found = this.#recent.get(text);
    if (found !== undefined || this.#previous.size === 0) return found;
    const previous = this.#previous.get(text);
    if (previous !== undefined) this.set(copyString(text), previous);
    return previous;
  }

  /** @param text a copy: of a text that was cut out of a longer one, the engine keeps all */
  set(text: string, value: T): void {
    if (this.#recent.size >= this.#capacity) {
      this.#previous = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(text, value);
  }
}

/** The same text as the engine keeps the names of properties, which it compares by their addresses. A copy, too. */
export function internString(text: string): string {
  return Object.keys({ [copyString(text)]: 0 })[0] ?? text;
}

/** A text without the longer one that it may have been cut out of. */
export function copyString(text: string): string {
  return Buffer.from(text).toString();
}
