/** Replaces variants of Unicode, HTML entities and terminal colours by plain characters: `ｊａｎｅ＠…` becomes `jane@…`. */

export interface NormalizedText {
  readonly text: string;
  /** Maps an offset of the normalized text to the original text. Undefined if all offsets are the same. */
  readonly toOriginalOffset: ((offset: number) => number) | undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const TERMINAL_COLOURS = /\x1b\[[\d;]{0,16}[A-Za-z]/g;

/** The HTML entities of quotation marks and brackets. */
const ENTITY = /&(?:quot|apos|lt|gt|amp|#3[49]|#x2[27]);/iy;
const ENTITIES: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#34;": '"',
  "&#x22;": '"',
  "&apos;": "'",
  "&#39;": "'",
  "&#x27;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};
const AMPERSAND = 38;

export function normalizeText(originalText: string): NormalizedText {
  const text = originalText.includes("\x1b")
    ? originalText.replace(TERMINAL_COLOURS, (colour) => " ".repeat(colour.length))
    : originalText;
  // Most texts have no variants, and a test is faster than a copy.
  return MAY_NEED_NORMALIZATION.test(text) ? replaceVariants(text) : { text, toOriginalOffset: undefined };
}

/** All characters that `toPlainCode`, `isInvisible` and the entities may replace. */
const MAY_NEED_NORMALIZATION =
  /[&\u00a0\u00ad\u0660-\u096f\u180e\u2000-\u2019\u201c\u201d\u202a-\u202f\u205f-\u2064\u2212\u3000\ufeff\uff01-\uff5e]/;

function replaceVariants(text: string): NormalizedText {
  const codes = new Uint16Array(text.length);
  // Each removal shifts the text after it. `&lt;a&gt;b` becomes `<a>b`: from offset 1 on, three characters are missing, and
  // from offset 3 on six. Then `starts` is [1, 3] and `shifts` is [3, 6].
  const starts: number[] = [];
  const shifts: number[] = [];
  let length = 0;
  let index = 0;
  let isInAttribute = false;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    const entity = code === AMPERSAND ? matchEntity(text, index) : undefined;
    if (code === QUOTATION_MARK) isInAttribute = !isInAttribute && text.charCodeAt(index - 1) === EQUALS_SIGN;
    if (entity === undefined && !isInvisible(code)) {
      codes[length++] = toPlainCode(code);
      index++;
      continue;
    }
    if (entity === undefined) while (isInvisible(text.charCodeAt(index))) index++;
    else {
      const plain = ENTITIES[entity.toLowerCase()]?.charCodeAt(0) ?? AMPERSAND;
      // The mark is a part of the attribute's value and does not close it.
      codes[length++] = plain === QUOTATION_MARK && isInAttribute ? APOSTROPHE : plain;
      index += entity.length;
    }
    starts.push(length);
    shifts.push(index - length);
  }
  return {
    text: decodeCodeUnits(codes, length),
    toOriginalOffset:
      starts.length === 0 ? undefined : (offset) => offset + (shifts[findLastStart(starts, offset)] ?? 0),
  };
}

/** The number of code units per call of `String.fromCharCode`, because the stack limits the number of arguments. */
const MAX_ARGUMENTS = 4096;

function decodeCodeUnits(units: Uint16Array, length: number): string {
  let text = "";
  for (let from = 0; from < length; from += MAX_ARGUMENTS) {
    const chunk = units.subarray(from, Math.min(length, from + MAX_ARGUMENTS));
    text += Reflect.apply(String.fromCharCode, undefined, chunk);
  }
  return text;
}

function matchEntity(text: string, index: number): string | undefined {
  ENTITY.lastIndex = index;
  return ENTITY.exec(text)?.[0];
}

/** Maps full-width forms, digits of other scripts, and typographic hyphens, quotes and blanks to ASCII. */
function toPlainCode(code: number): number {
  if (code < 0xa0) return code;
  if (code === 0xa0 || code === 0x202f || code === 0x205f || code === 0x3000) return SPACE;
  if (code >= 0x660 && code <= 0x96f) return toAsciiDigit(code);
  if (code >= 0x2000 && code <= 0x200a) return SPACE;
  const isDash = (code >= 0x2010 && code <= 0x2015) || code === 0x2212;
  if (isDash) return HYPHEN;
  if (code === 0x2018 || code === 0x2019) return APOSTROPHE;
  if (code === 0x201c || code === 0x201d) return QUOTATION_MARK;
  // The full-width forms of U+0021 to U+007E are U+FF01 to U+FF5E, in the same order.
  return code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code;
}

/** Maps Arabic, Persian and Devanagari digits. */
function toAsciiDigit(code: number): number {
  for (const zero of [0x660, 0x6f0, 0x966]) if (code >= zero && code <= zero + 9) return code - zero + ZERO;
  return code;
}

const SPACE = 32;
const QUOTATION_MARK = 34;
const APOSTROPHE = 39;
const HYPHEN = 45;
const EQUALS_SIGN = 61;
const ZERO = 48;

/** Returns true for characters without a width, which hide a word from a search. */
function isInvisible(code: number): boolean {
  if (code < 0xad) return false;
  return (
    code === 0xad || // soft hyphen
    code === 0x180e || // Mongolian vowel separator
    (code >= 0x200b && code <= 0x200f) || // zero-width space and joiners, direction marks
    (code >= 0x202a && code <= 0x202e) || // direction overrides
    (code >= 0x2060 && code <= 0x2064) || // word joiner, invisible operators
    code === 0xfeff // byte order mark
  );
}

/** Returns the index of the last of the sorted starts that is at or before an offset, or -1. This is a binary search. */
function findLastStart(starts: readonly number[], offset: number): number {
  let low = -1;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
