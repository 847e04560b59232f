/** The grammar of what surrounds a value: it tells where the value of a key, a flag or a phrase ends. */
import { BLANK, LINE_END, NON_ASCII, WORD } from "./character-classes.js";
import { closesQuote, findEnclosingQuote, type Quote } from "./quotes.js";
import type { ScannedText } from "./scanned-text.js";

/**
 * - `line`: an env file, an ini file or a header, in which a value extends to the end of the line
 * - `list`: a cookie or a connection string: `Server=…;Password=…;`
 * - `query`: a query or a form: `?user=…&password=…`
 * - `encoded-query`: the same in a part of another URL: `password%3D…%26`
 * - `twice-encoded-query`: the same in a part of a part: `password%253D…%2526`
 * - `markup`: between two tags
 * - `word`: all others. A value extends to a blank, or to the punctuation of the code or the sentence around it.
 */
export type Surrounding =
  | "line"
  | "list"
  | "query"
  | "encoded-query"
  | "twice-encoded-query"
  | "markup"
  | "word";

/** Describes the text around a key and its value. The text before the key is read when the value has a mark or an escape. */
export class ValueContext {
  readonly surrounding: Surrounding;
  readonly #text: ScannedText;
  readonly #keyStart: number;
  #quote: { readonly value: Quote | undefined } | undefined;

  /** @param keyStart the first character of the key, flag or phrase */
  constructor(text: ScannedText, keyStart: number, surrounding: Surrounding) {
    this.surrounding = surrounding;
    this.#text = text;
    this.#keyStart = keyStart;
  }

  /** The quotation mark that is open around the key and its value. */
  get quote(): Quote | undefined {
    this.#quote ??= { value: findEnclosingQuote(this.#text, this.#keyStart) };
    return this.#quote.value;
  }

  /** Escapes such as `\n` end a value, because the text is a string literal or a part of one. */
  get hasEscapes(): boolean {
    return this.quote !== undefined || this.#text.isEscapeLetter(this.#keyStart - 1);
  }
}

/**
 * Returns the end of an unquoted value that begins at an index.
 * @param maxLength characters to read
 */
export function findValueEnd(
  text: ScannedText,
  start: number,
  context: ValueContext,
  maxLength = text.length,
): number {
  const stop = Math.min(text.length, start + maxLength);
  if (context.surrounding === "list") {
    const end = findEnd(text, start, stop, context, endsListItem);
    if (text.hasCharacter(end, ";")) return end;
  }
  return findEnd(text, start, stop, context, END_RULES[context.surrounding]);
}

/** Returns the end of an unquoted value that is a word. `keyStart` is the start of the key or the phrase before it. */
export function findUnquotedWordEnd(text: ScannedText, start: number, keyStart: number): number {
  return findValueEnd(text, start, new ValueContext(text, keyStart, "word"));
}

type EndRule = (text: ScannedText, index: number, context: ValueContext) => boolean;

function findEnd(
  text: ScannedText,
  start: number,
  stop: number,
  context: ValueContext,
  endsHere: EndRule,
): number {
  let index = start;
  while (index < stop && !endsLiteral(text, index, context) && !endsHere(text, index, context)) {
    // The second character of an escape is a part of the value, whatever it is.
    index += text.hasCharacter(index, "\\") && !isLineEnd(text, index + 1) ? 2 : 1;
  }
  return Math.min(index, stop);
}

/** Returns true at the end of the line, of the string literal, and of the element around the value. */
function endsLiteral(text: ScannedText, index: number, context: ValueContext): boolean {
  const bits = text.charClassAt(index);
  if ((bits & WORD) !== 0) return false;
  if ((bits & LINE_END) !== 0) return true;
  if (text.hasCharacter(index, "<")) return text.findMatchEnd(TAG, index) !== undefined;
  if (text.hasOneOf(index, "\"'`\\")) return closesLiteral(text, index, context);
  return bits === 0 && CLOSING_MARKS.has(text.charCodeAt(index));
}

/** Returns true for the closing mark of the quote around the value, and for an escape such as `\n` in it. */
function closesLiteral(text: ScannedText, index: number, context: ValueContext): boolean {
  const { quote } = context;
  if (quote !== undefined && closesQuote(text, endOfBackslashes(text, index), quote)) return true;
  return text.hasCharacter(index, "\\") && text.hasOneOf(index + 1, "nrt") && context.hasEscapes;
}

