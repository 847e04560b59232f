/** Finds runs of digits and the separators that people write between groups of digits. */
import { isUuid } from "../internal/ids.js";
import { ALNUM, DIGIT, NON_ASCII } from "./character-classes.js";
import type { Identifiable, IdentifiableKind } from "./match.js";
import type { ScannedText } from "./scanned-text.js";

const SEPARATORS = " \t./()\u00b7-";
const DIGIT_RUN = /[+(]{0,2}\d(?:[ \t./()\u00b7-]{0,3}\d)*/y;
/** No phone number that identifies somebody has fewer digits. */
const MIN_DIGITS = 7;
/** A UUID may consist of digits: the nil UUID does. */
const UUID_LENGTH = 36;

export interface NumberRun {
  /** The end of the characters that were read. No other run begins before it. */
  readonly end: number;
  /** False if the run is too short, or is part of a word or of a time. */
  readonly isCandidate: boolean;
}

/** Reads the run whose first character, a digit, a plus or an opening parenthesis, is at `start`. */
export function findNumberRun(text: ScannedText, start: number): NumberRun {
  const digitsEnd = text.findRunEnd(start, DIGIT);
  const isSingleGroup =
    digitsEnd > start &&
    ((text.charClassAt(digitsEnd) & (ALNUM | NON_ASCII)) !== 0 || !text.hasOneOf(digitsEnd, SEPARATORS));
  if (isSingleGroup && digitsEnd - start < MIN_DIGITS) return { end: digitsEnd, isCandidate: false };
  const end = text.findMatchEnd(DIGIT_RUN, start);
  if (end === undefined) return { end: start + 1, isCandidate: false };
  const uuidEnd = start + UUID_LENGTH;
  if (end >= uuidEnd && isUuid(text.slice(start, uuidEnd))) return { end: uuidEnd, isCandidate: false };
  const isTime = text.hasCharacter(start - 1, ":") && (text.charClassAt(start - 2) & DIGIT) !== 0;
  const isInWord = (text.charClassBefore(start) & ALNUM) !== 0 || (text.charClassAt(end) & ALNUM) !== 0;
  return { end, isCandidate: !isInWord && !isTime && hasEnoughDigits(text, start, end) };
}

function hasEnoughDigits(text: ScannedText, start: number, end: number): boolean {
  let digitCount = 0;
  for (let index = start; index < end && digitCount < MIN_DIGITS; index++)
    if ((text.charClassAt(index) & DIGIT) !== 0) digitCount++;
  return digitCount === MIN_DIGITS;
}

export interface NumberFormat {
  readonly kind: IdentifiableKind;
  /** Global. */
  readonly pattern: RegExp;
  /** Tests a match of the pattern. */
  readonly isValid: (number: string) => boolean;
}

/** Returns the numbers of a format in a run of digits. @param offset of the run in the text */
export function matchNumbers(run: string, offset: number, format: NumberFormat): Identifiable[] {
  const { kind, pattern, isValid } = format;
  const matches: Identifiable[] = [];
  // `matchAll` would copy the pattern at each call.
  pattern.lastIndex = 0;
  for (let found = pattern.exec(run); found !== null; found = pattern.exec(run)) {
    const [number] = found;
    const start = offset + found.index;
    if (isValid(number)) matches.push({ kind, start, end: start + number.length });
  }
  return matches;
}

/** Returns `4930123` for `+49 (30) 123`. */
export function extractDigits(text: string): string {
  return text.replace(/\D/g, "");
}
