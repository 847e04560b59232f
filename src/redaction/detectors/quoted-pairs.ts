/** A secret in quotes behind its name in quotes: `[["password", "…"]]`, `set('x-api-key', '…')`, `"--token", "…"`. */

import { DOT, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { MAX_KEY_LENGTH, mayBeSensitiveKey } from "../sensitive-keys.js";
import { isCompoundLabel, isLabel, parseLabelFlag } from "../value-labels.js";
import { classifyValueByKey } from "./assignments.js";

/** Pretty-printed JSON is indented. */
const MAX_BLANKS = 64;
const QUOTES = "\"'`";
const BLANKS = " \t\r\n";

/** Behind the comma, with the bracket that closes a pair. CSV doubles its quotes. */
const QUOTED_VALUE =
  /,\s{0,64}(""(?=[^\s,;)}\]"])|\\{0,7}["'`])((?:(?!\1)(?:\\.|[^\\])){1,1024}?)\1(?:\s{0,64},?\s{0,64}([\])]))?/sy;

/** Called at the comma. */
export function detectQuotedPair(text: ScannedText, comma: number): Identifiable | undefined {
  const quote = skipBack(text, comma, BLANKS, MAX_BLANKS) - 1;
  if (!text.hasOneOf(quote, QUOTES)) return undefined;
  const end = skipBack(text, quote, '\\"', 8);
  if (!mayBeSensitiveKey(text, end)) return undefined;
  const start = text.findRunStart(end, WORD | NON_ASCII | DOT, MAX_KEY_LENGTH);
  if (text.charCodeAt(start - 1) !== text.charCodeAt(quote)) return undefined;
  const given = text.slice(start, end);
  const flag = parseLabelFlag(given);
  const name = flag ?? given;
  const bracket = flag === undefined ? classifyBracket(text, start, name) : undefined;
  if (flag === undefined && bracket === undefined) return undefined;
  const value = text.match(QUOTED_VALUE, comma);
  if (value?.[1] === undefined || value[2] === undefined) return undefined;
  const isClosed = bracket === undefined || value[3] !== undefined;
  const isSentence = bracket === "alone" && /\s/.test(value[2]);
  const kind = isClosed && !isSentence ? classifyValueByKey(name, value[2]) : undefined;
  const from = comma + value[0].indexOf(value[1]) + value[1].length;
  return kind && createMatch(kind, from, from + value[2].length);
}

/** A pair among pairs, and what is set by a call. */
const PAIR_CONTEXT = /(?:\[|[\])],|(?:set|append|put|add)\w{0,16})\s{0,64}[[(]$/i;

/** What a name in quotes begins: undefined where it is one of a list like any other. */
function classifyBracket(text: ScannedText, nameStart: number, name: string): "told" | "alone" | undefined {
  const before = skipBack(text, skipBack(text, nameStart - 1, '\\"', 8), BLANKS, MAX_BLANKS);
  if (!text.hasOneOf(before - 1, "[(") || !isLabel(name)) return undefined;
  if (PAIR_CONTEXT.test(text.slice(Math.max(0, before - 96), before))) return "told";
  return isCompoundLabel(name) ? "alone" : undefined;
}

/** Back over at most so many of these. */
function skipBack(text: ScannedText, from: number, characters: string, most: number): number {
  let index = from;
  while (index > from - most && text.hasOneOf(index - 1, characters)) index--;
  return index;
}
