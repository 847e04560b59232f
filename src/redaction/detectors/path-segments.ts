/** Finds the end of an unquoted path, whose segments (the names between separators) may contain blanks. */
import { createLazy, createLazyPattern } from "../../internal/lazy-module.js";
import { BLANK, DIGIT, LINE_END, LOWER, NON_ASCII, UPPER } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";
import { WordTable } from "../word-table.js";
import { resumesAfterPause } from "./path-lookahead.js";
import type { PathText } from "./path-text.js";
import { findWordEnd, hasExtension, isField } from "./path-words.js";

/** Longer segments with blanks are sentences. */
export const MAX_SPACED_SEGMENT_LENGTH = 80;
/** More words after a segment's first one are those of a sentence, even if the last one has an extension. */
const MAX_FILE_NAME_WORDS = 7;

/** Returns the end of a path that nothing quotes. */
export function findUnquotedPathEnd(path: PathText, separator: number): number {
  let end = separator;
  let parentStart = separator;
  while (path.isSeparator(end)) {
    const segmentStart = path.findSeparatorsEnd(end);
    end = findSegmentEnd(path, segmentStart, parentStart);
    parentStart = segmentStart;
  }
  // This punctuation belongs to the sentence around the path.
  while (end > separator && path.text.hasOneOf(end - 1, ".,;:!?'")) end--;
  return end;
}

/** Finds the end of a segment. It may contain blanks if a separator or an extension follows. */
function findSegmentEnd(path: PathText, segmentStart: number, parentStart: number): number {
  const { text } = path;
  const firstWordEnd = findWordEnd(path, segmentStart);
  if (firstWordEnd === segmentStart) return segmentStart;
  let wordStart = segmentStart;
  let end = firstWordEnd;
  let fileNameEnd = hasExtension(text, segmentStart, end) ? end : undefined;
  let isProperName = true;
  // The end of the line and the maximum length limit this loop.
  for (let count = 1; end - segmentStart < MAX_SPACED_SEGMENT_LENGTH && isBlank(text, end); count++) {
    if (!mayContinueAfterBlank(path, wordStart, end)) break;
    wordStart = end + 1;
    const wordEnd = findWordEnd(path, wordStart);
    if (wordEnd === wordStart) break;
    end = wordEnd;
    isProperName &&= count < MAX_PROPER_WORDS && isProperWord(text, wordStart, end);
    if (count < MAX_FILE_NAME_WORDS && hasExtension(text, wordStart, end)) fileNameEnd ??= end;
  }
  if (wordStart > segmentStart) {
    const isNewPath = isRelativeRoot(text, wordStart, end);
    if (path.isSeparator(end) && !isNewPath) return end;
    if (isProperName && path.text.startsWith(": ", end) && isAfterProgram(path)) return end;
    const mayEndValue = end >= text.length || text.hasOneOf(end, "\r\n\t>\"'|])<,:\\"); // saves the patterns
    if (mayEndValue && text.findMatchEnd(isProperName ? VALUE_END : SYSTEM_ERROR, end) !== undefined)
      return end;
  }
  if (!isBlank(text, firstWordEnd)) return firstWordEnd;
  return isHomeFolder(text, parentStart, segmentStart)
    ? findUserNameEnd(path, segmentStart, firstWordEnd)
    : (fileNameEnd ?? firstWordEnd);
}

const PROGRAM_BEFORE = /(?:^|[\r\n])(?:[a-z][\w.-]{1,24}: ){1,2}$/;

/** Returns true if a program writes its name before the path and a message after it: `umount: /media/My Disk: target is busy`. */
function isAfterProgram({ text, start }: PathText): boolean {
  return text.hasCharacter(start - 2, ":") && PROGRAM_BEFORE.test(text.slice(Math.max(0, start - 56), start));
}

/** Matches the text of a system's error, which tools write after the whole path. */
const SYSTEM_ERROR =
  /: (?:No such |Permission |Is a dir|Not a dir|File exists|Directory not |Operation not |Read-only |Too many |Cannot |cannot |(?:command )?not found)/y;

/** Matches the end of a line or value, a position, a prompt, or the text of a system's error. */
const VALUE_END = new RegExp(
  String.raw`$|[\r\n\t>"'|\])]|</|,(?=\S)|:\d|\\{1,8}n|${SYSTEM_ERROR.source}`,
  "y",
);

/** A name of more words is rare. */
const MAX_PROPER_WORDS = 4;
const getProperWordPattern = createLazyPattern(
  String.raw`^(?:(?!\p{Lu}{2,}$)\p{Lu}(?!\S*(?:ed|rror|xception|one|ailure|arning)$)\S*|(?:19|20)\d\d|§\d{1,4}|[&+-]|\{\w{1,20}\}|\((?:\d{1,3}|[Cc]op(?:y|ia|ie)(?: \d{1,3})?|[Kk]opi(?:e|a)?(?: \d{1,3})?)\))$`,
  "u",
);

