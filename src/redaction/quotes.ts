/** Finds quotation marks around a value, in code, JSON, shells and prose, with the backslashes that JSON in JSON adds. */
import { ALNUM, LINE_END } from "./character-classes.js";
import type { ScannedText } from "./scanned-text.js";

/** A quotation mark that is open. JSON in JSON puts one backslash before it, and JSON in that three. */
export interface Quote {
  readonly code: number;
  readonly backslashes: number;
}

/** Marks that open before this distance are not seen. Most lines are shorter. */
const MAX_DISTANCE = 256;

/** Returns the mark that is open at an index, because it stands before it on the same line and is not closed. */
export function findEnclosingQuote(text: ScannedText, at: number): Quote | undefined {
  let from = at;
  while (from > 0 && at - from < MAX_DISTANCE && (text.charClassAt(from - 1) & LINE_END) === 0) from--;
  let open: Quote | undefined;
  for (let index = from; index < at; index++) {
    const code = text.charCodeAt(index);
    if (!isQuote(code)) continue;
    const backslashes = countBackslashesBefore(text, index);
    if (open === undefined) {
      if (!isApostrophe(text, index)) open = { code, backslashes };
    } else if (open.code === code && isClosingMark(backslashes, open.backslashes)) open = undefined;
  }
  return open;
}

/** Returns true if the mark at an index closes a quote. */
export function closesQuote(text: ScannedText, index: number, quote: Quote): boolean {
  if (text.charCodeAt(index) !== quote.code) return false;
  const count = countBackslashesBefore(text, index);
  return count < quote.backslashes || isClosingMark(count, quote.backslashes);
}

/**
 * Tells by the backslashes before a mark whether it closes a quote whose mark has this number of them. In JSON in JSON the
 * marks have one, and a backslash of the value is four: `\"` and `\\\\\"` close, `\\\"` is a mark within the value.
 */
function isClosingMark(count: number, backslashes: number): boolean {
  return count >= backslashes && (count - backslashes) % (2 * (backslashes + 1)) === 0;
}

export function countBackslashesBefore(text: ScannedText, index: number): number {
  let count = 0;
  while (count < MAX_BACKSLASHES && text.hasCharacter(index - 1 - count, "\\")) count++;
  return count;
}

const MAX_BACKSLASHES = 16;

function isQuote(code: number): boolean {
  return code === 34 || code === 39 || code === 96; // " ' `
}

/** Returns true for the mark of `don't`, which opens nothing. */
function isApostrophe(text: ScannedText, index: number): boolean {
  return text.hasCharacter(index, "'") && (text.charClassAt(index - 1) & ALNUM) !== 0;
}

const MAX_QUOTED_LENGTH = 4096;

/**
 * Returns the end of a quoted value, or undefined if no mark closes it on its line. Marks of several characters, such as
 * `"""`, may close it on another line.
 *
 * @param opening the opening mark with the backslashes before it; `\u00ab` and `\u201e` have other closing marks
 */
export function findClosingMark(
  text: ScannedText,
  start: number,
  opening: string,
  maxLength = MAX_QUOTED_LENGTH,
): number | undefined {
  const backslashes = opening.lastIndexOf("\\") + 1;
  const mark = CLOSING_MARKS[opening] ?? opening.slice(backslashes);
  const firstCode = mark.charCodeAt(0);
  const stop = Math.min(text.length, start + maxLength);
  for (let index = start; index < stop; index++) {
    if (mark.length === 1 && (text.charClassAt(index) & LINE_END) !== 0) return undefined;
    if (text.charCodeAt(index) !== firstCode || !text.startsWith(mark, index)) continue;
    const count = Math.min(countBackslashesBefore(text, index), index - start);
    if (count < backslashes || !isClosingMark(count, backslashes)) continue;
    if (isDoubledMark(text, index, mark)) index++;
    else if (mark === "'" && text.startsWith("'\\''", index))
      index += 3; // a mark within a word of the shell
    else return index - backslashes;
  }
  return undefined;
}

/** Returns true for the first mark of `''` within a value of SQL, YAML or CSV. */
function isDoubledMark(text: ScannedText, index: number, mark: string): boolean {
  return (
    mark.length === 1 &&
    text.hasCharacter(index + 1, mark) &&
    !text.hasOneOf(index + 2, " \t\r\n,;:)}]\0") &&
    index + 2 < text.length
  );
}

const CLOSING_MARKS: Readonly<Record<string, string>> = { "\u00ab": "\u00bb", "\u201e": '"' };
