/** A secret in quotes behind its name in quotes: `["password", "…"]`, `set('x-api-key', '…')`, `"--token", "…"` in a list. */
import { nameOfNext } from "./beside.js";
import { DOT, WORD } from "./characters.js";
import { found, type Identifiable } from "./finding.js";
import { mayBeTelling } from "./secret-names.js";
import { kindUnder } from "./secrets.js";
import type { Text } from "./text.js";

const LONGEST_NAME = 64;
const QUOTES = "\"'`";
const BLANKS = " \t\r\n";

/** Behind the comma, with the bracket that closes a pair. */
const VALUE =
  /,\s{0,12}(""(?=[^\s,;)}\]"])|\\{0,7}["'`])((?:(?!\1)(?:\\.|[^\\])){1,1024}?)\1(?:\s{0,12}([\])]))?/sy;

/** Called at the comma. */
export function pairedInQuotes(text: Text, comma: number): Identifiable | undefined {
  const quote = back(text, comma, BLANKS) - 1;
  if (!text.isOneOf(quote, QUOTES)) return undefined;
  const end = back(text, quote, '\\"'); // CSV doubles its quotes
  if (!mayBeTelling(text, end)) return undefined;
  const start = text.runStart(end, WORD | DOT, LONGEST_NAME);
  if (text.charCodeAt(start - 1) !== text.charCodeAt(quote)) return undefined;
  const value = text.match(VALUE, comma);
  if (value?.[1] === undefined || value[2] === undefined) return undefined;
  const before = back(text, back(text, start - 1, '\\"'), BLANKS);
  const isPair = value[3] !== undefined && text.isOneOf(before - 1, "[(");
  const name = nameOfNext(text.slice(start, end), isPair ? 2 : 0);
  const kind = name === undefined ? undefined : kindUnder(name, value[2]);
  const from = comma + value[0].indexOf(value[1]) + value[1].length;
  return kind && found(kind, from, from + value[2].length);
}

/** Back over at most a dozen of these. */
function back(text: Text, from: number, characters: string): number {
  let index = from;
  while (index > from - 12 && text.isOneOf(index - 1, characters)) index--;
  return index;
}
