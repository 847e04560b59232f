/** Detects codes that are sent to a person, or that open a door, an account or a card: `Your login code is 123456`, `PIN: 1234`. */
import { createLazyPattern } from "../../internal/lazy-module.js";
import { ALNUM, DIGIT } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";

const MAX_LENGTH = 36;
/** Digits, groups, and capitals with digits. A year is no code. */
const CODE =
  /^(?!(?:19|20)\d\d$)(?:\d{4,9}|\d{3}-\d{3}|(?=[A-Z-]*\d)[A-Z\d]{3,6}(?:-[A-Z\d]{3,6}){1,6}|(?=[A-Z]*\d)[A-Z\d]{5,12}|(?=[A-Za-z]*\d)(?=.*[a-z].*[A-Z]|.*[A-Z].*[a-z])[A-Za-z\d]{6,12})$/;
const VERIFICATION_VALUE = /^\d{3,4}$/;

/** Kinds of codes that stand before `code`. Without one it may be that of an error or of a country. */
const KINDS =
  "verification|login|log-?in|sign-?in|security|confirmation|access|auth|authentication|authenticator|activation|backup|" +
  "recovery|reset|one-?time|sms|otp|2fa|mfa|totp|door|gate|alarm|entry|unlock|safe|lock|pairing|pin|invite|voucher|" +
  "gift card|licen[cs]e|product|redeem|use|enter|your|following";
/** Words that mean a code in themselves, in several languages. */
const NOUNS =
  "pin|puk|tan|otp|totp|passcode|geheimzahl|(?!(?:error|exit|status|response|reason|country|area|post|result|return|currency|language|event|source|byte|op|bar|uni|fail)\\p{L}{0,4}code)\\p{L}{4,16}code|c\u00f3digo de \\p{L}{4,16}|codice di \\p{L}{4,16}|" +
  "code de \\p{L}{4,16}|code confidentiel|kod \\p{L}{4,16}|\u043a\u043e\u0434 \\p{L}{4,16}|\\p{L}{3,16}kod[ea]?";
const getContextPattern = createLazyPattern(
  `(?:(?<![\\p{L}\\d])(?:(?:${KINDS})[ _-]codes?|${NOUNS})\\d?(?![\\p{L}])|\u9a8c\u8bc1\u7801|\u9a57\u8b49\u78bc|\u8a8d\u8a3c\u30b3\u30fc\u30c9|\uc778\uc99d\ubc88\ud638)[^\\r\\n\\d]{0,40}(?:\\d{1,3}: )?$`,
  "iu",
);
/** A part of each of these words and of `code`. It is tested first, because the pattern of the words is slow. */
const NOUN_STEM =
  /cod|kod|c\u00f3d|\u043a\u043e\u0434|pin|puk|tan|otp|zahl|\u7801|\u78bc|\u30b3\u30fc\u30c9|\ubc88\ud638/i;
const getCardContextPattern = createLazyPattern("(?:cvv2?|cvc2?|csc|card code)[^\\r\\n\\d]{0,16}$", "iu");
const getContextAfterPattern = createLazyPattern(
  `\\s(?:is|ist|est|es)\\s(?:your|ihr|dein|votre|su|tu)\\s[^\\r\\n.]{0,32}?(?:code|pin|otp|passcode|c\u00f3digo)`,
  "iuy",
);
/** A number of these is an amount. */
const UNIT =
  /\s?(?:ms|sec|s|min|minutes?|hours?|days?|bytes?|[kmg]i?b|%|times|attempts?|characters?|digits?|rows?|items?|users?|requests?|usd|eur)\b/iy;
const CONTEXT_LENGTH = 80;

/** Called at each word. Most words have no digit, and most numbers no such word before them. */
export function detectOneTimeCode(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const length = end - start;
  if (length < 3 || length > MAX_LENGTH || !mayBeCode(text, start, end)) return undefined;
  if ((text.charClassAt(start - 1) & ALNUM) !== 0 || text.hasOneOf(start - 1, "./:#@$+,")) return undefined;
  const value = text.slice(start, end);
  const before = text.slice(Math.max(0, start - CONTEXT_LENGTH), start);
  if (VERIFICATION_VALUE.test(value) && getCardContextPattern().test(before))
    return createMatch("secret", start, end);
  if (!CODE.test(value) || text.findMatchEnd(UNIT, end) !== undefined) return undefined;
  const isCode =
    (NOUN_STEM.test(before) && getContextPattern().test(before)) ||
    text.findMatchEnd(getContextAfterPattern(), end) !== undefined;
  return isCode ? createMatch("secret", start, end) : undefined;
}

/** Looks for a digit among the first characters, before the word is read. */
function mayBeCode(text: ScannedText, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if ((text.charClassAt(index) & DIGIT) !== 0) return true;
  return false;
}
