/** Finds the end of a word of an unquoted path: a run of its characters without blanks, except escaped and bracketed ones. */
import { ALNUM, BLANK, DIGIT, LOWER, NON_ASCII, WORD } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";
import {
  CLOSERS,
  findBracketsEnd,
  findShellQuoteEnd,
  hasExtensionAt,
  holdsSeparator,
  resumesAfterBlank,
  resumesAfterPause,
} from "./path-lookahead.js";
import type { PathText } from "./path-text.js";

/** The limit of common file systems. */
const MAX_SEGMENT_LENGTH = 255;
const MAX_STARS = 8;

/** Returns the end of the word that begins at an index. */
export function findWordEnd(path: PathText, from: number): number {
  const stop = Math.min(path.text.length, from + MAX_SEGMENT_LENGTH);
  let end = from;
  while (end < stop) {
    const next = findNext(path, end, from);
    if (next === end) break;
    end = next;
  }
  return end;
}

/** Returns the index after the character or the brackets at an index, or the index itself if the word ends there. */
function findNext(path: PathText, index: number, wordStart: number): number {
  const { text } = path;
  const bits = text.charClassAt(index);
  if ((bits & (WORD | NON_ASCII)) !== 0) return index + 1;
  const code = text.charCodeAt(index);
  if (code === BACKSLASH)
    return path.classifyBackslash(index) === "escape" ? path.findEscapeEnd(index) : index;
  // Emoji consist of surrogates and may be in names. Other punctuation that is not ASCII belongs to the sentence.
  if (code >= FIRST_SURROGATE) return index + 1;
  if (code >= 128) {
    const isInName =
      text.hasOneOf(index, SIGNS) ||
      text.startsWith("\\ ", index + 1) ||
      (text.hasOneOf(index, "·…") && resumesAfterPause(path, index));
    return isInName ? index + 1 : index;
  }
  if (code === EQUALS_SIGN) return text.findMatchEnd(ENCODED_WORD, index) ?? index + 1;
  const role = ROLES[code];
  if (role === ALWAYS) return index + 1;
  if (role === OPENING) return findBracketsEnd(path, index, wordStart);
  if (role !== undefined && text.hasOneOf(index, "\"'") && index === wordStart)
    return findShellQuoteEnd(path, index, wordStart);
  return role === WITHIN_WORD && continuesAfter(path, index, wordStart) ? index + 1 : index;
}

/** Decides about punctuation that is rare in names. */
function continuesAfter(path: PathText, index: number, wordStart: number): boolean {
  const { text } = path;
  const isBeforeWord =
    (text.charClassAt(index + 1) & (WORD | NON_ASCII)) !== 0 ||
    text.hasOneOf(index + 1, "[({$@+") ||
    text.findMatchEnd(PERCENT_ENCODED, index + 1) !== undefined ||
    (text.hasCharacter(index + 1, "\\") && path.classifyBackslash(index + 1) === "escape");
  const isAfterWord = (text.charClassAt(index - 1) & (ALNUM | NON_ASCII)) !== 0;
  switch (text.slice(index, index + 1)) {
    case "*":
      return continuesAfterStars(path, index);
    case "'":
      return (
        isAfterWord &&
        (isBeforeWord ||
          path.isSeparator(index + 1) ||
          (text.hasOneOf(index - 1, "sSxXzZ") && resumesAfterBlank(path, index)) ||
          ((text.charClassAt(index - 1) & DIGIT) !== 0 && resumesAfterPause(path, index))) // feet
      );
    case "?":
      return (
        path.isSeparator(index + 1) ||
        hasExtensionAt(path, index + 1) ||
        resumesAfterBlank(path, index, (text.charClassAt(index + 2) & LOWER) === 0) ||
        (isBeforeWord && !isField(text, index + 1))
      );
    case ",":
      if ((text.charClassAt(index + 1) & BLANK) !== 0) return true; // `Doe, Jane`; at the end it is removed
      if (hasExtension(text, wordStart, index) && !holdsSeparator(path, index + 1)) return false;
      return (
        isBeforeWord && !isField(text, index + 1) && text.findMatchEnd(NUMBER_FIELD, index) === undefined
      );
    case ";":
      return (
        !hasExtension(text, wordStart, index) &&
        (text.findMatchEnd(DOCUMENT_AFTER_BLANK, index + 1) !== undefined ||
          resumesAfterBlank(path, index, true) ||
          resumesAfterPause(path, index) ||
          (isBeforeWord && !isField(text, index + 1)))
      );
    case ":":
      return isBeforeWord && !hasExtension(text, wordStart, index) && holdsSeparator(path, index + 1);
    case '"': {
      const isInches = (text.charClassAt(index - 1) & DIGIT) !== 0 && resumesAfterBlank(path, index, true);
      return isInches || (isAfterWord && isBeforeWord && holdsSeparator(path, index + 1));
    }
    default: // `|`, `>` and backquotes
      return isAfterWord && isBeforeWord && holdsSeparator(path, index + 1);
  }
}

