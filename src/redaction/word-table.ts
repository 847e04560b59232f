/** A table of words that says no to most others by their first letter and length, and copies none to look it up. */
import { lazy } from "../internal/lazy-value.js";
import type { Text } from "./scanned-text.js";

const LONGEST = 32;
const FIRST_LETTERS = 96;

export class WordTable<T> {
  /** By first letter, in lower case, and length. */
  readonly #places: () => (readonly (readonly [word: string, value: T])[] | undefined)[];

  /** A table of words that stand for nothing but themselves. */
  static of(...lines: readonly string[]): WordTable<string> {
    return new WordTable(lines.flatMap((line) => line.split(" ")).map((word) => [word, word] as const));
  }

  /** @param entries by words in lower case, in ASCII */
  constructor(entries: Iterable<readonly [word: string, value: T]>) {
    this.#places = lazy(() => {
      const places = new Array(FIRST_LETTERS * LONGEST).fill(undefined);
      for (const entry of entries) {
        const at = place(entry[0].charCodeAt(0), entry[0].length);
        places[at] = [...(places[at] ?? []), entry];
      }
      return places;
    });
  }

  /** What belongs to the word that stands there, in any case. */
  at(text: Text, start: number, end: number): T | undefined {
    const first = text.charCodeAt(start);
    if (first >= 128 || end - start >= LONGEST) return undefined;
    const entries = this.#places()[place(first, end - start)];
    if (entries === undefined) return undefined;
    for (const [word, value] of entries) if (text.isWord(start, word)) return value;
    return undefined;
  }
}

/** A letter's two cases share a place. */
function place(first: number, length: number): number {
  return ((first | 32) - 32) * LONGEST + length;
}