/** Returns true for a word with a capital, a year and the like, as in `Neuer Ordner (2)`. */
function isProperWord(text: ScannedText, start: number, end: number): boolean {
  const mayBeProper =
    (text.charClassAt(start) & (UPPER | DIGIT | NON_ASCII)) !== 0 || text.hasOneOf(start, "-+&{(\u00a7");
  return mayBeProper && getProperWordPattern().test(text.slice(start, end));
}

/** Returns true for a blank within a name. Tabs separate columns. */
function isBlank(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  return (bits & BLANK) !== 0 && (bits & LINE_END) === 0 && !text.hasCharacter(index, "\t");
}

/** Words after which a sentence about the path has begun. They are rare in names of folders. */
const getSentenceWords = createLazy(() =>
  WordTable.fromWords(
    (
      "is was are were be been has have had does did do cannot can could would should will must may might failed fails " +
      "failing because while when whereas but then since until unless via exists existed missing denied returned"
    ).split(" "),
  ),
);

/** Decides by the word before a blank and the one after it whether both belong to one name. */
function mayContinueAfterBlank(path: PathText, wordStart: number, blank: number): boolean {
  const { text } = path;
  const next = text.charClassAt(blank + 1);
  const startsProperName = (next & (UPPER | NON_ASCII | DIGIT)) !== 0 || text.hasOneOf(blank + 1, "([{<");
  if (text.hasCharacter(blank - 1, ",")) {
    // `Doe, Jane`, but not `a.md, README`
    if (hasExtension(text, wordStart, blank)) return false;
    if (!startsProperName && !resumesAfterPause(path, blank - 1)) return false;
  } else if (text.hasCharacter(blank - 1, ".")) {
    const isAbbreviation = blank - wordStart <= 5 && (text.charClassAt(wordStart) & UPPER) !== 0;
    if (!isAbbreviation && !(isOrdinal(text, wordStart, blank) && resumesAfterPause(path, blank - 1)))
      return false;
  } else if (hasExtension(text, wordStart, blank) && !isNextWordFolder(path, blank + 1, startsProperName))
    return false;
  if (startsArgument(text, blank + 1)) return false;
  if (isField(text, blank + 1)) return false;
  return (
    (next & LOWER) === 0 ||
    getSentenceWords().find(text, blank + 1, text.findRunEnd(blank + 1, LOWER, 16)) === undefined
  );
}

/** Returns true for a number and letters with dots: `1. Semester`, `e.g. this`. */
function isOrdinal(text: ScannedText, start: number, end: number): boolean {
  return end - start <= 6 && /^(?:\d{1,2}|[a-z]\.[a-z])\.$/i.test(text.slice(start, end));
}

const ARGUMENT = /--\w|->|-[A-Z][\\/]|-\w{1,40}(?![\w\\/])|&&|@\w/y;

/** Returns true for an option of a command, for an arrow, for `&&` and for `@scope/package`. */
function startsArgument(text: ScannedText, index: number): boolean {
  return text.hasOneOf(index, "-&@") && text.findMatchEnd(ARGUMENT, index) !== undefined;
}

/** After a word with an extension, only a folder continues the name: `Next.js App/`, but not `a.ts because`. */
function isNextWordFolder(path: PathText, wordStart: number, startsProperName: boolean): boolean {
  return startsProperName && path.isSeparator(findWordEnd(path, wordStart));
}

/** Returns true for `.`, `..`, `~` and variables, with which another path begins, and for `HTTP/1.1`. */
function isRelativeRoot(text: ScannedText, start: number, end: number): boolean {
  return (
    text.hasOneOf(start, "~$%") ||
    (end - start <= 4 && /^(?:\.{1,2}|HTTP|http)$/.test(text.slice(start, end)))
  );
}

const HOME_FOLDER_WITH_SEPARATORS = /^(?:home|users|documents and settings|profiles)[\\/]+$/i;

/** Returns true if the text from one segment to the next is `home/`, `Users\\` or the like. */
function isHomeFolder(text: ScannedText, start: number, nextStart: number): boolean {
  return HOME_FOLDER_WITH_SEPARATORS.test(text.slice(start, Math.min(nextStart, start + 32)));
}

/** Includes further words with a capital, because the folder in `/Users/Jane Doe` may be named for the user's full name. */
function findUserNameEnd(path: PathText, segmentStart: number, firstWordEnd: number): number {
  const { text } = path;
  let end = firstWordEnd;
  while (
    isBlank(text, end) &&
    (text.charClassAt(end + 1) & (UPPER | NON_ASCII)) !== 0 &&
    end - segmentStart < MAX_SPACED_SEGMENT_LENGTH
  )
    end = findWordEnd(path, end + 1);
  return end;
}
