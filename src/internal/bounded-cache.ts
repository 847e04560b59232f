/** A bounded memory of what texts were made into: when it is full, what was not asked for lately goes. */

export class Memo<T> {
  readonly #capacity: number;
  #young = new Map<string, T>();
  #old = new Map<string, T>();

  /** @param capacity it holds twice as many at most */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(text: string): T | undefined {
    const found = this.#young.get(text);
    if (found !== undefined || this.#old.size === 0) return found;
    const older = this.#old.get(text);
    if (older !== undefined) this.set(copyOf(text), older);
    return older;
  }

  /** @param text a copy: of a text that was cut out of a longer one, the engine keeps all */
  set(text: string, made: T): void {
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(text, made);
  }
}

/** The same text as the engine keeps the names of properties, which it compares by their addresses. A copy, too. */
export function asName(text: string): string {
  return Object.keys({ [copyOf(text)]: 0 })[0] ?? text;
}

/** A text without the longer one that it may have been cut out of. */
export function copyOf(text: string): string {
  return Buffer.from(text).toString();
}
