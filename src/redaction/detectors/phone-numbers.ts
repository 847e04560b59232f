/** Detects phone numbers, grouped as the numbering plans of many countries group them. */
import { createLazyPattern, LETTERS } from "../../internal/lazy-module.js";
import { createMatch, type Identifiable } from "../match.js";
import { extractDigits, matchNumbers } from "../number-run.js";
import type { ScannedText } from "../scanned-text.js";
import { findCardNumbers } from "./card-numbers.js";

export function detectPhoneNumbers(text: ScannedText, start: number, end: number): Identifiable[] {
  const run = text.slice(start, end);
  const phones = matchNumbers(run, start, { kind: "phone", pattern: PHONE_PATTERN, isValid: isPhone });
  if (phones.length > 0) return phones.map((phone) => includeExtension(text, phone));
  // After a word such as `phone`, any number counts that is not one of a card.
  const isLabelled = getPhoneLabelPattern().test(text.slice(Math.max(0, start - 24), start));
  if (!isLabelled || findCardNumbers(run, start).length > 0) return [];
  const digitCount = extractDigits(run).length;
  const phone = digitCount >= 7 && digitCount <= 15 ? createMatch("phone", start, end) : undefined;
  return phone === undefined ? [] : [phone];
}

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
    "3\\d{2}[ .-]\\d{6,7}", // Italy
    "[1-9]\\d([ -])\\d{3}\\3\\d{2}\\3\\d{2}", // Poland
    "[1-9]\\d{1,2}([ -])9?\\d{4}[ -]\\d{4}", // Mexico, Brazil, Korea
  ].join("|")}))(?!\\d)`,
  "g",
);

const DATE = /^(?:\d{4}([./-])[01]?\d\1[0-3]?\d|[0-3]?\d([./-])[0-3]?\d\2\d{4})(?![\d./-])/;

function isPhone(match: string): boolean {
  const digitCount = extractDigits(match).length;
  const minDigits = match.startsWith("+") || match.startsWith("(") ? 8 : 9;
  return digitCount >= minDigits && digitCount <= 16 && !DATE.test(match);
}

const getPhoneLabelPattern = createLazyPattern(
  String.raw`(?:tel|phone|fon|telefon\w*|téléphone|teléfono|telefone|call|mobile?|cell|fax|sms|whatsapp|dial|hotline|тел${LETTERS}*|电话|電話|手机|携帯|전화|휴대폰|هاتف|טלפון)["'.:]{0,3}[^${LETTERS}\d+]{0,6}$`,
  "iu",
);
