/** Finds the quotation marks around a path, in which an apostrophe may be a part of a name. */
import { ALNUM, BLANK, LINE_END } from "../character-classes.js";
import { countBackslashesBefore } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import {
  isWithinWord,
  isWordCharacter,
  MAX_REST_LENGTH,
  measureEscapedMark,
  opensInnerQuote,
} from "./inner-quotes.js";

export interface PathQuote {
  /** The closing mark without its backslashes. `""` is the mark of CSV, which doubles the marks within a field. */
  readonly mark: string;
  /** The number of backslashes before the mark: 1 within a JSON string, 3 within JSON within JSON. */
  readonly escapeCount: number;
  /** The end of the value: the index of the closing mark with its backslashes, or the length of a text that is cut. */
  readonly end: number;
}

/** A longer quotation is a text and not one value. */
const MAX_QUOTED_LENGTH = 1024;

/** The closing marks by their opening ones. Curly marks are already replaced by straight ones. */
const CLOSING_MARKS: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  "`": "`",
  "\u00ab": "\u00bb",
  "\u2039": "\u203a",
  "\u201e": '"',
  "\u201a": "'",
  "\u300c": "\u300d",
  "\u300e": "\u300f",
};

/**
 * Returns the quotation marks around the value that begins at `start`, if the opening one is directly before it. Returns
 * undefined if the line ends before the closing one. A text that ends within the value was cut, so the value includes its end.
 *
 * @param separatorLength the number of backslashes that separate the parts of the value, as in `C:\\a`; 0 for none
 */
export function findPathQuote(text: ScannedText, start: number, separatorLength = 0): PathQuote | undefined {
  // The blank is that of French quotation marks.
  const markEnd =
    text.hasCharacter(start - 1, " ") && text.hasCharacter(start - 2, "\u00ab") ? start - 1 : start;
  const opening = markEnd - 1;
  if ((text.charClassAt(opening) & (ALNUM | BLANK)) !== 0) return undefined; // most paths are words of a sentence
  const mark = CLOSING_MARKS[text.slice(Math.max(0, opening), markEnd)];
  if (mark === undefined) return undefined;
  const escapeCount = countBackslashesBefore(text, opening);
  const isDoubled = escapeCount === 0 && mark === '"' && text.hasCharacter(opening - 1, mark);
  const opened = { mark: isDoubled ? mark + mark : mark, escapeCount, separatorLength };
  if (start < getUnclosedEnd(text, opened)) return undefined;
  const { end, isClosed } = searchClosingMark(text, start, opened);
  if (isClosed) return { mark: opened.mark, escapeCount, end };
  setUnclosedEnd(text, opened, end);
  return undefined;
}

/**
 * For each mark the offset up to which a search found no closing one. Searches from later opening marks would not find one
 * either, and a text with many of them would be read once for each.
 */
const unclosedEnds = new WeakMap<ScannedText, Map<string, number>>();

function getUnclosedEnd(text: ScannedText, { mark, escapeCount }: Opening): number {
  return unclosedEnds.get(text)?.get(mark + escapeCount) ?? 0;
}

function setUnclosedEnd(text: ScannedText, { mark, escapeCount }: Opening, end: number): void {
  const ends = unclosedEnds.get(text) ?? new Map<string, number>();
  unclosedEnds.set(text, ends.set(mark + escapeCount, end));
}

interface Opening {
  readonly mark: string;
  readonly escapeCount: number;
  readonly separatorLength: number;
}

interface ClosingSearch {
  /** The end of the value, or of the line without a closing mark. */
  readonly end: number;
  readonly isClosed: boolean;
}

function searchClosingMark(text: ScannedText, start: number, opening: Opening): ClosingSearch {
  const { mark, escapeCount } = opening;
  const stop = Math.min(text.length, start + MAX_QUOTED_LENGTH);
  let isWithinInnerQuote = false;
  let hasMark = false;
  let index = start;
  while (index < stop) {
    let markIndex = index;
    while (markIndex < stop && text.hasCharacter(markIndex, "\\")) markIndex++;
    const backslashes = markIndex - index;
    if (isLineEnd(text, markIndex, backslashes, opening)) return { end: index, isClosed: false };
    const isMark = isClosingCharacter(text, markIndex, mark);
    if (!isMark && endsOuterString(text, markIndex)) return { end: index, isClosed: true };
    index = markIndex + 1;
    if (!isMark) continue;
    if (backslashes < escapeCount) return { end: markIndex - backslashes, isClosed: true }; // the outer string ends
    const isEscaped = backslashes > escapeCount && !endsWithSeparator(backslashes, opening);
    if (isEscaped) continue;
    const end = markIndex - escapeCount;
    if (mark.length === 2) return { end, isClosed: true };
    hasMark = true;
    const innerLength = measureEscapedMark(text, markIndex);
    if (innerLength > 0) index = markIndex + innerLength;
    else if (opensInnerQuote(text, markIndex)) isWithinInnerQuote = true;
    else if (isWithinInnerQuote && !isWordCharacter(text, markIndex + 1)) isWithinInnerQuote = false;
    else if (!isWithinWord(text, markIndex)) return { end, isClosed: true };
  }
  return { end: stop, isClosed: stop === text.length && !hasMark };
}

/** Returns true for the end of a line, and for `\n` in a string, unless the backslash separates parts of the value. */
function isLineEnd(text: ScannedText, index: number, backslashes: number, opening: Opening): boolean {
  if (backslashes === 0) return (text.charClassAt(index) & LINE_END) !== 0;
  const { separatorLength, mark } = opening;
  if (separatorLength === 0 && backslashes === 1 && isEscapeInName(text, index, mark)) return false;
  return text.hasOneOf(index, "nr") && (separatorLength === 0 || backslashes < separatorLength);
}

const REST_OF_NAME = /[nrt](?=\w)[^\s"'`:<>|,;()]{0,128}[/.][^\s"'`:<>|,;()]{1,128}/y;

/** Returns true for a line end in a name, as in `"/srv/a\nb/c.md"`. Without blanks, the rest is no other line. */
function isEscapeInName(text: ScannedText, index: number, mark: string): boolean {
  const end = text.findMatchEnd(REST_OF_NAME, index);
  return end !== undefined && text.hasCharacter(end, mark);
}

/** Old programs of GNU close "`" by an apostrophe. It does not close where another "`" follows. */
function isClosingCharacter(text: ScannedText, index: number, mark: string): boolean {
  if (text.hasCharacter(index, mark)) return true;
  if (mark !== "`" || !text.hasCharacter(index, "'")) return false;
  let next = index + 1;
  while (next < index + MAX_REST_LENGTH && !text.hasOneOf(next, "`\n\0")) next++;
  return !text.hasCharacter(next, "`");
}

/** Returns true for `"}`, `"]` and `",` around a value in other marks whose closing one is missing. */
function endsOuterString(text: ScannedText, index: number): boolean {
  return text.hasCharacter(index, '"') && text.hasOneOf(index + 1, ",}]");
}

function endsWithSeparator(backslashes: number, { escapeCount, separatorLength }: Opening): boolean {
  return separatorLength > 0 && (backslashes - escapeCount) % separatorLength === 0;
}
