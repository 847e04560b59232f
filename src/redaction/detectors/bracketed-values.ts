/** Finds values in brackets, lists and calls: `Password={…}`, `codes: ["…", "…"]`, `password = hash("…")`. */
import { mayBePassword } from "../password-forms.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey } from "../sensitive-keys.js";
import { findValueEnd, ValueContext } from "../surroundings.js";
import { type AssignedKey, MAX_TESTED_LENGTH, type ValueSpan } from "./assigned-key.js";
import { hasNameArgument } from "./calls.js";

/** `Password={…}` in ODBC, where two closing brackets are one. */
const ODBC_VALUE = /\{((?:[^}\r\n]|\}\}){1,512})\}(?=[^\w{(]|$)/y;
/** `auth=("user", "password")` and `backup_codes: ["…", "…"]`. */
const FIRST_ITEM = /[([]\s{0,32}(\\{0,7}["'])/y;
const NEXT_ITEM = /\s{0,32},\s{0,32}(\\{0,7}["'])/y;
const MAX_ITEMS = 32;
/** `Hash::make("…")`, `Some("…")`: the value is the argument of a call. */
const WRAPPER =
  /(?:\[\])?[A-Za-z_$][\w.:$]{0,40}!?\(\s{0,32}(?:[\w.:]{1,32}\(\s{0,4})?[rbfuN@]?(\\{0,7}["'`])/y;
const CONVERTER =
  /(?:make|hash|hashpw|password|bcrypt|crypt|encode|encrypt|some|from|of|bytes|string|b64|base64|secret|sensitive|quote|new\w*)!?\(\s*$/i;

/** Matches the argument of a call, unless it is the name of a variable or a message: `getenv("PASSWORD")`. */
export function matchWrappedValue(text: ScannedText, start: number): ValueSpan | undefined {
  const wrapper = text.match(WRAPPER, start);
  if (wrapper?.[1] === undefined) return undefined;
  const contentStart = start + wrapper[0].length;
  const end = findClosingMark(text, contentStart, wrapper[1]);
  if (end === undefined) return undefined;
  const value = text.slice(contentStart, end);
  const callee = /(\w+)!?\(/.exec(wrapper[0])?.[1] ?? "";
  if (hasNameArgument(callee)) return undefined;
  const isName = classifyKey(value) !== undefined || /^[A-Z][A-Z\d_]*$/.test(value);
  const isValue = CONVERTER.test(wrapper[0].slice(0, -wrapper[1].length)) || mayBePassword(value);
  return isValue && !isName ? { start: contentStart, end } : undefined;
}
/** The beginning of code: `{type: String}`, `(value) =>`, `[]`. */
const CODE =
  /[[({]\s{0,4}(?:[\])}]|\.\.\.|\\?["'`]|[A-Za-z_$][\w$.-]{0,40}\\?["']?\s{0,4}(?:[:,)\]}]|\?\.|=>|$))|\{\{|\([a-z]+ |[[({](?:\s|$)/y;

/** Matches a value that begins with a bracket, which code does more often. */
export function matchBracket(text: ScannedText, start: number, key: AssignedKey): ValueSpan | undefined {
  if (key.kind !== "secret") return undefined;
  const braces =
    text.hasCharacter(start, "{") && text.hasCharacter(start - 1, "=") ? text.match(ODBC_VALUE, start) : null;
  if (braces?.[1] !== undefined && /\d|[^\w\s]/.test(braces[1]) && !/[:=,]\s/.test(braces[1]))
    return { start: start + 1, end: start + 1 + braces[1].length };
  const items = matchQuotedItems(text, start);
  if (items !== undefined) return items;
  if (text.findMatchEnd(CODE, start) !== undefined) return undefined;
  const context = new ValueContext(text, key.start, key.surrounding);
  const end = findValueEnd(text, start, context, MAX_TESTED_LENGTH);
  return end - start >= 6 ? { start, end } : undefined;
}

/** Matches from the first item to the last one of a list of strings, one of which looks like a password. */
function matchQuotedItems(text: ScannedText, start: number): ValueSpan | undefined {
  const first = text.match(FIRST_ITEM, start);
  if (first?.[1] === undefined) return undefined;
  const itemsStart = start + first[0].length;
  let itemStart = itemsStart;
  let mark = first[1];
  let isSecret = false;
  for (let count = 0; count < MAX_ITEMS; count++) {
    const end = findClosingMark(text, itemStart, mark);
    if (end === undefined) return undefined;
    const item = text.slice(itemStart, end);
    isSecret ||= mayBePassword(item) || /\d{4}/.test(item) || item.split(" ").length > 3;
    const next = text.match(NEXT_ITEM, end + mark.length);
    if (next?.[1] === undefined) return isSecret ? { start: itemsStart, end } : undefined;
    itemStart = end + mark.length + next[0].length;
    mark = next[1];
  }
  return undefined;
}
