/** Where the value behind a name's sign begins and ends, in the quoting of code, shells, markup and letters. */
import { ALNUM, BLANK, DIGIT, DOT, JOIN, LINE_END, QUOTE, WORD } from "./character-classes.js";
import type { Text } from "./scanned-text.js";
import type { NamedKind, NameMeaning } from "./secret-names.js";

const LONGEST_QUOTED = 4096;
/** A value without quotes is judged by so much of it; what is taken is all of it. */
const LONGEST_JUDGED = 32;

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A type between name and value: `key: &str = "…"`. */
const TYPED = /:[ \t]{0,4}[&\w.<>[\]|'* ]{1,40}?(?=[ \t]=[ \t]{0,4}\\{0,7}["'`])[ \t]=/y;
const QUOTED_BELOW = /\r?\n[ \t]{1,16}(?=["'])/y;
/** With the letters that Python, C# and SQL begin literals with. */
const OPENING_QUOTE = /[rbfuN]{0,2}(\\{0,7}"""|'''|""(?=[^\s,;)}"])|\\{0,7}["'`]|\u00ab\s?|\u201e)/y;

/** The value behind a sign; of a machine's name and of what has no quotes, so much as is enough to judge it. */
export function valueAfter(
  text: Text,
  sign: number,
  kind: NamedKind,
  reach: NameMeaning["reach"],
): Span | undefined {
  const start = valueStart(text, sign);
  const isLetter = (text.classAt(start) & ALNUM) !== 0 && !text.isOneOf(start, "rbfuN");
  const opening = isLetter ? null : text.match(OPENING_QUOTE, start);
  const quote = opening?.[1];
  if (quote !== undefined) {
    const from = OPENING_QUOTE.lastIndex;
    if (kind === "host")
      return mayBeMachine(text, from) ? quoted(text, from, quote.trim(), LONGEST_JUDGED) : undefined;
    return quoted(text, from, quote.trim(), LONGEST_QUOTED);
  }
  if (text.isOneOf(start, "[({"))
    return text.is(sign, "=") && start === sign + 1 && text.is(start, "{")
      ? untilMark(text, start + 1, "}")
      : undefined;
  if (text.is(sign, ">")) return untilMark(text, start, "<");
  if (reach === "line") return lineValue(text, start);
  return kind === "host" && !mayBeMachine(text, start) ? undefined : bareValue(text, start);
}

/** A word without a digit, a dot or a dash names no machine, as most values do that stand behind such names. */
function mayBeMachine(text: Text, start: number): boolean {
  for (let index = start; index < start + LONGEST_JUDGED; index++)
    if ((text.classAt(index) & (DIGIT | DOT | JOIN)) !== 0) return true;
  return false;
}

/** Behind the sign and the blanks after it, on the next line only where that begins with a quotation mark. */
function valueStart(text: Text, sign: number): number {
  const end = signEnd(text, sign);
  let start = end;
  while (start < end + 8 && text.isOneOf(start, " \t")) start++;
  return (text.classAt(start) & LINE_END) === 0 ? start : (text.matchEnd(QUOTED_BELOW, start) ?? start);
}

/** `:`, `=`, `:=`, `==`, `=>`, `::=` and a type in between; also the `>` of a tag. */
function signEnd(text: Text, sign: number): number {
  if (text.is(sign, ">")) return sign + 1;
  if (text.is(sign + 1, ">")) return sign + 2;
  if (text.is(sign + 1, "=") && text.is(sign + 2, ">")) return sign + 3;
  const typeEnd = text.is(sign, ":") && isFollowedByType(text, sign) ? text.matchEnd(TYPED, sign) : undefined;
  if (typeEnd !== undefined) return typeEnd;
  let end = sign;
  while (end < sign + 3 && text.isOneOf(end, ":=")) end++;
  return end;
}

