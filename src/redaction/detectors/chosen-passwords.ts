/** Tells a password that a person chose, which needs a word such as `password` near it: `Harbor@137`, `qwertz08#`, `MyRiverEats4Moons!`. */
import { createLazyPattern } from "../../internal/lazy-module.js";
import type { ScannedText } from "../scanned-text.js";
import { isOrdinaryValue } from "../sensitive-values.js";

const SIGN = "[@#$%!*]";
/** Forms of passwords in leaked lists: a word with a year or a number and a sign, several words, digits for letters. */
const getFormPattern = createLazyPattern(
  `^(?:${[
    `[A-Za-z\u00aa-\uffff]{3,}[._-]?\\d{1,5}[!#$%*?@_.^]{1,2}`, // qwertz08#
    `[A-Za-z\u00aa-\uffff]{3,}${SIGN}\\d{1,5}[!#$%*?]?`, // Harbor@137
    `[A-Za-z\u00aa-\uffff]{3,}[._]\\d{4}`, // maria.1989
    `[A-Za-z\u00aa-\uffff]?[a-z\u00df-\uffff]+(?:[A-Z\u00c0-\u00de][a-z\u00df-\uffff]+)+\\d{1,4}[!#$%*?]?`, // annaJonas32
    `(?=\\D*\\d)(?:[A-Z\u00c0-\u00de][a-z\u00df-\uffff]+\\d?){3,}[!#$%?*]?\\d?`, // MyRiverEats4Moons!
    `[A-Z\u00c0-\u00de][a-z\u00df-\uffff]{2}\\d{5}`, // Kfo91049, which Windows creates for new accounts
    `(?=[^!@#$_]*\\d[^!@#$_]*[!@#$_])(?=\\D*\\d[A-Za-z\u00aa-\uffff])[A-Za-z\u00aa-\uffff]?[A-Za-z\u00aa-\uffff\\d]{3,}[!@#$_]\\d{0,4}`, // z1pp3r!7
  ].join("|")})$`,
  "",
);

/** Forms that are also those of names, so that they count in quotation marks only. */
const getQuotedFormPattern = createLazyPattern(
  `^(?:${[
    `[A-Za-z\u00aa-\uffff]{4,}\\d{1,4}`, // hunter22
    `[a-z\u00df-\uffff]{4,8}(?:[-._][a-z\u00df-\uffff]{4,8}){3}`, // river-moon-stone-lamp
    `[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}`,
  ].join("|")})$`,
  "",
);

const MIN_LENGTH = 6;
const MAX_LENGTH = 40;

export function isLikelyChosen(value: string, isQuoted: boolean): boolean {
  if (value.length < MIN_LENGTH || value.length > MAX_LENGTH) return false;
  return (
    getFormPattern().test(value) ||
    (isQuoted && getQuotedFormPattern().test(value) && !isOrdinaryValue("secret", "auth", value))
  );
}

const PASSWORD_WORD =
  /passw|passcode|passphrase|passw?or[dt]|\bpwd\b|\bpw\b|kennwort|credential|secret|login|log ?in\b|contrase|senha|mot de passe|\bmdp\b|has\u0142[oa]|heslo|jelsz|\u015fifre|l\u00f6senord|adgang|salasana|parol|wachtwoord|\u043f\u0430\u0440\u043e\u043b|\u5bc6\u7801|\u5bc6\u78bc|\u30d1\u30b9\u30ef\u30fc\u30c9|\ube44\ubc00\ubc88\ud638/gi;
const MAX_DISTANCE = 160;

/** Returns true if a word for a password is within two lines or so of a range. The words are looked for once a text. */
export function isNearPasswordWord(text: ScannedText, start: number, end: number): boolean {
  text.passwordWords ??= Array.from(text.slice(0).matchAll(PASSWORD_WORD), ({ index }) => index);
  const words = text.passwordWords;
  // A binary search for the first word after the earliest offset that is near enough.
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle] ?? 0) < start - MAX_DISTANCE) low = middle + 1;
    else high = middle;
  }
  const next = words[low];
  return next !== undefined && next < end + MAX_DISTANCE;
}