/** Stars are a part of a glob or a name, but not in Markdown's bold type. */
function continuesAfterStars(path: PathText, index: number): boolean {
  let end = index;
  while (end < index + MAX_STARS && path.text.hasCharacter(end, "*")) end++;
  const bits = path.text.charClassAt(end);
  return (bits & (WORD | NON_ASCII)) !== 0 || path.isSeparator(end) || hasExtensionAt(path, end);
}

/** The end of a document's name. A command or a file of code would be the next statement: `cd /srv/app; main.py`. */
const DOCUMENT_AFTER_BLANK =
  / [\w-]{1,32}\.(?:txt|md|pdf|rtf|csv|docx?|xlsx?|pptx?|od[tsp]|pages|jpe?g|png|heic|mov|mp[34]|zip)(?=$|[\r\n"')\]>]|: )/iy;
const PERCENT_ENCODED = /%[\dA-F]{2}/iy;
const NUMBER_FIELD = /,\d{1,20}(?![\w\\/.-])/y;
const FIELD = /[\w.-]{1,40}=/y;

/** Returns true for `key=`. */
export function isField(text: ScannedText, index: number): boolean {
  return text.findMatchEnd(FIELD, index) !== undefined;
}

/** In Japanese and other languages, the sentence continues without a blank. */
const EXTENSION_AT_END =
  /[^\\/\s]\.(?:[A-Za-z]\w{0,9}|7z|3(?:gp|ds|mf|dm))(?:[,.;!?]{1,3}|[^\0-\x7f]{1,20})?$/;
const MAX_EXTENSION_LENGTH = 32;

/** Returns true if a word ends with an extension. A number after a dot is that of a version. */
export function hasExtension(text: ScannedText, start: number, end: number): boolean {
  const from = Math.max(start, end - MAX_EXTENSION_LENGTH);
  let dot = end - 1;
  while (dot > from && !text.hasCharacter(dot, ".")) dot--;
  // Most words have no dot, and need neither a substring nor the pattern.
  return dot > from && EXTENSION_AT_END.test(text.slice(from, end));
}

const FIRST_SURROGATE = 0xd800;

/** Signs in names that are not ASCII and no punctuation of a sentence. */
const SIGNS = "§©®™°¹²³±×½¼¾£¥€№";

/** Matches a word as headers of mails encode it (RFC 2047), which has the signs of a query. */
const ENCODED_WORD = /=\?[\w-]{1,40}\?[QB]\?[^\s?"'`<>]{1,80}\?=/iy;

const EQUALS_SIGN = 61;
const BACKSLASH = 92;
const ALWAYS = 1;
const OPENING = 2;
const WITHIN_WORD = 3;

/** The role of each ASCII character in a name. Characters without a role end it. */
const ROLES = new Uint8Array(128);
for (const character of "!#$%&+.=@^~") ROLES[character.charCodeAt(0)] = ALWAYS;
for (const character of Object.keys(CLOSERS)) ROLES[character.charCodeAt(0)] = OPENING;
for (const character of "*?,;:|>'`\"") ROLES[character.charCodeAt(0)] = WITHIN_WORD;
