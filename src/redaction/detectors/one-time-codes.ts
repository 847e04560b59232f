/** Detects codes that are sent to a person, or that open a door, an account or a card: `Your login code is 123456`, `PIN: 1234`. */
import { createLazyPattern } from "../../internal/lazy-module.js";
import { ALNUM } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { CODE_NOUNS, CODE_STEM, UNSPACED_CODE_NOUNS, WORDS_BEFORE_CODE } from "./code-words.js";

const MAX_LENGTH = 36;
/** Digits, groups, capitals with digits, and both cases with digits. A year is not a code. */
const CODE =
  /^(?!(?:19|20)\d\d$)(?:\d{4,9}|\d{2,3}-\d{3,4}|(?=[A-Z-]*\d)[A-Z\d]{3,6}(?:-[A-Z\d]{3,6}){1,6}|(?=[A-Z]*\d)[A-Z\d]{5,12}|(?=[A-Za-z]*\d)(?=.*[a-z].*[A-Z]|.*[A-Z].*[a-z])[A-Za-z\d]{6,12})$/;

/**
 * A colon directly before the code counts only if it is directly after the word, because `localhost:8080` is not a code.
 */
const getContextPattern = createLazyPattern(
  `(?:(?<![\\p{L}\\d])(?:(?:${WORDS_BEFORE_CODE})[ _-]codes?|${CODE_NOUNS})\\d?(?![\\p{L}])|${UNSPACED_CODE_NOUNS})(?::|(?:[^\\r\\n\\d]{0,39}[^:\\r\\n\\d])?(?:\\d{1,3}: )?)$`,
  "iu",
);
/** Three groups of digits are a date, unless a word for a lock's combination is before them. */
const COMBINATION = /^\d{1,2}-\d{1,2}-\d{1,2}$/;
const COMBINATION_BEFORE =
  /(?:combination|combo|kombination|combinaison|combinazione|combinaci\u00f3n)[^\r\n\d]{0,16}$/i;
const getContextAfterPattern = createLazyPattern(
  `\\s(?:is|ist|est|es)\\s(?:your|ihr|dein|votre|su|tu)\\s[^\\r\\n.]{0,32}?(?:code|pin|otp|passcode|c\u00f3digo)`,
  "iuy",
);
/** A number of these is an amount. */
const UNIT =
  /\s?(?:ms|sec|s|min|minutes?|hours?|days?|bytes?|[kmg]i?b|%|times|attempts?|characters?|digits?|rows?|items?|users?|requests?|usd|eur)\b/iy;
const CONTEXT_LENGTH = 80;

/** Called at each word with a digit. Most of them have no such word before them. */
export function detectOneTimeCode(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const length = end - start;
  if (length < 3 || length > MAX_LENGTH) return undefined;
  if ((text.charClassAt(start - 1) & ALNUM) !== 0 || text.hasOneOf(start - 1, "./#@$+,")) return undefined;
  const value = text.slice(start, end);
  const isCombination = COMBINATION.test(value);
  if (!isCombination && (!CODE.test(value) || text.findMatchEnd(UNIT, end) !== undefined)) return undefined;
  const before = text.slice(Math.max(0, start - CONTEXT_LENGTH), start);
  const isCode = isCombination
    ? COMBINATION_BEFORE.test(splitCamelCase(before))
    : (CODE_STEM.test(before) && getContextPattern().test(splitCamelCase(before))) ||
      text.findMatchEnd(getContextAfterPattern(), end) !== undefined;
  return isCode ? createMatch("secret", start, end) : undefined;
}

/** `PinCode(` is two words. */
function splitCamelCase(text: string): string {
  return text.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
}