function endOfBackslashes(text: ScannedText, index: number): number {
  let end = index;
  while (end < index + 8 && text.hasCharacter(end, "\\")) end++;
  return end;
}

/** An opening or closing tag. A password may contain `<`, but not this. */
const TAG =
  /<(?:\/[A-Za-z][\w-]{1,20}>|\/[abip]>|!--|(?:br|hr|p|b|i|em|li|td|tr|div|span|code|pre|strong)\s?\/?>)/y;

/** Closing quotation marks, brackets and full stops that are not ASCII. */
const CLOSING_MARKS = new Set(
  Array.from(
    "\u00bb\u201d\u201c\u201e\u300d\u300f\u3011\uff09\u3002\uff0c\u3001\uff1b\u2026\u0964\u060c\u061b\u06d4",
    (mark) => mark.charCodeAt(0),
  ),
);

function isLineEnd(text: ScannedText, index: number): boolean {
  return (text.charClassAt(index) & LINE_END) !== 0 || index >= text.length;
}

const endsListItem: EndRule = (text, index) => text.hasCharacter(index, ";");

const endsQueryValue: EndRule = (text, index, context) =>
  (text.charClassAt(index) & BLANK) !== 0 ||
  text.hasOneOf(index, "&#") ||
  (text.hasOneOf(index, CLOSING_PUNCTUATION) && isFollowedByEnd(text, index, context));

const endsEncodedValue: EndRule = (text, index, context) =>
  endsQueryValue(text, index, context) || text.findMatchEnd(/%(?:26|23|20|22|0A|0D)/iy, index) !== undefined;

const endsTwiceEncodedValue: EndRule = (text, index, context) =>
  endsQueryValue(text, index, context) ||
  text.findMatchEnd(/%(?:26|25(?:26|23|20|22|0A|0D))/iy, index) !== undefined;

const endsWord: EndRule = (text, index, context) => {
  const bits = text.charClassAt(index);
  if ((bits & (WORD | NON_ASCII)) !== 0) return false;
  if ((bits & BLANK) !== 0) return true;
  if (text.hasOneOf(index, ";,&") && text.findMatchEnd(NEXT_PAIR, index) !== undefined) return true;
  return text.hasOneOf(index, CLOSING_PUNCTUATION) && isFollowedByEnd(text, index, context);
};

/** The next assignment: `&user=`, `; "host": `, `,Data Source=`. In a password, such a name is unlikely. */
const NEXT_PAIR =
  /[;,&][ ]?\\{0,7}["']?(?:[A-Za-z]?[a-z]{2,20}(?:[A-Z][a-z]{1,20}|[_.-][a-z]{1,20}| [A-Z][a-z]{1,20}){0,4}|[A-Z]{3,20}(?:_[A-Z]{1,20}){0,4})\\{0,7}["']?[ ]?[=:]/y;

/** Punctuation that may end the clause in which the value stands. */
const CLOSING_PUNCTUATION = ";,.)]}|:!?>\"'";

/** Returns true if only closing punctuation is between an index and the end of the clause. It is no part of the value. */
function isFollowedByEnd(text: ScannedText, index: number, context: ValueContext): boolean {
  let next = index + 1;
  while (next < index + 4 && text.hasOneOf(next, CLOSING_PUNCTUATION)) next++;
  if ((text.charClassAt(next) & BLANK) !== 0 || next >= text.length) return true;
  if ((text.charClassAt(next) & WORD) !== 0) return false;
  // A mark that nothing opened before the key closes the code around it.
  return context.quote === undefined
    ? text.hasOneOf(next, "\"'`") && isLineEnd(text, next + 1)
    : closesQuote(text, endOfBackslashes(text, next), context.quote) || endsLiteral(text, next, context);
}

const END_RULES: Readonly<Record<Surrounding, EndRule>> = {
  line: () => false,
  list: endsWord,
  query: endsQueryValue,
  "encoded-query": endsEncodedValue,
  "twice-encoded-query": endsTwiceEncodedValue,
  markup: () => false,
  word: endsWord,
};
