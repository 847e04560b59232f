/** Defines classes of characters as bits, so that several classes are tested at once. */
import { createLazy } from "../internal/lazy-module.js";

export const UPPER = 1;
export const LOWER = 2;
export const DIGIT = 4;
/** `_` and `-`, which join the parts of a word. */
export const JOIN = 8;
/** Punctuation in mailboxes: that of RFC 5322's atoms, without quotation marks, `=`, `/`, `?`, `{`, `|` and `}`. */
export const MAILBOX = 16;
/** Punctuation in base64 and similar encodings. */
export const BASE64 = 32;
/** Letters and digits that are not ASCII. */
export const NON_ASCII = 64;
export const BLANK = 128;
/** Characters that delimit strings in code, JSON, markup and shells. */
export const QUOTE = 256;
export const DOT = 512;
/** Line ends are blanks, too. */
export const LINE_END = 1024;

/** Signs that password managers use and that are rare within names, numbers, versions and base64. */
export const SIGN = 2048;

export const LETTER = UPPER | LOWER;
export const ALNUM = LETTER | DIGIT;
export const WORD = ALNUM | JOIN;

/** Returns the class bits of the ASCII characters by their code. */
export const getAsciiClasses = createLazy(() =>
  Uint16Array.from({ length: 128 }, (_, code) => classifyAscii(String.fromCharCode(code))),
);

function classifyAscii(character: string): number {
  if (/[A-Z]/.test(character)) return UPPER;
  if (/[a-z]/.test(character)) return LOWER;
  if (/[0-9]/.test(character)) return DIGIT;
  if (/[\r\n]/.test(character)) return LINE_END | BLANK;
  if (/\s/.test(character)) return BLANK;
  if (/["'`<>]/.test(character)) return QUOTE;
  if (character === ".") return DOT;
  let bits = /[_-]/.test(character) ? JOIN : 0;
  if (/[!#$%&*+^~_-]/.test(character)) bits |= MAILBOX;
  if (/[+/=~_-]/.test(character)) bits |= BASE64;
  if (/[!@#$%^&*?;|{}[\]()\\]/.test(character)) bits |= SIGN;
  return bits;
}

/** Returns the class bits of a code unit that is not ASCII. All but punctuation, blanks and emoji count as letters. */
export function classifyNonAscii(code: number): number {
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? NON_ASCII : 0;
  if (code === 0xd7 || code === 0xf7 || NON_ASCII_PUNCTUATION.has(code)) return 0;
  if (code >= 0xd800 && code <= 0xdfff) return 0; // surrogates, mostly of emoji
  if (code >= 0x2000 && code <= 0x206f)
    return code <= 0x200a || code === 0x2028 || code === 0x2029 ? BLANK : 0;
  if ((code >= 0x3000 && code <= 0x3020) || (code >= 0xff00 && code <= 0xff65))
    return code === 0x3000 ? BLANK : 0;
  return code === 0xfeff ? 0 : NON_ASCII;
}

/** Question marks, commas and full stops of Arabic and Devanagari. */
const NON_ASCII_PUNCTUATION = new Set([0x60c, 0x61b, 0x61f, 0x6d4, 0x964, 0x965]);
