/** Secrets by the name they stand behind: `key = value` in any quoting, headers, flags, markup, SQL and sentences. */

import { ALNUM, BEYOND, DOT, WORD } from "./character-classes.js";
import { found, type Identifiable } from "./finding.js";
import { namesAnother } from "./label-siblings.js";
import type { Text } from "./scanned-text.js";
import {
  isNoValue,
  kindOfName,
  LONGEST_NAME,
  mayBeTelling,
  meaningOf,
  type NamedKind,
} from "./secret-names.js";
import { valueAfter, wholeEnd } from "./secret-values.js";
import { isUuid } from "./tokens.js";

/** Called at a `:` or `=`, or at the `>` that ends a tag. */
export function assigned(text: Text, sign: number): Identifiable | undefined {
  const named = nameBefore(text, sign);
  if (named === undefined) return undefined;
  const { name } = named;
  const meaning = meaningOf(name);
  const kind = meaning.kind ?? (/^value$/i.test(name) ? kindOfSibling(text, named.start, sign) : undefined);
  if (kind === undefined) return undefined;
  const isPhrase = meaning.reach === "phrase" && startsLine(text, named.start);
  const reach = isPhrase ? "line" : meaning.reach;
  const value = valueAfter(text, sign, kind, reach);
  if (value === undefined) return undefined;
  const content = text.slice(value.start, value.end);
  if (isNoValue(content) || isHarmless(kind, name, content)) return undefined;
  return found(kind, value.start, wholeEnd(text, value));
}

/** What a whole text or number is by the name that it stands under in an object; undefined where the name says nothing. */
export function kindUnder(name: string, value: string | number): NamedKind | undefined {
  const kind = kindOfName(name);
  if (kind === undefined || (kind !== "secret" && typeof value === "number")) return undefined; // how many users, which port
  const text = String(value);
  return isNoValue(text) || isHarmless(kind, name, text) || isUuid(text) ? undefined : kind;
}

/** Counts, and words that name no machine. */
function isHarmless(kind: Identifiable["kind"], name: string, content: string): boolean {
  if (kind === "host") return !/[\d.-]/.test(content) || /^[\d.]{1,4}$/.test(content);
  return (
    /^[\d.,]{1,5}\W?$/.test(content) && !/passw|passc|pwd|pin|passphrase|kennwort|senha|clave/i.test(name)
  );
}

interface Named {
  readonly name: string;
  readonly start: number;
}

/** The name before a sign: bare, quoted, in brackets (`env["TOKEN"]`) or a tag's. */
function nameBefore(text: Text, sign: number): Named | undefined {
  const end = (text.classAt(sign - 1) & WORD) === 0 ? beforeMarks(text, sign) : sign;
  if (end === undefined || !mayBeTelling(text, end)) return undefined;
  const run = text.runStart(end, WORD | BEYOND | DOT, LONGEST_NAME);
  const start = text.endsEscape(run) ? run + 1 : run;
  if (start === end) return undefined;
  const name = text.slice(start, end);
  const isFrench = name === "passe" && /mot de $/i.test(text.slice(Math.max(0, start - 7), start));
  if (isFrench) return { name: "mot de passe", start: start - 7 };
  // `User ID=`, `Data Source=`, `API key:` are names of two words.
  if (!text.is(start - 1, " ") || !/^(?:id|name|source|key|token|secret|string)$/i.test(name))
    return { name, start };
  const before = text.runStart(start - 1, ALNUM, 24);
  return { name: text.slice(before, end), start: before };
}

function beforeMarks(text: Text, sign: number): number | undefined {
  if (text.isOneOf(sign - 1, ":=")) return undefined; // of `:=` and `==` the first sign is asked
  let end = sign;
  const stop = Math.max(0, sign - 10);
  while (end > stop && text.isOneOf(end - 1, " \t\"'`\\])?!:")) end--;
  return end;
}

const SIBLING =
  /(?:key|name|field|header|label|variable|setting|option)\\?["']{0,2}\s{0,3}[:=]\s{0,3}\\?["']{0,2}([\w.:-]{1,64})\\?["']{0,2}(?:[,;]|\s|\\n)(?:\s|\\n){0,64}\\?["']{0,2}value\\?["']{0,2}\s{0,3}$/i;

/** `{"name": "DB_PASSWORD", "value": "…"}` and `<add key="Password" value="…"/>`: the sibling has the name. */
function kindOfSibling(text: Text, nameStart: number, sign: number): NamedKind | undefined {
  let end = nameStart;
  while (
    end > nameStart - LONGEST_NAME - 6 &&
    (text.isOneOf(end - 1, "\"'\\,; \t\r\n") || text.endsEscape(end - 1))
  )
    end--;
  let start = end;
  while (
    start > end - LONGEST_NAME &&
    ((text.classAt(start - 1) & (WORD | DOT)) !== 0 || text.is(start - 1, ":"))
  )
    start--;
  const sibling = start === end ? null : SIBLING.exec(text.slice(Math.max(0, start - 16), sign));
  return namesAnother(sibling?.[1]) ? kindOfName(sibling[1]) : undefined;
}

function startsLine(text: Text, nameStart: number): boolean {
  const before = text.slice(Math.max(0, nameStart - 24), nameStart);
  return /(?:^|[\r\n])[ \t]*(?:[-+] ?|export |set |env )?["']?$/i.test(before);
}
