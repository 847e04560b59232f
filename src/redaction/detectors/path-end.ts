/** Finds the end of a path, which depends on the quotation marks around it. */
import type { ScannedText } from "../scanned-text.js";
import { findPathQuote } from "./path-quotes.js";
import { findUnquotedPathEnd, MAX_SPACED_SEGMENT_LENGTH } from "./path-segments.js";
import { PathText } from "./path-text.js";

/**
 * Returns the end of the path that begins at `start`: at its closing quotation mark, or where its last name ends.
 *
 * @param separator the offset of the first separator
 */
export function findPathEnd(text: ScannedText, start: number, separator: number): number {
  const path = new PathText(text, start, separator);
  const quote = findPathQuote(text, findQuotedStart(text, start), path.separatorLength);
  const valueEnd = quote?.end ?? findElementEnd(text, start, separator);
  const quotedEnd = valueEnd === undefined ? undefined : findQuotedPathEnd(text, separator, valueEnd);
  return quotedEnd ?? findUnquotedPathEnd(path, separator);
}

/** Matches the content of an element before its closing tag, except elements that have sentences. */
const ELEMENT_CONTENT =
  /[^\n\r<>]{1,1024}(?=<\/(?!(?:p|li|d[dt]|div|span|t[dh]|h\d|a|b|i|em|strong|code|pre|label|body|summary|title|text|value|data|\w{0,20}(?:message|msg|error|description|reason|output|content|comment))>)[\w:.-]{1,64}>)/iy;

/** Matches a second path, a line end in a string, and words of a sentence. */
const OTHER_THAN_PATH =
  /[\s:;,|](?:[A-Za-z]:)?[\\/]|\\[nrt](?!\w)|: |\s--?\w|\s\w+=|\s(?:is|was|are|were|has|had|does|did|not|cannot|could|failed|because|see|missing)\s/;

/** Returns the end of the content of `<path>/srv/my app</path>`, if that is one path. */
function findElementEnd(text: ScannedText, start: number, separator: number): number | undefined {
  if (!text.hasCharacter(start - 1, ">")) return undefined;
  const end = text.findMatchEnd(ELEMENT_CONTENT, start);
  return end === undefined || OTHER_THAN_PATH.test(text.slice(separator + 1, end)) ? undefined : end;
}

const FLAG_BEFORE = /(?<!\w)-{1,2}[\w-]{1,40}=$/;

/** Returns the start of the flag of `"--out=/srv/my app"`, whose quotation marks are around flag and path. */
function findQuotedStart(text: ScannedText, start: number): number {
  if (!text.hasCharacter(start - 1, "=")) return start;
  return start - (FLAG_BEFORE.exec(text.slice(Math.max(0, start - 44), start))?.[0].length ?? 0);
}

/** Matches the extension of a file before a position or a message, as in `/srv/a.ts:12:5` and `/srv/a.ts: is not a module`. */
const FILE_BEFORE_MESSAGE = /\.[A-Za-z]\w{0,9}(?=:\s|(?::\d{1,7}){1,2}(?![\w\\/]))/;
const POSITION_AT_END = /(?::\d{1,7}){1,2}$/;
const SENTENCE_LENGTH = new RegExp(String.raw`[^\\/]{${MAX_SPACED_SEGMENT_LENGTH + 1}}`);

/** Returns undefined if the quoted text is a sentence that begins with a path. */
function findQuotedPathEnd(text: ScannedText, separator: number, quoteEnd: number): number | undefined {
  const path = text.slice(separator, quoteEnd);
  const file = FILE_BEFORE_MESSAGE.exec(path);
  if (file !== null) return separator + file.index + file[0].length;
  const longSegment = SENTENCE_LENGTH.exec(path);
  return longSegment?.[0].includes(" ")
    ? undefined
    : separator + path.trimEnd().replace(POSITION_AT_END, "").length;
}
