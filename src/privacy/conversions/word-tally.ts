/** The fast path of DISTRIBUTION: counts the words of short lists and small Maps, which most of them are. */

import { isUnsafeKey } from "../sanitizer/property-keys.js";
import { isPlainList } from "./containers.js";
import type { ValueReader } from "./value-reader.js";

/** The key of all values that are not counted under their own names. */
export const OTHER = "other";

/** More items are not searched one by one. */
const MAX_ITEMS = 64;
/** Different words that are kept apart: to search so few one by one is quicker than a Map. */
export const MAX_WORDS = 16;

/** Counts the words of a short list, or sums the counts of a small Map; undefined for any other value. */
export function tallyWords(value: unknown, reader: ValueReader): Record<string, number> | undefined {
  const tally = new WordTally(reader);
  if (isPlainList(value)) {
    const { length } = value;
    if (!(length <= MAX_ITEMS)) return undefined; // the length of a Proxy may be no number
    for (let index = 0; index < length; index++) if (!tally.add(value[index], 1)) return undefined;
  } else {
    if (!isPlainMap(value) || value.size > MAX_ITEMS) return undefined;
    for (const [word, count] of value) if (!tally.add(word, count)) return undefined;
  }
  return tally.sortByCount();
}

/** Words and their counts in two lists side by side. */
class WordTally {
  readonly #words: string[] = [];
  readonly #counts: number[] = [];
  readonly #reader: ValueReader;

  constructor(reader: ValueReader) {
    this.#reader = reader;
  }

  /** Returns false for a value that is not counted here. */
  add(word: unknown, count: unknown): boolean {
    if (typeof word !== "string" || typeof count !== "number" || !Number.isFinite(count)) return false;
    const words = this.#words;
    const counts = this.#counts;
    let index = 0;
    while (index < words.length && words[index] !== word) index++;
    if (index < words.length) counts[index] = (counts[index] ?? 0) + count;
    else {
      const isFull = index === MAX_WORDS;
      if (isFull || word === OTHER || isUnsafeKey(word) || !this.#reader.isDistributionKey(word))
        return false;
      words.push(word);
      counts.push(0 + count); // -0 is 0 in JSON
    }
    return true;
  }

  /** Returns the counts by word, the most frequent first. Words of equal counts keep their order. */
  sortByCount(): Record<string, number> {
    const words = this.#words;
    const counts = this.#counts;
    for (let from = 1; from < words.length; from++) {
      const word = words[from] ?? "";
      const count = counts[from] ?? 0;
      let index = from;
      for (; index > 0 && (counts[index - 1] ?? 0) < count; index--) {
        words[index] = words[index - 1] ?? "";
        counts[index] = counts[index - 1] ?? 0;
      }
      words[index] = word;
      counts[index] = count;
    }
    const result: Record<string, number> = {};
    for (let index = 0; index < words.length; index++) result[words[index] ?? ""] = counts[index] ?? 0;
    return result;
  }
}

const MAP_ITERATOR = Map.prototype[Symbol.iterator];

/** A Map that is iterated as Maps are. Another iterator may never end. */
function isPlainMap(value: unknown): value is ReadonlyMap<unknown, unknown> {
  return (
    value instanceof Map &&
    Object.getPrototypeOf(value) === Map.prototype &&
    value[Symbol.iterator] === MAP_ITERATOR
  );
}
