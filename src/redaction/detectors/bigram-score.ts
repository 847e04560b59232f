/** Distinguishes random characters from words by the frequency of their bigrams (pairs of neighbouring characters). */
import { isCommonBigram } from "../bigrams.js";
import { ALNUM, DIGIT, LOWER, UPPER } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";
import { isPublicId } from "./public-ids.js";

/** A run with fewer rare bigrams does not count as random. */
const MIN_RARE_BIGRAMS = 6;

/**
 * Returns the share of rare bigrams from which a run counts as random. Words of many languages have less than 0.3, base64
 * and hex digits 0.6 and more. The share of a longer run is closer to these values, so its threshold can be lower.
 */
function getMinRareShare(length: number): number {
  return length < 24 ? 0.42 : length < 40 ? 0.38 : 0.33;
}

/** A key has a longer word than this. Names of ciphers and models have as many rare bigrams, but only short words. */
const MAX_WORD_LENGTH = 9;

/** Returns true if a run of characters looks like a key, and is not a digest or an id of a fixed form. */
export function isLikelyRandom(text: ScannedText, from: number, to: number): boolean {
  const { rare, common, longestWord } = countBigrams(text, from, to);
  return (
    rare >= MIN_RARE_BIGRAMS &&
    longestWord > MAX_WORD_LENGTH &&
    rare / (rare + common) >= getMinRareShare(to - from) &&
    !isPublicId(text, from, to)
  );
}

export interface BigramCounts {
  readonly rare: number;
  readonly common: number;
  /** The length of the longest run of letters and digits. */
  readonly longestWord: number;
}

/**
 * Counts bigrams. A letter beside a digit counts as rare. Two digits, equal characters and pairs with punctuation are
 * ignored, and successive letters if the run has no digit.
 */
export function countBigrams(text: ScannedText, from: number, to: number): BigramCounts {
  let rare = 0;
  let common = 0;
  let wordLength = 1;
  let longestWord = 0;
  const hasDigit = text.findRunEnd(from, ~DIGIT, to - from) < to;
  for (let index = from + 1; index < to; index++) {
    const previousClass = text.charClassAt(index - 1);
    const currentClass = text.charClassAt(index);
    wordLength = (currentClass & ALNUM) === 0 ? 0 : wordLength + 1;
    longestWord = Math.max(longestWord, wordLength);
    if ((previousClass & ALNUM) === 0 || (currentClass & ALNUM) === 0) continue;
    if ((previousClass & DIGIT) !== 0 && (currentClass & DIGIT) !== 0) continue;
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1);
    if (step === 0) continue; // `xxxx` is a mask
    if (step === 1 && !hasDigit) continue; // `abcd` is an alphabet
    if ((previousClass & DIGIT) !== 0 || (currentClass & DIGIT) !== 0) rare++;
    else if ((previousClass & LOWER) !== 0 && (currentClass & UPPER) !== 0)
      common += 0.5; // a word may begin here
    else if (isCommonBigram(text.charCodeAt(index - 1), text.charCodeAt(index))) common++;
    else rare++;
  }
  return { rare, common, longestWord };
}
