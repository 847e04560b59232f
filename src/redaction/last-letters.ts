/** Tests the last letters of a word, which excludes most words before one is read as a key. */
import { createLazy } from "../internal/lazy-module.js";
import { listLastWords, VALUE_NAMES } from "./key-words.js";
import type { ScannedText } from "./scanned-text.js";

/**
 * Returns false only if no key that ends at this offset can be sensitive. It looks at the last three characters only, which
 * excludes most keys before a substring is created. A key may also end with a letter that is not ASCII, or with a number of
 * up to two digits (`password2`).
 */
export function mayBeSensitiveKey(text: Pick<ScannedText, "charCodeAt">, end: number): boolean {
  return mayEndWith(getLastKeyLetters(), text, end);
}

/** Returns false only if the word that ends at this offset is no name of a value, such as `value` and `default`. */
export function mayBeValueName(text: Pick<ScannedText, "charCodeAt">, end: number): boolean {
  return mayEndWith(getLastValueLetters(), text, end);
}

function mayEndWith(lastLetters: Int32Array, text: Pick<ScannedText, "charCodeAt">, end: number): boolean {
  // `| 32` makes letters lower case and leaves digits as they are.
  const last = text.charCodeAt(end - 1) | 32;
  const beforeLast = text.charCodeAt(end - 2) | 32;
  if (last >= 128 || beforeLast >= 128) return true;
  const third = text.charCodeAt(end - 3) | 32;
  // The time and the numbers of a log have more digits, or signs before them.
  if (isDigitCode(last)) return !(isDigitCode(beforeLast) && isDigitCode(third)) && followsLetter(text, end);
  const thirds = lastLetters[beforeLast * 128 + last] ?? 0;
  return third >= 128 ? thirds !== 0 : (thirds & getLetterBit(third)) !== 0;
}

const MAX_NUMBERS_LENGTH = 24;

/** Returns false if the numbers that end at an offset have no letter before them, as the time at the start of a line. */
function followsLetter(text: Pick<ScannedText, "charCodeAt">, end: number): boolean {
  for (let index = end - 1; index >= end - MAX_NUMBERS_LENGTH; index--) {
    const code = text.charCodeAt(index);
    if (isAsciiLetter(code) || code >= 128) return true;
    const isSeparator = code === SPACE || (code >= TAB && code <= RETURN) || NUMBER_SEPARATORS.has(code);
    if (!isDigitCode(code) && !isSeparator) return false;
  }
  return true; // The letter may be farther away.
}

const NUMBER_SEPARATORS = new Set(Array.from("_.-[]:", (sign) => sign.charCodeAt(0)));
const TAB = 9;
const RETURN = 13;
const SPACE = 32;

export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The bit of a letter in a set of letters. Other characters share the bits of letters, which only excludes fewer keys. */
function getLetterBit(code: number): number {
  return 1 << (code & 31);
}

/** The last three letters of all sensitive keys: at `second * 128 + last`, the set of the letters before these. */
const getLastKeyLetters = createLazy(() => collectLastLetters(listLastWords()));
const getLastValueLetters = createLazy(() => collectLastLetters(VALUE_NAMES));

/** Before a word of two letters, and where a blank is within the last three, there may be any character: `userId`, `user-id`. */
const ANY_LETTER = -1;

function collectLastLetters(words: readonly string[]): Int32Array {
  const lastLetters = new Int32Array(128 * 128);
  for (const word of words) {
    const last = word.charCodeAt(word.length - 1);
    const beforeLast = word.charCodeAt(word.length - 2);
    const third = word.charCodeAt(word.length - 3); // NaN for a word of two letters
    if (last >= 128 || beforeLast >= 128) continue; // `mayEndWith` does not look these up
    const index = beforeLast * 128 + last;
    lastLetters[index] =
      (lastLetters[index] ?? 0) | (isAsciiLetter(third) ? getLetterBit(third) : ANY_LETTER);
  }
  return lastLetters;
}

export function isAsciiLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}
