/** Detects phone numbers, grouped as the numbering plans of many countries group them. */
import { createLazyPattern, LETTERS } from "../../internal/lazy-module.js";
import { ALNUM, DIGIT, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { extractDigits, matchNumbers } from "../number-run.js";
import type { ScannedText } from "../scanned-text.js";
import { findCardNumbers } from "./card-numbers.js";
import { isAmount, isContinuation, isInRow, isPairs, isPattern, maskDates } from "./ordinary-numbers.js";

const NO_PHONES: readonly Identifiable[] = [];

export function detectPhoneNumbers(text: ScannedText, start: number, end: number): readonly Identifiable[] {
  const label = mayFollowLabel(text, start)
    ? getPhoneLabelPattern().exec(text.slice(Math.max(0, start - MAX_LABEL_DISTANCE), start))?.[1]
    : undefined;
  const mayBePhone = hasEnoughDigits(text, start, end);
  if (label === undefined && !mayBePhone) return NO_PHONES;
  const run = text.slice(start, end);
  const phones = mayBePhone
    ? matchNumbers(maskDates(run), start, { kind: "phone", pattern: PHONE_PATTERN, isValid: isPhone })
    : NO_PHONES;
  const likelyPhones =
    label === undefined ? phones.filter((phone) => !isOrdinaryNumber(text, phone)) : phones;
  if (likelyPhones.length > 0) return likelyPhones.map((phone) => includeExtension(text, phone));
  // After a word such as `phone`, any number counts that is not one of a card.
  const isLabelled = label !== undefined && (!AMBIGUOUS_LABEL.test(label) || /[ ./-]/.test(run));
  if (!isLabelled || findCardNumbers(run, start).length > 0) return [];
  const digitCount = extractDigits(run).length;
  const phone = digitCount >= 7 && digitCount <= 15 ? createMatch("phone", start, end) : undefined;
  return phone === undefined ? [] : [phone];
}

const ENCODED_PLUS = /%(?:25)?2B[1-9](?:(?:%(?:25)?20|[-.+])?\d){7,14}(?![\dA-Za-z])/iy;

/** Detects an international number in an encoded form or query: `To=%2B4930…`. */
export function detectEncodedPhone(text: ScannedText, percent: number): Identifiable | undefined {
  const end = text.findMatchEnd(ENCODED_PLUS, percent);
  return end === undefined ? undefined : createMatch("phone", percent, end);
}

/** Returns false for a run in which `isPhone` accepts no number. Dates and the ids of processes are often as short. */
function hasEnoughDigits(text: ScannedText, start: number, end: number): boolean {
  let digitCount = 0;
  for (let index = start; index < end; index++) {
    if ((text.charClassAt(index) & DIGIT) !== 0) digitCount++;
    else if (text.hasOneOf(index, "+(")) return true;
  }
  return digitCount >= MIN_DIGITS;
}

function isOrdinaryNumber(text: ScannedText, { start, end }: Identifiable): boolean {
  const number = text.slice(start, end);
  if (/^[+(]/.test(number)) return false;
  const digits = extractDigits(number);
  const hasTrunkPrefix = digits.startsWith("0");
  return (
    isContinuation(text, start) ||
    isPattern(digits) ||
    ((!hasTrunkPrefix || isPairs(number)) && isInRow(text, start, end)) ||
    (isPairs(number) && digits.length !== 10) ||
    (/^\d+$/.test(number) && isAmount(text, digits, end))
  );
}

/** Fewer digits need a plus or an area code in brackets before them. */
const MIN_DIGITS = 9;

const EXTENSION = /,? ?(?:ext(?:ension)?\.?|x|#|доб\.?|Durchwahl|poste|int\.?) ?\d{1,6}(?!\d)/iy;

function includeExtension(text: ScannedText, phone: Identifiable): Identifiable {
  const end = text.findMatchEnd(EXTENSION, phone.end);
  return end === undefined ? phone : { ...phone, end };
}

const INTERNATIONAL = "[ ]?\\(?[1-9]\\d{0,2}\\)?(?:[ ./()\u00b7-]{0,3}\\d){6,13}";
const PHONE_PATTERN = new RegExp(
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
    "3[2-9]\\d[ .-]\\d{6,7}", // Italy
    "[1-9]\\d([ -])\\d{3}\\3\\d{2}\\3\\d{2}", // Poland
    "[1-9]\\d([ -])9?\\d{4}[ -]\\d{4}", // Mexico, Brazil
  ].join("|")}))(?!\\d)`,
  "g",
);

const DATE = /^(?:\d{4}([./-])[01]?\d\1[0-3]?\d|[0-3]?\d([./-])[0-3]?\d\2\d{4})(?![\d./-])/;

function isPhone(match: string): boolean {
  const digitCount = extractDigits(match).length;
  // With fewer digits, a number after `00` is one that has been filled up with zeros.
  const minDigits = match.startsWith("00") ? 11 : /^[+(]/.test(match) ? 8 : MIN_DIGITS;
  return digitCount >= minDigits && digitCount <= 16 && !DATE.test(match);
}

/** Labels that are also words of programs: `call 17000000`. */
const AMBIGUOUS_LABEL = /^(?:call|cell|dial)$/i;
const MAX_LABEL_DISTANCE = 24;
/** Up to three marks and six other characters may be between a label and its number. */
const MAX_LABEL_GAP = 9;
/** The last letters of the labels. Only `telefon` may have other ones after it. */
const LAST_LABEL_LETTERS = "lenxspoLENXSPO";
const TELEFON_LENGTH = 7;

/** A fast test, which saves the pattern at most numbers: another number or a short word is before them. */
function mayFollowLabel(text: ScannedText, start: number): boolean {
  let last = start - 1;
  while (
    last >= start - MAX_LABEL_GAP &&
    (text.charClassAt(last) & ALNUM) === 0 &&
    text.charCodeAt(last) < 128
  )
    last--;
  if (text.charCodeAt(last) >= 128 || text.hasOneOf(last, LAST_LABEL_LETTERS)) return true;
  const wordStart = text.findRunStart(last + 1, WORD, MAX_LABEL_DISTANCE);
  return last + 1 - wordStart >= TELEFON_LENGTH || text.charCodeAt(wordStart - 1) >= 128;
}

const getPhoneLabelPattern = createLazyPattern(
  String.raw`((?:(?<![A-Za-z])|(?<=\\[nrt]))(?:tel|\w{0,12}phone|fon|telefon\w*|téléphone|teléfono|telefone|call|mobile?|cell|fax|sms|whatsapp|dial|hotline|тел${LETTERS}*)|电话|電話|手机|携帯|전화|휴대폰|هاتف|טלפון)["'.:]{0,3}[^${LETTERS}\d+]{0,6}$`,
  "iu",
);
