/** Decides whether a quotation mark is a part of the quoted value, as an apostrophe is, or closes it. */
import { ALNUM, BLANK, LINE_END, NON_ASCII, UPPER } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";

/** JSON doubles backslashes, and JSON within JSON doubles them again. */
const MAX_BACKSLASHES = 8;

/** Measures a mark that shells, YAML and SQL write for one within the value: `''`, `'\''` and `'"'"'`. */
export function measureEscapedMark(text: ScannedText, index: number): number {
  if (!text.hasOneOf(index, "'\"")) return 0;
  if (text.startsWith("'\\''", index)) return 4;
  if (text.startsWith(`'"'"'`, index)) return 5;
  const isDoubled = text.charCodeAt(index + 1) === text.charCodeAt(index);
  return isDoubled && isWordCharacter(text, index + 2) ? 2 : 0;
}

/** Returns true for the first mark of `the "big" one`. */
export function opensInnerQuote(text: ScannedText, index: number): boolean {
  const isAtWordStart = (text.charClassAt(index - 1) & BLANK) !== 0 || text.hasOneOf(index - 1, "/\\([{-");
  return isAtWordStart && isWordCharacter(text, index + 1);
}

/** Returns true for an apostrophe, as in `it's/a` and `James' plans/a'`, and for a mark within a word. */
export function isWithinWord(text: ScannedText, index: number): boolean {
  if (isSeparator(text, index + 1)) return !text.startsWith("/>", index + 1); // the end of `<a b="…"/>`
  const isAfterWord = isWordCharacter(text, index - 1);
  if (isWordCharacter(text, index + 1))
    return isAfterWord && (text.hasCharacter(index, "'") || hasSeparator(text, index + 1));
  return text.hasOneOf(index + 1, " -.&+") && continuesAfterApostrophe(text, index);
}

/** Scripts from Thai on are written without blanks, so that a letter of theirs may follow any mark. */
const FIRST_SCRIPT_WITHOUT_BLANKS = 0x0e00;

export function isWordCharacter(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  if ((bits & ALNUM) !== 0 || text.hasCharacter(index, "_")) return true;
  return (bits & NON_ASCII) !== 0 && text.charCodeAt(index) < FIRST_SCRIPT_WITHOUT_BLANKS;
}

/** Returns true for a slash, or for a backslash that does not begin an escape. */
function isSeparator(text: ScannedText, index: number): boolean {
  if (text.hasCharacter(index, "/")) return true;
  if (!text.hasCharacter(index, "\\")) return false;
  let end = index;
  while (end < index + MAX_BACKSLASHES && text.hasCharacter(end, "\\")) end++;
  return !text.hasOneOf(end, "nrt\"'`");
}

/** The number of characters in which the rest of a value is looked for. */
export const MAX_REST_LENGTH = 128;

/** Returns true if a separator follows in the same word. */
function hasSeparator(text: ScannedText, from: number): boolean {
  for (let index = from; index < from + MAX_REST_LENGTH; index++) {
    if (isSeparator(text, index)) return true;
    if (text.hasOneOf(index, "=\"'`<>\0") || (text.charClassAt(index) & BLANK) !== 0) return false;
  }
  return false;
}

/**
 * Returns true if the value goes on after an apostrophe at the end of a word: a separator or proper names follow, and then a
 * closing mark. In `'/a' to '/b'` the next mark is an opening one.
 */
function continuesAfterApostrophe(text: ScannedText, apostrophe: number): boolean {
  const mark = text.charCodeAt(apostrophe);
  let hasPart = false;
  let hasNames = text.hasCharacter(apostrophe, "'") && text.hasOneOf(apostrophe - 1, "sxz");
  for (let index = apostrophe + 1; index < apostrophe + MAX_REST_LENGTH; index++) {
    const isAfterBlank = (text.charClassAt(index - 1) & BLANK) !== 0;
    if (isSeparator(text, index)) {
      if (isAfterBlank) return false; // another path
      hasPart = true;
    } else if (text.charCodeAt(index) === mark) {
      const isApostrophe = isWordCharacter(text, index - 1) && isWordCharacter(text, index + 1);
      if (!isApostrophe) return (hasPart || hasNames) && !isAfterBlank && !text.hasOneOf(index - 1, "=([{,:");
    } else if ((text.charClassAt(index) & LINE_END) !== 0 || text.hasOneOf(index, "\"'\0")) return false;
    else if (isAfterBlank && (text.charClassAt(index) & UPPER) === 0) hasNames = false;
  }
  return false;
}
