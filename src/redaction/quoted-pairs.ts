/** A secret in quotes behind its name in quotes: `[["password", "…"]]`, `set('x-api-key', '…')`, `"--token", "…"`. */

import { BEYOND, DOT, WORD } from "./character-classes.js";
import { found, type Identifiable } from "./finding.js";
import { isTellingSetting, namesAnother, tellingFlag } from "./label-siblings.js";
import { kindUnder } from "./named-secrets.js";
import type { Text } from "./scanned-text.js";
import { LONGEST_NAME, mayBeTelling } from "./secret-names.js";

/** Pretty-printed JSON is indented. */
const MOST_BLANKS = 64;
const QUOTES = "\"'`";
const BLANKS = " \t\r\n";

/** Behind the comma, with the bracket that closes a pair. CSV doubles its quotes. */
const VALUE =
  /,\s{0,64}(""(?=[^\s,;)}\]"])|\\{0,7}["'`])((?:(?!\1)(?:\\.|[^\\])){1,1024}?)\1(?:\s{0,64},?\s{0,64}([\])]))?/sy;

/** Called at the comma. */
export function pairedInQuotes(text: Text, comma: number): Identifiable | undefined {
  const quote = back(text, comma, BLANKS, MOST_BLANKS) - 1;
  if (!text.isOneOf(quote, QUOTES)) return undefined;
  const end = back(text, quote, '\\"', 8);
  if (!mayBeTelling(text, end)) return undefined;
  const start = text.runStart(end, WORD | BEYOND | DOT, LONGEST_NAME);
  if (text.charCodeAt(start - 1) !== text.charCodeAt(quote)) return undefined;
  const given = text.slice(start, end);
  const flag = tellingFlag(given);
  const name = flag ?? given;
  const bracket = flag === undefined ? openingBracket(text, start, name) : undefined;
  if (flag === undefined && bracket === undefined) return undefined;
  const value = text.match(VALUE, comma);
  if (value?.[1] === undefined || value[2] === undefined) return undefined;
  const isClosed = bracket === undefined || value[3] !== undefined;
  const isSentence = bracket === "alone" && /\s/.test(value[2]);
  const kind = isClosed && !isSentence ? kindUnder(name, value[2]) : undefined;
  const from = comma + value[0].indexOf(value[1]) + value[1].length;
  return kind && found(kind, from, from + value[2].length);
}

/** A pair among pairs, and what is set by a call. */
const TELLING_PLACE = /(?:\[|[\])],|(?:set|append|put|add)\w{0,16})\s{0,64}[[(]$/i;

/** What a name in quotes begins: undefined where it is one of a list like any other. */
function openingBracket(text: Text, nameStart: number, name: string): "told" | "alone" | undefined {
  const before = back(text, back(text, nameStart - 1, '\\"', 8), BLANKS, MOST_BLANKS);
  if (!text.isOneOf(before - 1, "[(") || !namesAnother(name)) return undefined;
  if (TELLING_PLACE.test(text.slice(Math.max(0, before - 96), before))) return "told";
  return isTellingSetting(name) ? "alone" : undefined;
}

/** Back over at most so many of these. */
function back(text: Text, from: number, characters: string, most: number): number {
  let index = from;
  while (index > from - most && text.isOneOf(index - 1, characters)) index--;
  return index;
}
