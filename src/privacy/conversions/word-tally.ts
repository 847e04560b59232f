/** The tally of a short list of words, as most lists are that a DISTRIBUTION is made of. */

import { UNSAFE_KEYS } from "../sanitizer/property-keys.js";
import type { DistributionOptions } from "./conversion.js";

/** Different words that are counted apart, unless a declaration says otherwise. */
export const DEFAULT_TOP = 50;
/** Under which the rest is counted. */
export const OTHER = "other";

/** Lists so short are most lists. */
const FEW = 64;
/** Of so few different words none is `other`, and to look through them is quicker than a Map. */
const FEW_WORDS = 16;

/** Words and how often each was met: the most frequent first, equal ones as they came. */
export interface Tally {
  readonly words: readonly string[];
  readonly counts: readonly number[];
}

/** The tally of a short list of words that leave as they are; undefined for any other list. */
export function tallyOf(
  items: readonly unknown[],
  { bins, allow, top = DEFAULT_TOP }: DistributionOptions,
  leavesAsItIs: (word: string) => boolean,
): Tally | undefined {
  const { length } = items;
  if (!(length <= FEW) || bins !== undefined || allow !== undefined || !(top >= FEW_WORDS)) return undefined;
  const words: string[] = [];
  const counts: number[] = [];
  for (let index = 0; index < length; index++) {
    const item = items[index];
    let at = 0;
    while (at < words.length && words[at] !== item) at++;
    if (at < words.length) counts[at] = (counts[at] ?? 0) + 1;
    else {
      if (typeof item !== "string" || at === FEW_WORDS || !leavesAsItIs(item)) return undefined;
      words.push(item);
      counts.push(1);
    }
  }
  sortByCount(words, counts);
  return { words, counts };
}

/** In place; each moves up past those that are fewer. */
function sortByCount(words: string[], counts: number[]): void {
  for (let from = 1; from < words.length; from++) {
    const word = words[from] ?? "";
    const count = counts[from] ?? 0;
    let at = from;
    for (; at > 0 && (counts[at - 1] ?? 0) < count; at--) {
      words[at] = words[at - 1] ?? "";
      counts[at] = counts[at - 1] ?? 0;
    }
    words[at] = word;
    counts[at] = count;
  }
}

/** Whether a key is a word, and nothing else counts under it. */
export function isOrdinaryKey(key: string, isWord: (text: string) => boolean): boolean {
  return key !== OTHER && !UNSAFE_KEYS.has(key) && isWord(key);
}

export function countsIn({ words, counts }: Tally): Record<string, number> {
  const result: Record<string, number> = {};
  for (let at = 0; at < words.length; at++) result[words[at] ?? ""] = counts[at] ?? 0;
  return result;
}
