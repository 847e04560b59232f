/** Finds the value after an assignment sign in code, shells, markup and prose. */
import { ALNUM, BLANK, DIGIT, DOT, JOIN, LINE_END, WORD } from "../character-classes.js";
import { isLikelyGenerated } from "../password-forms.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { findValueEnd, ValueContext } from "../surroundings.js";
import { type AssignedKey, MAX_TESTED_LENGTH, type ValueSpan } from "./assigned-key.js";
import { matchBracket, matchWrappedValue } from "./bracketed-values.js";

const MAX_QUOTED_LENGTH = 4096;
const MAX_ELEMENT_LENGTH = 512;
/** Matches a type between key and value: `key: &str = "…"`. */
const TYPE_ANNOTATION = /:[ \t]{0,4}[&\w.<>[\]|'* ]{1,40}?(?=[ \t]=[ \t]{0,4}\\{0,7}["'`])[ \t]=/y;
const NEXT_LINE_QUOTE = /\r?\n[ \t]{1,16}(?=["'])/y;
/** A generated value may be alone on one of the next lines: `Recovery Key:`. */
const NEXT_LINES = /[ \t]{0,4}(?:\r?\n[ \t]{0,16}){1,3}(?=(\S{8,256})[ \t]*(?:[\r\n]|$))/y;
/** YAML's block scalar: the value is the text on the next line. */
const BLOCK_SCALAR = /[|>][+-]?[ \t]*\r?\n[ \t]{1,32}/y;
/** Group 1 is the mark, with a blank after `«`. The letters before it are prefixes of literals in Python, C# and SQL. */
const OPENING_QUOTE = /[rbfuN@$]{0,2}(\\{0,7}"""|'''|""(?=[^\s,;)}"])|\\{0,7}["'`]|\u00ab\s?|\u201e)/y;

/** Returns the range of the value of a key. @param valueStart from `findValueStart` */
export function findAssignedValue(
  text: ScannedText,
  valueStart: number,
  key: AssignedKey,
): ValueSpan | undefined {
  const start = text.findMatchEnd(BLOCK_SCALAR, valueStart) ?? valueStart;
  const isHost = key.kind === "host";
  // Most values begin with a letter that no opening quotation mark begins with. This saves the pattern.
  const mayBeQuoted = (text.charClassAt(start) & ALNUM) === 0 || text.hasOneOf(start, "rbfuN");
  const quote = mayBeQuoted ? text.match(OPENING_QUOTE, start)?.[1] : undefined;
  if (quote !== undefined) {
    const contentStart = OPENING_QUOTE.lastIndex;
    if (isHost && !mayBeHostName(text, contentStart)) return undefined;
    const maxLength = isHost ? MAX_TESTED_LENGTH : MAX_QUOTED_LENGTH;
    const end = findClosingMark(text, contentStart, quote.trim());
    if (end !== undefined) return { start: contentStart, end: Math.min(end, contentStart + maxLength) };
    // Without a closing mark, the mark is the first character of the value.
  }
  if (isHost && !mayBeHostName(text, start)) return undefined;
  const wrapped = key.kind === "secret" ? matchWrappedValue(text, start) : undefined;
  if (wrapped !== undefined) return wrapped;
  if (text.hasOneOf(start, "[({")) return matchBracket(text, start, key);
  if (key.surrounding === "markup") {
    const end = text.slice(start, start + MAX_ELEMENT_LENGTH).indexOf("</");
    return end > 0 ? { start, end: start + end } : undefined;
  }
  const context = new ValueContext(text, key.start, key.surrounding);
  const maxLength = key.surrounding === "word" ? MAX_TESTED_LENGTH : MAX_QUOTED_LENGTH;
  return { start, end: findValueEnd(text, start, context, maxLength) };
}

/** Returns the end of the whole value, if its range has been cut. */
export function findFullValueEnd(text: ScannedText, { start, end }: ValueSpan, key: AssignedKey): number {
  if (end - start !== MAX_TESTED_LENGTH) return end;
  return findValueEnd(text, start, new ValueContext(text, key.start, key.surrounding));
}

/** Returns false for values without a digit, a dot or a dash. Most values of keys such as `server` have none. */
function mayBeHostName(text: ScannedText, start: number): boolean {
  for (let index = start; index < start + MAX_TESTED_LENGTH; index++) {
    const bits = text.charClassAt(index);
    if ((bits & (DIGIT | DOT | JOIN)) !== 0) return true;
    if ((bits & BLANK) !== 0) return false;
  }
  return false;
}

/** A tag, bold type, the address of a debugger, or PHP's type: `<b>Password:</b> …`, `= 0x55e0 "…"`, `=> string(9) "…"`. */
const MARKUP_AFTER_SIGN =
  /[ \t]{0,4}(?:(?:<\/?[a-z]{1,8}>|\*\*|__)[ \t]{0,4}|0x[\da-f]{1,16}\s(?=")|\s{1,8}string\(\d{1,4}\)\s(?="))/iy;

/** Skips the sign and the blanks after it, and a line end if a quotation mark begins the next line. */
export function findValueStart(text: ScannedText, sign: number): number {
  const signEnd = findSignEnd(text, sign);
  const end = text.findMatchEnd(MARKUP_AFTER_SIGN, signEnd) ?? signEnd;
  let start = end;
  while (start < end + 8 && text.hasOneOf(start, " \t")) start++;
  if ((text.charClassAt(start) & LINE_END) === 0) return start;
  const nextWord = text.match(NEXT_LINES, start);
  return nextWord?.[1] !== undefined && isLikelyGenerated(nextWord[1])
    ? start + nextWord[0].length
    : (text.findMatchEnd(NEXT_LINE_QUOTE, start) ?? start);
}

/** `=` in an encoded query, and in one that is encoded twice. */
export const ENCODED_SIGN = /%(?:25){0,2}3D/iy;

/** Skips `:`, `=`, `:=`, `==`, `=>`, `::=`, a colon and a type before `=`, and the `>` of a tag. */
function findSignEnd(text: ScannedText, sign: number): number {
  if (text.hasCharacter(sign, "<")) return sign + 2;
  if (text.hasOneOf(sign, ">%")) return text.findMatchEnd(ENCODED_SIGN, sign) ?? sign + 1;
  if (text.hasCharacter(sign + 1, ">")) return sign + 2;
  if (text.hasCharacter(sign + 1, "=") && text.hasCharacter(sign + 2, ">")) return sign + 3;
  const typeEnd =
    text.hasCharacter(sign, ":") && mayPrecedeType(text, sign)
      ? text.findMatchEnd(TYPE_ANNOTATION, sign)
      : undefined;
  if (typeEnd !== undefined) return typeEnd;
  let end = sign;
  while (end < sign + 4 && text.hasOneOf(end, ":=")) end++;
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
