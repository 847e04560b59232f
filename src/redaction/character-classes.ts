/** Classes of characters as bits, so that a scan over a text costs one table look-up a character. */

export const UPPER = 1;
export const LOWER = 2;
export const DIGIT = 4;
/** `_` and `-`, which hold a word together. */
export const JOIN = 8;
/** What only a mailbox may hold besides: RFC 5322's atoms without those that quote, assign or divide. */
export const MAILBOX = 16;
/** What base64 and its kin hold besides. */
export const BASE64 = 32;
/** A letter or digit beyond ASCII. */
export const NON_ASCII = 64;
export const BLANK = 128;
/** What ends a string in code, JSON, markup and shells. */
export const QUOTE = 256;
export const DOT = 512;
export const LINE_END = 1024;

export const LETTER = UPPER | LOWER;
export const ALNUM = LETTER | DIGIT;
export const WORD = ALNUM | JOIN;

const ASCII_CLASSES = new Uint16Array(128);
for (let code = 0; code < 128; code++) ASCII_CLASSES[code] = classifyAscii(String.fromCharCode(code));

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
  return bits;
}

/** The bits of a code unit. */
export function getCharacterClass(code: number): number {
  return code < 128 ? (ASCII_CLASSES[code] ?? 0) : code >= 0xaa ? classifyNonAscii(code) : 0;
}

/** Blocks of punctuation and blanks; whatever else lies beyond ASCII counts as a letter. */
function classifyNonAscii(code: number): number {
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? NON_ASCII : 0;
  if (code === 0xd7 || code === 0xf7 || NON_ASCII_PUNCTUATION.has(code)) return 0;
  if (code >= 0xd800 && code <= 0xdfff) return 0; // emoji, mostly
  if (code >= 0x2000 && code <= 0x206f)
    return code <= 0x200a || code === 0x2028 || code === 0x2029 ? BLANK : 0;
  if ((code >= 0x3000 && code <= 0x3020) || (code >= 0xff00 && code <= 0xff65))
    return code === 0x3000 ? BLANK : 0;
  return code === 0xfeff ? 0 : NON_ASCII;
}

/** Question marks, commas and full stops of Arabic and Devanagari. */
const NON_ASCII_PUNCTUATION = new Set([0x60c, 0x61b, 0x61f, 0x6d4, 0x964, 0x965]);
