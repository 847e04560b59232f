/** A table of words that says no to most others by their first letter and length, before anything is copied. */
import type { Text } from "./text.js";

const LONGEST = 64;

export class WordTable<T> {
  readonly #entries: ReadonlyMap<string, T>;
  /** For each first letter, in lower case, and length: whether a word of the table has both. */
  readonly #possible = new Uint8Array(128 * LONGEST);

  /** A table of words that stand for nothing but themselves. */
  static of(...lines: readonly string[]): WordTable<string> {
    return new WordTable(lines.flatMap((line) => line.split(" ")).map((word) => [word, word] as const));
  }

  /** @param entries by words in lower case, in ASCII */
  constructor(entries: Iterable<readonly [word: string, value: T]>) {
    this.#entries = new Map(entries);
    for (const word of this.#entries.keys()) this.#possible[place(word.charCodeAt(0), word.length)] = 1;
  }

  /** What belongs to a word, in any case. */
  get(word: string): T | undefined {
    return this.#entries.get(word.toLowerCase());
  }

  /** The same for the word that stands there. */
  at(text: Text, start: number, end: number): T | undefined {
    const length = end - start;
    const first = text.charCodeAt(start);
    if (length >= LONGEST || first >= 128 || this.#possible[place(first | 32, length)] === 0)
      return undefined;
    return this.get(text.slice(start, end));
  }
}

function place(first: number, length: number): number {
  return (first & 127) * LONGEST + (length & (LONGEST - 1));
}
