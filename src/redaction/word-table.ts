/** A table of words that says no to most others by their first letter and length, and copies none to look it up. */
import { createLazy } from "../internal/lazy-module.js";
import type { ScannedText } from "./scanned-text.js";

const MAX_WORD_LENGTH = 32;
const FIRST_LETTER_COUNT = 96;

export class WordTable<T> {
  /** By first letter, in lower case, and length. */
  readonly #buckets: () => (readonly (readonly [word: string, value: T])[] | undefined)[];

  /** A table of words that stand for nothing but themselves. */
  static fromLines(...lines: readonly string[]): WordTable<string> {
    return new WordTable(lines.flatMap((line) => line.split(" ")).map((word) => [word, word] as const));
  }

  /** @param entries by words in lower case, in ASCII */
  constructor(entries: Iterable<readonly [word: string, value: T]>) {
    this.#buckets = createLazy(() => {
      const buckets = new Array(FIRST_LETTER_COUNT * MAX_WORD_LENGTH).fill(undefined);
      for (const entry of entries) {
        const at = getBucketIndex(entry[0].charCodeAt(0), entry[0].length);
        buckets[at] = [...(buckets[at] ?? []), entry];
      }
      return buckets;
    });
  }

  /** What belongs to the word that stands there, in any case. */
  find(text: ScannedText, start: number, end: number): T | undefined {
    const first = text.charCodeAt(start);
    if (first >= 128 || end - start >= MAX_WORD_LENGTH) return undefined;
    const bucket = this.#buckets()[getBucketIndex(first, end - start)];
    if (bucket === undefined) return undefined;
    for (const [word, value] of bucket) if (text.hasWord(start, word)) return value;
    return undefined;
  }
}

/** A letter's two cases share a place. */
function getBucketIndex(first: number, length: number): number {
  return ((first | 32) - 32) * MAX_WORD_LENGTH + length;
}
