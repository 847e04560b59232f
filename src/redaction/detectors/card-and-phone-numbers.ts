/** Card and phone numbers, grouped as people and forms group them. */

import { createLazyPattern, LETTERS } from "../../internal/lazy-module.js";
import { ALNUM, DIGIT, NON_ASCII } from "../character-classes.js";
import { createMatch, type Identifiable, type IdentifiableKind } from "../detector.js";
import type { ScannedText } from "../scanned-text.js";

/** Digits and what may stand between their groups. */
const DIGIT_RUN = /[+(]{0,2}\d(?:[ \t./()\u00b7-]{0,3}\d)*/y;
const DIVIDERS = " \t./()\u00b7-";
/** Fewer digits name nobody. */
const MIN_DIGITS = 7;

export interface NumberRun {
  readonly matches: readonly Identifiable[];
  /** Where the run ends; nothing in it needs to be looked at as a number again. */
  readonly end: number;
}

const NONE: readonly Identifiable[] = [];

/** Called at the first character of a run: a digit, a plus or an opening bracket. */
export function detectNumbers(text: ScannedText, start: number): NumberRun {
  const digitsEnd = text.findRunEnd(start, DIGIT);
  const isAlone =
    digitsEnd > start &&
    ((text.charClassAt(digitsEnd) & (ALNUM | NON_ASCII)) !== 0 || !text.hasOneOf(digitsEnd, DIVIDERS));
  if (isAlone && digitsEnd - start < MIN_DIGITS) return { matches: NONE, end: digitsEnd };
  const end = text.findMatchEnd(DIGIT_RUN, start);
  if (end === undefined) return { matches: [], end: start + 1 };
  const isTime = text.hasCharacter(start - 1, ":") && (text.charClassAt(start - 2) & DIGIT) !== 0;
  const isGlued = (text.charClassBefore(start) & ALNUM) !== 0 || (text.charClassAt(end) & ALNUM) !== 0;
  if (end - start < MIN_DIGITS || isGlued || isTime || !hasDigits(text, start, end, MIN_DIGITS))
    return { matches: [], end };
  const run = text.slice(start, end);
  const phones = matchRun(run, start, "phone", PHONES, isPhone).map((find) => includeExtension(text, find));
  const finds = [...matchRun(run, start, "card", CARDS, isCard), ...phones];
  if (finds.length > 0 || !PHONE_CONTEXT().test(text.slice(Math.max(0, start - 24), start)))
    return { matches: finds, end };
  const digits = extractDigits(run).length;
  const phone = digits >= 7 && digits <= 15 ? createMatch("phone", start, end) : undefined;
  return { matches: phone === undefined ? [] : [phone], end };
}

function hasDigits(text: ScannedText, start: number, end: number, count: number): boolean {
  let digits = 0;
  for (let index = start; index < end && digits < count; index++)
    if ((text.charClassAt(index) & DIGIT) !== 0) digits++;
  return digits === count;
}

const EXTENSION = /,? ?(?:ext(?:ension)?\.?|x|#|доб\.?|Durchwahl|poste|int\.?) ?\d{1,6}(?!\d)/iy;

function includeExtension(text: ScannedText, find: Identifiable): Identifiable {
  const end = text.findMatchEnd(EXTENSION, find.end);
  return end === undefined ? find : { ...find, end };
}

function matchRun(
  run: string,
  offset: number,
  kind: IdentifiableKind,
  pattern: RegExp,
  accepts: (match: string) => boolean,
): Identifiable[] {
  const finds: Identifiable[] = [];
  for (const { 0: match, index } of run.matchAll(pattern))
    if (accepts(match)) finds.push({ kind, start: offset + index, end: offset + index + match.length });
  return finds;
}

/** Each begins where no digit stands before it, which is asked once for all of them. */
const CARDS = new RegExp(
  `(?<!\\d)(?:${[
    "\\d{4}([ .-])\\d{4}\\1\\d{4}\\1\\d{4}(?:\\1\\d{1,3})?", // most brands
    "3\\d{3}([ .-])\\d{6}\\2\\d{4,5}", // American Express, Diners Club
    "4\\d{3}([ .-])\\d{3}\\3\\d{3}\\3\\d{3}", // Visa's short ones
    "\\d{12,19}",
  ].join("|")})(?!\\d)`,
  "g",
);

/** First digits and lengths of ISO/IEC 7812's issuers: the numbers that pass the checksum by chance mostly fail here. */
const ISSUERS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[0-8]\d{10,17}|6\d{11,18}|3[47]\d{13}|3(?:0|6|8|9)\d{12,17}|35\d{14,17}|2(?:2[2-9]|[3-6]\d|7[01]|720)\d{12,13}|220[0-4]\d{12,15}|9792\d{12}|8[16]\d{14,17})$/;

function isCard(match: string): boolean {
  const digits = extractDigits(match);
  return ISSUERS.test(digits) && passesLuhn(digits);
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

const INTERNATIONAL = "[ ]?\\(?[1-9]\\d{0,2}\\)?(?:[ ./()\u00b7-]{0,3}\\d){6,13}";
const PHONES = new RegExp(
  `(?:\\+${INTERNATIONAL}|(?<!\\d)(?:${[
    `00${INTERNATIONAL}`,
    "(?:1[ .-])?\\(\\d{2,5}\\)[ -]?\\d{2,5}(?:[ .-]?\\d{2,5}){1,3}", // an area code in brackets
    "(?:1[ .-])?[2-9]\\d{2}([ .-])\\d{3}\\1\\d{4}", // North America
    "0\\d{1,5}[ /.-]{1,3}\\d{2,8}(?:[ .-]\\d{2,6}){0,4}", // a trunk 0, grouped
    "0[1-9]\\d{8,9}", // a trunk 0, in one
    "1[3-9]\\d(?:[ -]?\\d{4}){2}", // China
    "[6-9]\\d{4}[ -]\\d{5}", // India
    "[78][ (-]{1,2}\\d{3,4}[) -]{1,2}\\d{2,3}[ -]\\d{2}[ -]\\d{2}", // Russia
    "[6-9]\\d{2}([ .-])\\d{2}\\2\\d{2}\\2\\d{2}", // Spain
    "3\\d{2}[ .-]\\d{6,7}", // Italy
    "[1-9]\\d([ -])\\d{3}\\3\\d{2}\\3\\d{2}", // Poland
    "[1-9]\\d{1,2}([ -])9?\\d{4}[ -]\\d{4}", // Mexico, Brazil, Korea
  ].join("|")}))(?!\\d)`,
  "g",
);

const DATE = /^(?:\d{4}([./-])[01]?\d\1[0-3]?\d|[0-3]?\d([./-])[0-3]?\d\2\d{4})(?![\d./-])/;

function isPhone(match: string): boolean {
  const digits = extractDigits(match).length;
  return (
    digits >= (match.startsWith("+") || match.startsWith("(") ? 8 : 9) && digits <= 16 && !DATE.test(match)
  );
}

const PHONE_CONTEXT = createLazyPattern(
  String.raw`(?:tel|phone|fon|telefon\w*|téléphone|teléfono|telefone|call|mobile?|cell|fax|sms|whatsapp|dial|hotline|тел${LETTERS}*|电话|電話|手机|携帯|전화|휴대폰|هاتف|טלפון)["'.:]{0,3}[^${LETTERS}\d+]{0,6}$`,
  "iu",
);

function extractDigits(text: string): string {
  return text.replace(/\D/g, "");
}
