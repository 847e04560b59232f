/** Detects the numbers of payment cards, grouped as their brands print them. */
import { createMatch, type Identifiable } from "../match.js";
import { extractDigits, matchNumbers } from "../number-run.js";
import type { ScannedText } from "../scanned-text.js";

const MIN_LENGTH = 12;

export function detectCardNumbers(text: ScannedText, start: number, end: number): readonly Identifiable[] {
  if (end - start < MIN_LENGTH) return [];
  return findCardNumbers(text.slice(start, end), start).map((card) => {
    const trackEnd = text.findMatchEnd(TRACK_AFTER_NUMBER, card.end);
    return trackEnd === undefined ? card : { ...card, end: trackEnd };
  });
}

const TRACK_NAME = String.raw`\^[^^\r\n?]{2,26}\^`;
const TRACK_END = String.raw`\d{4}[\d ]{3,64}\??`;
/** The rest of a magnetic track (ISO/IEC 7813) after the number: `=` or the name, the expiry date, and more digits. */
const TRACK_AFTER_NUMBER = new RegExp(`(?:=|${TRACK_NAME})${TRACK_END}`, "y");
const FIRST_TRACK = new RegExp(`%B\\d{12,19}${TRACK_NAME}${TRACK_END}`, "y");

/**
 * Detects the first track of a card. The card's number follows the format code `B`, so that it is not found as a number.
 */
export function detectCardTrack(text: ScannedText, percent: number): Identifiable | undefined {
  const end = text.findMatchEnd(FIRST_TRACK, percent);
  return end === undefined ? undefined : createMatch("card", percent, end);
}

/** Finds the numbers of cards in a run of digits. @param offset of the run in the text */
export function findCardNumbers(run: string, offset: number): Identifiable[] {
  return matchNumbers(run, offset, { kind: "card", pattern: CARD_PATTERN, isValid: isCard });
}

/** The lookbehind is shared by all alternatives, so that it is tested once. */
const CARD_PATTERN = new RegExp(
  `(?<!\\d)(?:${[
    // Most brands. The last group is no amount such as `49.90`.
    "\\d{4}([ .-])\\d{4}\\1\\d{4}\\1\\d{4}(?:\\1\\d{1,3}(?![.,]\\d))?",
    "3\\d{3}([ .-])\\d{6}\\2\\d{4,5}", // American Express, Diners Club
    "4\\d{3}([ .-])\\d{3}\\3\\d{3}\\3\\d{3}", // Visa's short ones
    "\\d{12,19}",
  ].join("|")})(?!\\d)`,
  "g",
);

/** First digits and lengths of card issuers (ISO/IEC 7812). Most other numbers that pass the checksum fail here. */
const ISSUERS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[0-8]\d{10,17}|6\d{11,18}|3[47]\d{13}|3(?:0|6|8|9)\d{12,17}|35\d{14,17}|2(?:2[2-9]|[3-6]\d|7[01]|720)\d{12,13}|220[0-4]\d{12,15}|9792\d{12}|8[16]\d{14,17})$/;

function isCard(match: string): boolean {
  const digits = extractDigits(match);
  if (ISSUERS.test(digits) && passesLuhn(digits)) return true;
  // After four groups of four digits, the last group may be the verification value.
  return digits.length !== match.length && digits.length > 16 && isCard(digits.slice(0, 16));
}

/** Implements the Luhn checksum of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    // From the right, every second digit counts twice. Of a double with two digits, the sum of both counts: 7 → 14 → 5.
    const double = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += index % 2 === 0 ? digit : double;
  }
  return sum % 10 === 0;
}
