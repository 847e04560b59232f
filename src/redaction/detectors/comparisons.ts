/** Detects a secret that is compared with a variable after it: `"…" === password`. */
import { ALNUM, DOT, LINE_END, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { countBackslashesBefore } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey, MAX_KEY_LENGTH } from "../sensitive-keys.js";
import { isOrdinaryValue } from "../sensitive-values.js";

const MAX_LENGTH = 256;

/** Called at the first sign of `==`, `===`, `!=` and `<>`. */
export function detectComparison(text: ScannedText, sign: number): Identifiable | undefined {
  const operatorEnd = text.findMatchEnd(OPERATOR, sign);
  if (operatorEnd === undefined || text.hasOneOf(sign - 1, "=!<")) return undefined;
  const value = findQuotedBefore(text, sign);
  if (value === undefined) return undefined;
  const name = findKeyAfter(text, operatorEnd)?.name;
  if (name === undefined || classifyKey(name) !== "secret") return undefined;
  return isOrdinaryValue("secret", name, text.slice(value.start, value.end))
    ? undefined
    : createMatch("secret", value.start, value.end);
}

const OPERATOR = /(?:[!=]==?|<>)\s{0,4}/y;

/** Returns the content of the quoted string that ends before an index, except for blanks. */
export function findQuotedBefore(
  text: ScannedText,
  index: number,
): { readonly start: number; readonly end: number } | undefined {
  let closing = index - 1;
  while (closing > index - 6 && text.hasOneOf(closing, " .")) closing--;
  if (!text.hasOneOf(closing, "\"'`")) return undefined;
  const code = text.charCodeAt(closing);
  const count = countBackslashesBefore(text, closing);
  // An even number of backslashes is the end of the value, an odd one belongs to the mark in JSON.
  const backslashes = count % 2 === 0 ? 0 : count;
  for (let opening = closing - count - 1; opening >= Math.max(0, closing - MAX_LENGTH); opening--) {
    if ((text.charClassAt(opening) & LINE_END) !== 0) return undefined;
    if (text.charCodeAt(opening) === code && countBackslashesBefore(text, opening) === backslashes)
      return { start: opening + 1, end: closing - backslashes };
  }
  return undefined;
}

/** Returns the last name of `user.password`, `$password` and `getPassword()` after an index. */
export function findKeyAfter(
  text: ScannedText,
  from: number,
): { readonly name: string; readonly end: number } | undefined {
  let start = from;
  while (start < from + 4 && text.hasOneOf(start, " $@&:*")) start++;
  const end = text.findRunEnd(start, WORD | NON_ASCII | DOT, MAX_KEY_LENGTH);
  if (end === start || (text.charClassAt(start) & (ALNUM | NON_ASCII)) === 0) return undefined;
  const path = text.slice(start, end);
  return { name: path.slice(path.lastIndexOf(".") + 1), end };
}
