/** Detects quoted values after a quoted key: `[["password", "…"]]`, `set('x-api-key', '…')`, `"--token", "…"`. */
import { DOT, NON_ASCII, WORD } from "../character-classes.js";
import { parseLabelFlag } from "../list-labels.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { MAX_KEY_LENGTH, mayBeSensitiveKey } from "../sensitive-keys.js";
import { classifyValueByKey } from "../sensitive-values.js";
import { isLabel, isUnmistakableLabel } from "../value-labels.js";

/** Allows for indented JSON. */
const MAX_BLANKS = 64;
/** Allows for quotation marks in JSON in JSON. */
const MAX_QUOTE_LENGTH = 8;
const QUOTES = "\"'`";
const BLANKS = " \t\r\n";

/** Matches from the comma to the closing bracket of the pair. In CSV quotation marks are doubled. */
const QUOTED_VALUE =
  /,\s{0,64}(""(?=[^\s,;)}\]"])|\\{0,7}["'`])((?:(?!\1)(?:\\.|[^\\])){1,1024}?)\1(?:\s{0,64},?\s{0,64}([\])]))?/sy;

/** Called at the comma between key and value. */
export function detectQuotedPair(text: ScannedText, comma: number): Identifiable | undefined {
  const quoteIndex = skipBack(text, comma, BLANKS, MAX_BLANKS) - 1;
  if (!text.hasOneOf(quoteIndex, QUOTES)) return undefined;
  const keyEnd = skipBack(text, quoteIndex, '\\"', MAX_QUOTE_LENGTH);
  if (!mayBeSensitiveKey(text, keyEnd)) return undefined;
  const keyStart = text.findRunStart(keyEnd, WORD | NON_ASCII | DOT, MAX_KEY_LENGTH);
  if (text.charCodeAt(keyStart - 1) !== text.charCodeAt(quoteIndex)) return undefined;
  const key = text.slice(keyStart, keyEnd);
  const flag = parseLabelFlag(key);
  const context = flag === undefined ? classifyContext(text, keyStart, key) : "flag";
  if (context === undefined) return undefined;
  const match = text.match(QUOTED_VALUE, comma);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const [whole, openingQuote, value, closingBracket] = match;
  if (context !== "flag" && closingBracket === undefined) return undefined;
  if (context === "single-pair" && /\s/.test(value)) return undefined; // a sentence
  const kind = classifyValueByKey(flag ?? key, value);
  const valueStart = comma + whole.indexOf(openingQuote) + openingQuote.length;
  return kind && createMatch(kind, valueStart, valueStart + value.length);
}

/** Matches the text before a pair in a list of pairs, and before the arguments of a call such as `set(`. */
const PAIR_PREFIX = /(?:\[|[\])],|(?:set|append|put|add)\w{0,16})\s{0,64}[[(]$/i;

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
