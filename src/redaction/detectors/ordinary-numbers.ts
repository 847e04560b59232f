/** Recognizes dates, times, ids and sizes among numbers that are grouped like phone numbers. */
import { ALNUM, DIGIT, NON_ASCII } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";

const YEAR = "(?:19|20)\\d{2}";
const MONTH = "(?:0?[1-9]|1[0-2])";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const HOUR = "(?:[01]?\\d|2[0-3])";
const SIXTY = "[0-5]\\d";

/** A date, with the time after it: `2005-06-03-15.42.50.675872`, `26.11.2026 12.30`, `081109 203615`. */
const DATE_TIME = new RegExp(
  `(?<!\\d)(?:${[
    `${YEAR}([-./])${MONTH}\\1${DAY}(?:[ /.-]${HOUR}\\.?${SIXTY}(?:\\.?${SIXTY}(?:[.-]\\d{1,9})?)?)?`,
    `(?:${DAY}([-./])${MONTH}|${MONTH}([-./])${DAY})(?:\\2|\\3)${YEAR}(?:[ -]${HOUR}\\.?${SIXTY}(?:\\.?${SIXTY})?)?`,
    `(?<!\\d[ /.-])${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:[ .-]?(?:[01]\\d|2[0-3])${SIXTY}(?:${SIXTY})?)?`,
    `\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])[ -](?:[01]\\d|2[0-3])${SIXTY}${SIXTY}`,
  ].join("|")})(?!\\d)`,
  "g",
);

/** Replaces dates and times by letters, so that the rest of the run has the same offsets. */
export function maskDates(run: string): string {
  return run.replace(DATE_TIME, (date) => "x".repeat(date.length));
}

/** Returns true if the number continues a name, a UUID or another number, as in `2026-0171-…`. */
export function isContinuation(text: ScannedText, start: number): boolean {
  return text.hasOneOf(start - 1, "-_.") && (text.charClassBefore(start - 1) & (ALNUM | NON_ASCII)) !== 0;
}

/** Returns true if another number, which belongs to the same row of numbers, is before or after this one. */
export function isInRow(text: ScannedText, start: number, end: number): boolean {
  return (
    (text.hasOneOf(start - 1, " \t") && (text.charClassAt(start - 2) & DIGIT) !== 0) ||
    (text.hasOneOf(end, " \t") && (text.charClassAt(end + 1) & DIGIT) !== 0)
  );
}

const UNIT =
  /[ ]?(?:bytes?|[kKMGT]i?B|B|ns|us|\u00b5s|ms|s|sec(?:onds)?|rows|tokens|items|records|events|lines|files|times|ops)(?![A-Za-z\d])/y;
const MEBIBYTE = 2 ** 20;

/** Returns true for a number with a unit after it, and for a size in bytes that is a multiple of a mebibyte. */
export function isAmount(text: ScannedText, digits: string, end: number): boolean {
  return Number(digits) % MEBIBYTE === 0 || text.findMatchEnd(UNIT, end) !== undefined;
}

/** Returns true for `0000…`, `0101…` and `0123456789`, which nobody has as a phone number. */
export function isPattern(digits: string): boolean {
  return new Set(digits).size < 3 || "01234567890123456789".includes(digits);
}

/** Returns true for pairs of digits, as in a French number and in a dump of bytes. */
export function isPairs(number: string): boolean {
  return /^\d\d(?: \d\d)+$/.test(number);
}
