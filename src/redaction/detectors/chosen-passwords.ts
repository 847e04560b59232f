/** Tells a password that a person chose, which needs a word such as `password` near it: `Harbor@137`, `qwertz08#`, `MyRiverEats4Moons!`. */
import { createLazyPattern } from "../../internal/lazy-module.js";
import { DIGIT } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";
import { isOrdinaryValue } from "../sensitive-values.js";

const SIGN = "[@#$%!*]";
const LETTER = "[A-Za-z\u00aa-\uffff]";
const LATIN_OR_CYRILLIC = "[A-Za-z\u00aa-\u04ff]";
/** Forms of passwords in leaked lists: a word with a year or a number and a sign, several words, digits for letters. */
const getFormPattern = createLazyPattern(
  `^(?:${[
    `${LETTER}{3,}[._-]?\\d{1,5}[!#$%*?@_.^]{1,2}`, // qwertz08#
    `${LETTER}{3,}${SIGN}\\d{1,5}[!#$%*?]?`, // Harbor@137
    `${LETTER}{3,}[._]\\d{4}`, // maria.1989
    `${LETTER}?[a-z\u00df-\uffff]+(?:[A-Z\u00c0-\u00de][a-z\u00df-\uffff]+)+\\d{1,4}[!#$%*?]?`, // annaJonas32
    `(?=\\D*\\d)(?:[A-Z\u00c0-\u00de][a-z\u00df-\uffff]+\\d?){3,}[!#$%?*]?\\d?`, // MyRiverEats4Moons!
    `[A-Z\u00c0-\u00de][a-z\u00df-\uffff]{2}\\d{5}`, // Kfo91049, which Windows creates for new accounts
    `(?=[^!@#$_]*\\d[^!@#$_]*[!@#$_])(?=.*\\d${LETTER})${LETTER}?[A-Za-z\u00aa-\uffff\\d]{3,}[!@#$_]\\d{0,4}`, // z1pp3r!7
  ].join("|")})$`,
  "",
);

/** Forms that names of products have, too. An unquoted one counts only if a word such as `password` is in the same line. */
const getPlainFormPattern = createLazyPattern(
  `^(?:${[
    `${LATIN_OR_CYRILLIC}{3,}\\d{2,}`, // chivas1906
    `${LATIN_OR_CYRILLIC}{5,}\\d`, // orange7
    `(?=\\D*\\d(?:\\d|${LATIN_OR_CYRILLIC})*${LATIN_OR_CYRILLIC})(?:\\d|${LATIN_OR_CYRILLIC})+`, // 74teapot, 0penS0urce
    `(?=\\D*\\d)(?=.*[A-Za-z].*[A-Za-z])(?=.*[!@#$%^&*])[A-Za-z\\d!@$%^&*][A-Za-z\\d!@#$%^&*+.-]+`, // kat@17!blau
  ].join("|")})$`,
  "",
);

/** Forms that are also those of names, so that they count in quotation marks only. */
const getQuotedFormPattern = createLazyPattern(
  `^(?:${[
    `${LETTER}{4,}\\d{1,4}`, // hunter22
    `[a-z\u00df-\uffff]{4,8}(?<joint>[-._])[a-z\u00df-\uffff]{4,8}(?:\\k<joint>[a-z\u00df-\uffff]{4,8}){2}`, // river-moon-stone-lamp
    `[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}`, // a UUID
    `[A-Za-z\\d\u00aa-\uffff]{3,}[#%&+<>^~{};!*][A-Za-z\\d\u00aa-\uffff]+`, // netflix&chill
    `(?=\\D*\\d)(?=.*[A-Za-z].*[A-Za-z])(?=.*[!@#$%^&*+=?~;|<>{}()\\[\\]])[^\\s/$.{<%@#(\\[\\\\][^\\s/\\\\]{5,39}`, // kat@17)blau
    `(?=\\D*\\d)[A-Za-z\\d\u00aa-\uffff]{3,}(?:[-.+][A-Za-z\\d\u00aa-\uffff]{2,}){1,4}`, // elif-zuzanna2
  ].join("|")})$`,
  "",
);

const MIN_LENGTH = 6;
const MAX_LENGTH = 40;

/** A range of a text that may be a password. */
export interface PasswordCandidate {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

/** Returns true for a form of passwords near a word such as `password`. The range has no blanks. */
export function isChosenPassword(text: ScannedText, candidate: PasswordCandidate): boolean {
  const { start, end, isQuoted } = candidate;
  if (end - start < MIN_LENGTH || end - start > MAX_LENGTH) return false;
  if (!isQuoted && !text.hasClass(start, end, DIGIT)) return false; // Only quoted forms have no digit.
  if (!hasPasswordWordAround(text, candidate, start - MAX_DISTANCE, end + MAX_DISTANCE)) return false;
  const value = text.slice(start, end);
  if (getFormPattern().test(value)) return true;
  const isPlain = getPlainFormPattern().test(value);
  const isPassword = isQuoted
    ? isPlain || getQuotedFormPattern().test(value)
    : isPlain && hasPasswordWordInLine(text, candidate);
  return isPassword && !isTechnicalName(value) && !isOrdinaryValue("secret", "auth", value);
}

/**
 * Constants, class names, hexadecimal numbers, versions, amounts with a unit, and commits: `PKCS12`, `OAuth2PasswordBearer`,
 * `0x1f`, `v1beta1`, `4000ms`, `3f2a9c1`.
 */
const TECHNICAL_FORM =
  /^[A-Z\d_-]+$|Pass(?:word|wd)|^[A-Za-z]{1,6}\d?(?:[A-Z][a-z]{2,}){2,}$|^0x|^v\d|v\d$|^\d+(?:[munp]?s|[kmgt]i?b|px|min|sec|hrs?|[ap]m|bits?|bytes?|k?hz)$|^[\da-f]{7,40}$/;
/** Names of algorithms, formats, protocols and types, and words with one of them. */
const TECHNICAL_NAME =
  /^!?(?:u?int|oauth|saml|base|utf|sha|md|aes|des|rsa|ecdsa|ed|x|ipv|http|es|rs|hs|ps|win|pbkdf|bcrypt|argon|pkcs|fido|tls|ssl|node|python|java|k8s|i18n|l10n|1password)\d{1,5}[A-Za-z_]{0,16}\d{0,3}$/i;

function isTechnicalName(value: string): boolean {
  return TECHNICAL_FORM.test(value) || TECHNICAL_NAME.test(value);
}

/** Words near which a form of a chosen password counts, in many languages. */
const PASSWORD_WORD =
  /passw|passcode|passphrase|passw?or[dt]|\bpwd\b|\bpw\b|kennwort|credential|secret|login|log ?in\b|sign(?:ed)? in\b|wi-?fi\b|\bwlan|\bpsk\b|keystore|token|api[ _-]?key|\bauth\b|\bpin\b|contrase|senha|mot de passe|\bmdp\b|has\u0142[oa]|heslo|jelsz|\u015fifre|l\u00f6sen|adgang|salasana|parol|wachtwoord|\u043f\u0430\u0440\u043e\u043b|\u5bc6\u7801|\u5bc6\u78bc|\u30d1\u30b9\u30ef\u30fc\u30c9|\ube44\ubc00\ubc88\ud638/gi;
/** Words farther away do not count. */
const MAX_DISTANCE = 160;
const MAX_LINE_DISTANCE = 80;

/** Returns true if such a word is in the line of the range, at most 80 characters away. */
function hasPasswordWordInLine(text: ScannedText, range: PasswordCandidate): boolean {
  const { start, end } = range;
  const before = text.slice(Math.max(0, start - MAX_LINE_DISTANCE), start);
  const after = text.slice(end, end + MAX_LINE_DISTANCE);
  const lineStart = start - before.length + before.lastIndexOf("\n") + 1;
  const lineLength = after.indexOf("\n");
  return hasPasswordWordAround(text, range, lineStart, end + (lineLength < 0 ? after.length : lineLength));
}

/** Returns true if such a word is before or after a range, and not only within it. */
function hasPasswordWordAround(
  text: ScannedText,
  { start, end }: PasswordCandidate,
  from: number,
  to: number,
): boolean {
  return hasPasswordWord(text, from, start) || hasPasswordWord(text, end, to);
}

/** Returns true if a word for a password begins in a range. The words are looked for once per text. */
function hasPasswordWord(text: ScannedText, from: number, to: number): boolean {
  text.passwordWords ??= Array.from(text.slice(0).matchAll(PASSWORD_WORD), ({ index }) => index);
  const words = text.passwordWords;
  // A binary search for the first word of the range.
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const next = words[low];
  return next !== undefined && next < to;
}
