/** Detects quoted values after a quoted key: `[["password", "…"]]`, `set('x-api-key', '…')`, `"--token", "…"`. */
import { DOT, NON_ASCII, WORD } from "../character-classes.js";
import { mayBeSensitiveKey } from "../last-letters.js";
import { parseLabelFlag } from "../list-labels.js";
import { createMatch, type Identifiable } from "../match.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { MAX_KEY_LENGTH } from "../sensitive-keys.js";
import { classifyValueByKey } from "../sensitive-values.js";
import { isLabel, isUnmistakableLabel } from "../value-labels.js";

/** Allows for indented JSON. */
const MAX_BLANKS = 64;
/** Allows for quotation marks in JSON in JSON. */
const MAX_QUOTE_LENGTH = 8;
const MAX_VALUE_LENGTH = 1024;
const QUOTES = "\"'`";
const BLANKS = " \t\r\n";

/** Matches from the comma to the opening mark of the value. In CSV quotation marks are doubled. */
const COMMA_AND_MARK = /,\s{0,64}(?:<<)?(""(?=[^\s,;)}\]"])|\\{0,7}["'`])/y;
const CLOSING_BRACKET = /\s{0,64},?\s{0,64}[\])]/y;
/** The next argument of a call that sets a value: `setVariable("APP_SECRET", "…", "machine")`. */
const NEXT_ARGUMENT = /\s{0,64},/y;

/** Called at the comma between key and value. */
export function detectQuotedPair(text: ScannedText, comma: number): Identifiable | undefined {
  const quoteIndex = skipBack(text, comma, BLANKS, MAX_BLANKS) - 1;
  if (!text.hasOneOf(quoteIndex, QUOTES)) return detectTuple(text, comma);
  const keyEnd = skipBack(text, quoteIndex, '\\"', MAX_QUOTE_LENGTH);
  if (!mayBeSensitiveKey(text, keyEnd)) return undefined;
  const nameStart = text.findRunStart(keyEnd, WORD | NON_ASCII | DOT, MAX_KEY_LENGTH);
  const keyStart = text.hasCharacter(nameStart - 1, "#") ? nameStart - 1 : nameStart; // a selector of CSS
  if (text.charCodeAt(keyStart - 1) !== text.charCodeAt(quoteIndex)) return undefined;
  const key = text.slice(nameStart, keyEnd);
  const flag = parseLabelFlag(key);
  const context = flag === undefined ? classifyContext(text, keyStart, key) : "flag";
  if (context === undefined) return undefined;
  const match = text.match(COMMA_AND_MARK, comma);
  if (match?.[1] === undefined) return undefined;
  const [whole, mark] = match;
  const valueStart = comma + whole.length;
  const valueEnd = findClosingMark(text, valueStart, mark, MAX_VALUE_LENGTH);
  if (valueEnd === undefined) return undefined;
  const value = text.slice(valueStart, valueEnd);
  const isClosed = text.findMatchEnd(CLOSING_BRACKET, valueEnd + mark.length) !== undefined;
  const isArgument =
    context === "listed-pair" &&
    isUnmistakableLabel(key) &&
    text.findMatchEnd(NEXT_ARGUMENT, valueEnd + mark.length) !== undefined;
  if (context !== "flag" && !isClosed && !isArgument) return undefined;
  if (context === "single-pair" && /\s/.test(value)) return undefined; // a sentence
  const kind = classifyValueByKey(flag ?? key, value);
  return kind && createMatch(kind, valueStart, valueEnd);
}

/** Detects the value in Erlang's `{password, "…"}`. */
function detectTuple(text: ScannedText, comma: number): Identifiable | undefined {
  if (!mayBeSensitiveKey(text, comma)) return undefined;
  const keyStart = text.findRunStart(comma, WORD, MAX_KEY_LENGTH);
  if (!text.hasCharacter(keyStart - 1, "{")) return undefined;
  const mark = text.match(COMMA_AND_MARK, comma);
  if (mark?.[1] === undefined) return undefined;
  const start = comma + mark[0].length;
  const end = findClosingMark(text, start, mark[1], MAX_VALUE_LENGTH);
  const kind =
    end === undefined ? undefined : classifyValueByKey(text.slice(keyStart, comma), text.slice(start, end));
  return kind === "secret" && end !== undefined ? createMatch(kind, start, end) : undefined;
}

/** Matches the text before a pair in a list of pairs, and before the arguments of a call such as `set(`. */
const PAIR_PREFIX =
  /(?:\[|[\])],|(?:set|append|put|add|default|get\w{0,8}default|getOr\w{1,8}|param|field|type|fill|sendKeys|input|property|env|header|cookie|bind|option|with|conf|config)\w{0,16})\s{0,64}[[(]$/i;

/** Returns undefined if the quoted key is an item of an ordinary list. */
function classifyContext(
  text: ScannedText,
  keyStart: number,
  key: string,
): "listed-pair" | "single-pair" | undefined {
  const before = skipBack(text, skipBack(text, keyStart - 1, '\\"', MAX_QUOTE_LENGTH), BLANKS, MAX_BLANKS);
  if (!text.hasOneOf(before - 1, "[(") || !isLabel(key)) return undefined;
  if (PAIR_PREFIX.test(text.slice(Math.max(0, before - 96), before))) return "listed-pair";
  return isUnmistakableLabel(key) ? "single-pair" : undefined;
}

/** Returns the start of a run of these characters that ends at `from`, at most `maxLength` before it. */
function skipBack(text: ScannedText, from: number, characters: string, maxLength: number): number {
  let index = from;
  while (index > from - maxLength && text.hasOneOf(index - 1, characters)) index--;
  return index;
}
