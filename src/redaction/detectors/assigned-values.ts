/** Finds the value after an assignment sign in code, shells, markup and prose. */
import { ALNUM, BLANK, DIGIT, DOT, JOIN, LINE_END, QUOTE, WORD } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";
import type { KeyKind } from "../sensitive-keys.js";

const MAX_QUOTED_LENGTH = 4096;
/** The number of characters of an unquoted value that are tested. The match includes the whole value. */
const MAX_TESTED_LENGTH = 32;

export interface ValueSpan {
  readonly start: number;
  readonly end: number;
}

/** Matches a type between key and value: `key: &str = "…"`. */
const TYPE_ANNOTATION = /:[ \t]{0,4}[&\w.<>[\]|'* ]{1,40}?(?=[ \t]=[ \t]{0,4}\\{0,7}["'`])[ \t]=/y;
const NEXT_LINE_QUOTE = /\r?\n[ \t]{1,16}(?=["'])/y;
/** Group 1 is the mark, with a blank after `«`. The letters before it are prefixes of literals in Python, C# and SQL. */
const OPENING_QUOTE = /[rbfuN]{0,2}(\\{0,7}"""|'''|""(?=[^\s,;)}"])|\\{0,7}["'`]|\u00ab\s?|\u201e)/y;

export interface AssignedKey {
  readonly kind: KeyKind;
  /** An unquoted value extends to the end of its line. */
  readonly hasLineValue: boolean;
}

/**
 * Returns the range of the value of a key. Hosts and unquoted values may be cut after `MAX_TESTED_LENGTH` characters.
 *
 * @param sign the `:` or `=` between key and value, or the `>` that ends a tag
 */
export function findAssignedValue(text: ScannedText, sign: number, key: AssignedKey): ValueSpan | undefined {
  const start = findValueStart(text, sign);
  const isHost = key.kind === "host";
  // Most values begin with a letter that no opening quotation mark begins with. This saves the pattern.
  const mayBeQuoted = (text.charClassAt(start) & ALNUM) === 0 || text.hasOneOf(start, "rbfuN");
  const quote = mayBeQuoted ? text.match(OPENING_QUOTE, start)?.[1] : undefined;
  if (quote !== undefined) {
    const contentStart = OPENING_QUOTE.lastIndex;
    if (isHost && !mayBeHostName(text, contentStart)) return undefined;
    const maxLength = isHost ? MAX_TESTED_LENGTH : MAX_QUOTED_LENGTH;
    return matchQuotedValue(text, contentStart, quote.trim(), maxLength);
  }
  if (text.hasOneOf(start, "[({")) {
    const isBracedValue = text.hasCharacter(sign, "=") && start === sign + 1 && text.hasCharacter(start, "{");
    return isBracedValue ? matchUntil(text, start + 1, "}") : undefined; // `Password={…}` in ODBC
  }
  if (text.hasCharacter(sign, ">")) return matchUntil(text, start, "<");
  if (key.hasLineValue) return matchLineValue(text, start);
  return isHost && !mayBeHostName(text, start) ? undefined : matchUnquotedValue(text, start);
}

/** Returns false for values without a digit, a dot or a dash. Most values of keys such as `server` have none. */
function mayBeHostName(text: ScannedText, start: number): boolean {
  for (let index = start; index < start + MAX_TESTED_LENGTH; index++)
    if ((text.charClassAt(index) & (DIGIT | DOT | JOIN)) !== 0) return true;
  return false;
}

/** Skips the sign and the blanks after it, and a line end if a quotation mark begins the next line. */
function findValueStart(text: ScannedText, sign: number): number {
  const end = findSignEnd(text, sign);
  let start = end;
  while (start < end + 8 && text.hasOneOf(start, " \t")) start++;
  return (text.charClassAt(start) & LINE_END) === 0
    ? start
    : (text.findMatchEnd(NEXT_LINE_QUOTE, start) ?? start);
}

/** Skips `:`, `=`, `:=`, `==`, `=>`, `::=`, a colon and a type before `=`, and the `>` of a tag. */
function findSignEnd(text: ScannedText, sign: number): number {
  if (text.hasCharacter(sign, ">")) return sign + 1;
  if (text.hasCharacter(sign + 1, ">")) return sign + 2;
  if (text.hasCharacter(sign + 1, "=") && text.hasCharacter(sign + 2, ">")) return sign + 3;
  const typeEnd =
    text.hasCharacter(sign, ":") && mayPrecedeType(text, sign)
      ? text.findMatchEnd(TYPE_ANNOTATION, sign)
      : undefined;
  if (typeEnd !== undefined) return typeEnd;
  let end = sign;
  while (end < sign + 3 && text.hasOneOf(end, ":=")) end++;
  return end;
}