/** A look at what the pattern for types needs, since most colons have a value behind them. */
function isFollowedByType(text: Text, colon: number): boolean {
  let end = colon + 1;
  const stop = end + LONGEST_TYPE;
  while (end < stop && ((text.classAt(end) & WORD) !== 0 || text.isOneOf(end, " \t&.<>[]|'*"))) end++;
  return text.is(end, "=");
}

const LONGEST_TYPE = 46;

/** Up to the quotation mark that closes; one behind a backslash does not, unless the string itself was written behind one. */
function quoted(text: Text, start: number, quote: string, longest: number): Span {
  const mark = quote === "\u00ab" ? "\u00bb" : quote === "\u201e" ? '"' : quote;
  const escapes = mark.startsWith("\\");
  const first = mark.charCodeAt(0);
  const stop = Math.min(text.length, start + longest);
  for (let end = start; end < stop; end++) {
    if (text.charCodeAt(end) === first && (mark.length === 1 || text.startsWith(mark, end)))
      return { start, end };
    if (!escapes && text.is(end, "\\")) end++;
    else if (mark.length === 1 && (text.classAt(end) & LINE_END) !== 0) return { start, end };
  }
  return { start, end: stop };
}

function untilMark(text: Text, start: number, mark: string): Span | undefined {
  const length = text.slice(start, start + LONGEST_QUOTED).indexOf(mark);
  return length > 0 ? { start, end: start + length } : undefined;
}

/** To the end of the line or of the string that the line is in. */
function lineValue(text: Text, start: number): Span {
  let end = start;
  while (
    end < text.length &&
    end - start < LONGEST_QUOTED &&
    (text.classAt(end) & LINE_END) === 0 &&
    !text.isOneOf(end, "<`") &&
    (!text.is(end, '"') || text.is(end - 1, "=") || text.isOneOf(end + 1, ",")) &&
    !text.startsWith("\\n", end)
  )
    end++;
  if (text.is(end - 1, "'")) end--;
  return { start, end };
}

/** Where a value ends that may have been cut to be judged. */
export function wholeEnd(text: Text, { start, end }: Span): number {
  return end - start === LONGEST_JUDGED ? bareEnd(text, end, text.length) : end;
}

/** What has no quotes ends at a blank, and at punctuation with nothing or another assignment behind it. */
function bareValue(text: Text, start: number): Span {
  return { start, end: bareEnd(text, start, start + LONGEST_JUDGED) };
}

function bareEnd(text: Text, from: number, limit: number): number {
  const stop = Math.min(limit, text.length);
  let end = from;
  while (end < stop && !endsBare(text, end)) end++;
  return end;
}

const NEXT_PAIR = /[;,&][ ]?["']?[\w.-]{1,40}(?: [\w]{1,20})?["']?[=:]/y;

function endsBare(text: Text, index: number): boolean {
  const bits = text.classAt(index);
  if ((bits & WORD) !== 0) return false;
  if ((bits & (BLANK | QUOTE)) !== 0) return true;
  const code = text.charCodeAt(index);
  if (code >= 128) return bits === 0;
  if (code === 92) return text.isOneOf(index + 1, "nrt\"'");
  const role = PUNCTUATION[code];
  if (role === undefined) return false;
  if (role === DIVIDES) {
    if (text.matchEnd(NEXT_PAIR, index) !== undefined) return true;
  }
  // Closing marks at the end of a clause are not the value's.
  let next = index + 1;
  while (next < index + 4 && text.isOneOf(next, ";,.)]}|\"'")) next++;
  return next >= text.length || (text.classAt(next) & (BLANK | QUOTE)) !== 0;
}

const CLOSES = 1;
const DIVIDES = 2;
const PUNCTUATION: (typeof CLOSES | typeof DIVIDES | undefined)[] = [];
for (const mark of ".)]}|:!?") PUNCTUATION[mark.charCodeAt(0)] = CLOSES;
for (const mark of ";,&") PUNCTUATION[mark.charCodeAt(0)] = DIVIDES;
