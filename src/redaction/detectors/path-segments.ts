/** Finds the end of a path, whose segments (the names between separators) may contain blanks. */
import { BLANK, LINE_END, NON_ASCII, UPPER, WORD } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";

/** The limit of common file systems. */
const MAX_SEGMENT_LENGTH = 255;
/** Longer segments with blanks are sentences. */
const MAX_SPACED_SEGMENT_LENGTH = 80;
/** JSON doubles backslashes, and JSON within JSON doubles them again. */
const MAX_SEPARATORS = 8;

/** Returns the end of the path whose first separator is at this offset. */
export function findPathEnd(text: ScannedText, separator: number): number {
  let end = separator;
  let parentStart = separator;
  while (isSeparator(text, end)) {
    const segmentStart = findSeparatorsEnd(text, end);
    end = findSegmentEnd(text, segmentStart, parentStart);
    parentStart = segmentStart;
  }
  return end;
}

const SLASH = 47;
const BACKSLASH = 92;

function isSeparator(text: ScannedText, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === SLASH || (code === BACKSLASH && !text.hasOneOf(index + 1, ESCAPED_IN_SHELL));
}

/** In shells, a backslash before one of these characters is a part of the segment and not a separator. */
const ESCAPED_IN_SHELL = " ()&'!";

function findSeparatorsEnd(text: ScannedText, from: number): number {
  let end = from;
  while (end < from + MAX_SEPARATORS && isSeparator(text, end)) end++;
  return end;
}

/** Finds the end of a segment. It may contain blanks if a separator follows. The final one usually ends at a blank. */
function findSegmentEnd(text: ScannedText, segmentStart: number, parentStart: number): number {
  const firstWordEnd = findWordEnd(text, segmentStart);
  let end = firstWordEnd;
  // The end of the line and the maximum length limit this loop.
  while (end - segmentStart < MAX_SPACED_SEGMENT_LENGTH && isBlank(text, end)) {
    const wordEnd = findWordEnd(text, end + 1);
    if (wordEnd === end + 1) break;
    end = wordEnd;
  }
  if (isSeparator(text, end)) return end;
  if (!isBlank(text, firstWordEnd)) return firstWordEnd;
  return isHomeFolder(text, parentStart, segmentStart)
    ? findUserNameEnd(text, segmentStart, firstWordEnd)
    : findFileNameEnd(text, segmentStart, firstWordEnd);
}

/** Returns true for a blank within a line. */
function isBlank(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  return (bits & BLANK) !== 0 && (bits & LINE_END) === 0;
}

const HOME_FOLDER_WITH_SEPARATORS = /^(?:home|users|documents and settings|profiles)[\\/]+$/i;

/** Returns true if the text from one segment to the next is `home/`, `Users\\` or the like. */
function isHomeFolder(text: ScannedText, start: number, nextStart: number): boolean {
  return HOME_FOLDER_WITH_SEPARATORS.test(text.slice(start, Math.min(nextStart, start + 32)));
}

/** Includes further words with a capital, because the folder in `/Users/Jane Doe` may be named for the user's full name. */
function findUserNameEnd(text: ScannedText, segmentStart: number, firstWordEnd: number): number {
  let end = firstWordEnd;
  while (
    isBlank(text, end) &&
    (text.charClassAt(end + 1) & (UPPER | NON_ASCII)) !== 0 &&
    end - segmentStart < MAX_SPACED_SEGMENT_LENGTH
  )
    end = findWordEnd(text, end + 1);
  return end;
}

const EXTENSION_AT_END = /\.\w{1,5}$/;
const MORE_WORDS_WITH_EXTENSION = /^(?: [^\s\\/:*?"'`<>|,;]{1,40}){1,6}?\.[A-Za-z0-9]{1,5}(?![A-Za-z0-9])/u;

/** Includes further words up to an extension, as in `/srv/my new file.txt`, unless the first word has one. */
function findFileNameEnd(text: ScannedText, segmentStart: number, firstWordEnd: number): number {
  const firstWordTail = text.slice(Math.max(segmentStart, firstWordEnd - 6), firstWordEnd);
  if (EXTENSION_AT_END.test(firstWordTail) || !mayHaveExtension(text, firstWordEnd)) return firstWordEnd;
  const rest = text.slice(firstWordEnd, firstWordEnd + MAX_SPACED_SEGMENT_LENGTH);
  return firstWordEnd + (MORE_WORDS_WITH_EXTENSION.exec(rest)?.[0].length ?? 0);
}

/** Looks for a dot before the pattern is tried, because most blanks end a path. */
function mayHaveExtension(text: ScannedText, from: number): boolean {
  let index = from;
  const stop = from + MAX_SPACED_SEGMENT_LENGTH;
  while (
    index < stop &&
    !text.hasCharacter(index, ".") &&
    (isBlank(text, index) || isSegmentCharacter(text, index))
  )
    index++;
  return text.hasCharacter(index, ".");
}

/** Returns the end of the part of a segment that has no blanks, except escaped ones. */
function findWordEnd(text: ScannedText, from: number): number {
  let end = from;
  const stop = Math.min(text.length, from + MAX_SEGMENT_LENGTH);
  while (end < stop && isSegmentCharacter(text, end)) end++;
  return end;
}

function isSegmentCharacter(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  if ((bits & (WORD | NON_ASCII)) !== 0) return true;
  const code = text.charCodeAt(index);
  if (code === BACKSLASH) return text.hasOneOf(index + 1, ESCAPED_IN_SHELL);
  if ((bits & BLANK) !== 0) return text.hasCharacter(index - 1, "\\") && (bits & LINE_END) === 0;
  // Emoji consist of surrogates and may be in names. Other punctuation that is not ASCII belongs to the sentence.
  return code < 128 ? NOT_IN_SEGMENT[code] === 0 : code >= FIRST_SURROGATE;
}

const FIRST_SURROGATE = 0xd800;

/** 1 for the codes of ASCII characters that are never in a segment. */
const NOT_IN_SEGMENT = new Uint8Array(128);
for (const character of "/:*?\"'`<>|;\0\b\f\v[]{}") NOT_IN_SEGMENT[character.charCodeAt(0)] = 1;
