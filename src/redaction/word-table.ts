/** Looks up words of a text without creating substrings. */
import type { ScannedText } from "./scanned-text.js";

/** Words of this length and longer ones are not found. */
const MAX_WORD_LENGTH = 32;
/** The number of ASCII characters from the space on. */
const FIRST_CHARACTER_COUNT = 96;

export class WordTable<T> {
  /** Entries by first character and length. Most words of a text find an empty bucket. */
  readonly #buckets: (readonly (readonly [word: string, value: T])[] | undefined)[];

  /** @param entries words in lower-case ASCII, each with its value */
  constructor(entries: Iterable<readonly [word: string, value: T]>) {
    this.#buckets = new Array(FIRST_CHARACTER_COUNT * MAX_WORD_LENGTH).fill(undefined);
    for (const entry of entries) {
      const index = getBucketIndex(entry[0].charCodeAt(0), entry[0].length);
      this.#buckets[index] = [...(this.#buckets[index] ?? []), entry];
    }
  }

  /** Creates a table whose values are all true. */
  static fromWords(words: Iterable<string>): WordTable<true> {
    return new WordTable(Array.from(words, (word) => [word, true] as const));
  }

  /** Returns the value of the word between two offsets. Case does not matter. */
  find(text: ScannedText, start: number, end: number): T | undefined {
    const firstCode = text.charCodeAt(start);
    const length = end - start;
    if (firstCode >= 128 || length >= MAX_WORD_LENGTH) return undefined;
    const bucket = this.#buckets[getBucketIndex(firstCode, length)];
    if (bucket === undefined) return undefined;
    for (const [word, value] of bucket) if (text.hasWord(start, word)) return value;
    return undefined;
  }
}

/** @param firstCode the code of the first character; `| 32` makes it lower case, so that both cases share a bucket */
function getBucketIndex(firstCode: number, length: number): number {
  return ((firstCode | 32) - 32) * MAX_WORD_LENGTH + length;
}
