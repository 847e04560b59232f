/** Tells by the form of a value whether a program created it or a person chose it as a password. */
import { isUuid, NIL_UUID } from "../internal/ids.js";

/**
 * Returns true for a value that a program has created: it has letters and digits that alternate, or capitals within words,
 * or punctuation beside both, as no ordinary word has.
 */
export function isLikelyGenerated(value: string): boolean {
  if (value.length < 8 || value.length > 512 || /\s/.test(value)) return false;
  if (isUuid(value)) return value !== NIL_UUID;
  const hasDigit = /\d/.test(value);
  if ((hasDigit || value.length >= 24) && NUMBERED.test(value)) return true;
  if (!hasDigit && LONG_WORD.test(value)) return true;
  if (!hasDigit && /^[a-z_./:-]+$/.test(value)) return false; // has neither changes nor marks
  if (VERSION.test(value) || /^0x[\da-f]+$/i.test(value)) return false;
  const changes = hasDigit ? (value.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0) : 0;
  if (changes >= 3) return true;
  const caseChanges = value.match(/[a-z](?=[A-Z])|[A-Z]{2}(?=[a-z])/g)?.length ?? 0;
  const marks = value.match(/[^\w\s./:-]/g)?.length ?? 0;
  return (
    changes + marks >= 3 ||
    caseChanges >= 3 ||
    (changes >= 1 && caseChanges + marks >= 2) ||
    (marks >= 2 && caseChanges >= 1)
  );
}

/** Many digits, many hex digits, capitals with digits, and groups of both. */
const NUMBERED =
  /^(?:\d{12,}|(?=.*\d)[\da-f]{12,}|[\da-f]{24,}|(?=.*\d.*\d)[A-Z\d]{10,}|(?=.*\d.*\d.*\d)(?:[A-Za-z\d]{4,12}-){3,7}[A-Za-z\d]{4,12})$/;

/** Longer than words are. Examples of keys are often alphabets. */
const LONG_WORD = /^(?:[a-z]{20,}[A-Z]*|[A-Z]{20,}[a-z]*)$/;

/** `4.13+dfsg1`, `1:2.3`, `v1beta1` */
const VERSION = /^v?\d+(?:[.:]\d|(?:[.-]?(?:alpha|beta|rc|pre|dev)\d*)+$)/i;

/** Returns true for a password as people type it into a sentence: it has a digit or a sign, or capitals within the word. */
export function isLikelyTyped(value: string): boolean {
  if (VERSION.test(value)) return false;
  return value.length >= 4 && /[A-Za-z]/.test(value) && /\d|[^\w\s.,:;!?'"()-]|[a-z][A-Z]/.test(value);
}

/** Returns true for a value that looks generated or typed, and for a phrase of joined words: `river-moon-stone`. */
export function mayBePassword(value: string): boolean {
  return isLikelyTyped(value) || isLikelyGenerated(value) || PASSPHRASE.test(value);
}

const PASSPHRASE = /^[A-Za-z]{3,}(?:[-._+][A-Za-z]{3,}){2,}\d{0,3}$/;