/** Looks for the `=` after a type, before the pattern is tried. This excludes most colons. */
function mayPrecedeType(text: ScannedText, colon: number): boolean {
  let end = colon + 1;
  const stop = end + MAX_TYPE_LENGTH;
  while (end < stop && ((text.charClassAt(end) & WORD) !== 0 || text.hasOneOf(end, " \t&.<>[]|'*"))) end++;
  return text.hasCharacter(end, "=");
}

/** The limits of `TYPE_ANNOTATION`: four blanks, 40 characters of a type, and the blank and the sign after it. */
const MAX_TYPE_LENGTH = 46;

/** Matches up to the closing quotation mark. Escaped quotation marks do not close, unless the opening one is escaped. */
function matchQuotedValue(text: ScannedText, start: number, quote: string, maxLength: number): ValueSpan {
  const mark = quote === "\u00ab" ? "\u00bb" : quote === "\u201e" ? '"' : quote;
  const isEscapedMark = mark.startsWith("\\");
  const firstCode = mark.charCodeAt(0);
  const stop = Math.min(text.length, start + maxLength);
  for (let end = start; end < stop; end++) {
    if (text.charCodeAt(end) === firstCode && (mark.length === 1 || text.startsWith(mark, end)))
      return { start, end };
    if (!isEscapedMark && text.hasCharacter(end, "\\"))
      end++; // skips the escaped character
    else if (mark.length === 1 && (text.charClassAt(end) & LINE_END) !== 0) return { start, end };
  }
  return { start, end: stop };
}

function matchUntil(text: ScannedText, start: number, mark: string): ValueSpan | undefined {
  const length = text.slice(start, start + MAX_QUOTED_LENGTH).indexOf(mark);
  return length > 0 ? { start, end: start + length } : undefined;
}

/** Matches up to the end of the line, or of the string literal that contains the line. */
function matchLineValue(text: ScannedText, start: number): ValueSpan {
  let end = start;
  while (
    end < text.length &&
    end - start < MAX_QUOTED_LENGTH &&
    (text.charClassAt(end) & LINE_END) === 0 &&
    !text.hasOneOf(end, "<`") &&
    (!text.hasCharacter(end, '"') || text.hasCharacter(end - 1, "=") || text.hasOneOf(end + 1, ",")) &&
    !text.startsWith("\\n", end)
  )
    end++;
  if (text.hasCharacter(end - 1, "'")) end--;
  return { start, end };
}

/** Returns the end of the whole value, if its range has been cut. */
export function findFullValueEnd(text: ScannedText, { start, end }: ValueSpan): number {
  return end - start === MAX_TESTED_LENGTH ? findUnquotedEnd(text, end, text.length) : end;
}

/** Matches up to a blank, or to punctuation before the end of the text or another assignment. */
function matchUnquotedValue(text: ScannedText, start: number): ValueSpan {
  return { start, end: findUnquotedEnd(text, start, start + MAX_TESTED_LENGTH) };
}

function findUnquotedEnd(text: ScannedText, from: number, limit: number): number {
  const stop = Math.min(limit, text.length);
  let end = from;
  while (end < stop && !endsUnquotedValue(text, end)) end++;
  return end;
}

const NEXT_PAIR = /[;,&][ ]?["']?[\w.-]{1,40}(?: [\w]{1,20})?["']?[=:]/y;

function endsUnquotedValue(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  if ((bits & WORD) !== 0) return false;
  if ((bits & (BLANK | QUOTE)) !== 0) return true;
  const code = text.charCodeAt(index);
  if (code >= 128) return bits === 0;
  if (code === BACKSLASH) return text.hasOneOf(index + 1, "nrt\"'");
  const role = PUNCTUATION_ROLES[code];
  if (role === undefined) return false;
  if (role === DIVIDES && text.findMatchEnd(NEXT_PAIR, index) !== undefined) return true;
  // Closing punctuation at the end of a clause is not a part of the value.
  let next = index + 1;
  while (next < index + 4 && text.hasOneOf(next, ";,.)]}|\"'")) next++;
  return next >= text.length || (text.charClassAt(next) & (BLANK | QUOTE)) !== 0;
}

const BACKSLASH = 92;
/** May end a clause. */
const CLOSES = 1;
/** May also divide one assignment from the next. */
const DIVIDES = 2;
/** The roles of punctuation by character code. */
const PUNCTUATION_ROLES: (typeof CLOSES | typeof DIVIDES | undefined)[] = [];
for (const mark of ".)]}|:!?") PUNCTUATION_ROLES[mark.charCodeAt(0)] = CLOSES;
for (const mark of ";,&") PUNCTUATION_ROLES[mark.charCodeAt(0)] = DIVIDES;
