/** Secrets by the name they stand behind: `key = value` in any quoting, headers, flags, markup, SQL and sentences. */

import { ALNUM, DOT, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import {
  analyzeKey,
  classifyKey,
  isPlaceholderValue,
  type KeyKind,
  MAX_KEY_LENGTH,
  mayBeSensitiveKey,
} from "../sensitive-keys.js";
import { isLabel } from "../value-labels.js";
import { findFullValueEnd, findValueAfter } from "./assigned-values.js";
import { isUuid } from "./tokens.js";

/** Called at a `:` or `=`, or at the `>` that ends a tag. */
export function detectAssignment(text: ScannedText, sign: number): Identifiable | undefined {
  const key = findKeyBefore(text, sign);
  if (key === undefined) return undefined;
  const { name } = key;
  const meaning = analyzeKey(name);
  const kind =
    meaning.kind ?? (/^value$/i.test(name) ? classifyLabelSibling(text, key.start, sign) : undefined);
  if (kind === undefined) return undefined;
  const isPhrase = meaning.extent === "phrase" && startsLine(text, key.start);
  const reach = isPhrase ? "line" : meaning.extent;
  const value = findValueAfter(text, sign, kind, reach);
  if (value === undefined) return undefined;
  const content = text.slice(value.start, value.end);
  if (isPlaceholderValue(content) || isHarmlessValue(kind, name, content)) return undefined;
  return createMatch(kind, value.start, findFullValueEnd(text, value));
}

/** What a whole text or number is by the name that it stands under in an object; undefined where the name says nothing. */
export function classifyValueByKey(key: string, value: string | number): KeyKind | undefined {
  const kind = classifyKey(key);
  if (kind === undefined || (kind !== "secret" && typeof value === "number")) return undefined; // how many users, which port
  const text = String(value);
  return isPlaceholderValue(text) || isHarmlessValue(kind, key, text) || isUuid(text) ? undefined : kind;
}

/** Counts, and words that name no machine. */
function isHarmlessValue(kind: Identifiable["kind"], name: string, content: string): boolean {
  if (kind === "host") return !/[\d.-]/.test(content) || /^[\d.]{1,4}$/.test(content);
  return (
    /^[\d.,]{1,5}\W?$/.test(content) && !/passw|passc|pwd|pin|passphrase|kennwort|senha|clave/i.test(name)
  );
}

interface KeyMatch {
  readonly name: string;
  readonly start: number;
}

/** The name before a sign: bare, quoted, in brackets (`env["TOKEN"]`) or a tag's. */
function findKeyBefore(text: ScannedText, sign: number): KeyMatch | undefined {
  const end = (text.charClassAt(sign - 1) & WORD) === 0 ? skipMarksBefore(text, sign) : sign;
  if (end === undefined || !mayBeSensitiveKey(text, end)) return undefined;
  const run = text.findRunStart(end, WORD | NON_ASCII | DOT, MAX_KEY_LENGTH);
  const start = text.isEscapeLetter(run) ? run + 1 : run;
  if (start === end) return undefined;
  const name = text.slice(start, end);
  const isFrench = name === "passe" && /mot de $/i.test(text.slice(Math.max(0, start - 7), start));
  if (isFrench) return { name: "mot de passe", start: start - 7 };
  // `User ID=`, `Data Source=`, `API key:` are names of two words.
  if (!text.hasCharacter(start - 1, " ") || !/^(?:id|name|source|key|token|secret|string)$/i.test(name))
    return { name, start };
  const before = text.findRunStart(start - 1, ALNUM, 24);
  return { name: text.slice(before, end), start: before };
}

function skipMarksBefore(text: ScannedText, sign: number): number | undefined {
  if (text.hasOneOf(sign - 1, ":=")) return undefined; // of `:=` and `==` the first sign is asked
  let end = sign;
  const stop = Math.max(0, sign - 10);
  while (end > stop && text.hasOneOf(end - 1, " \t\"'`\\])?!:")) end--;
  return end;
}

const LABEL_SIBLING =
  /(?:key|name|field|header|label|variable|setting|option)\\?["']{0,2}\s{0,3}[:=]\s{0,3}\\?["']{0,2}([\w.:-]{1,64})\\?["']{0,2}(?:[,;]|\s|\\n)(?:\s|\\n){0,64}\\?["']{0,2}value\\?["']{0,2}\s{0,3}$/i;

/** `{"name": "DB_PASSWORD", "value": "…"}` and `<add key="Password" value="…"/>`: the sibling has the name. */
function classifyLabelSibling(text: ScannedText, nameStart: number, sign: number): KeyKind | undefined {
  let end = nameStart;
  while (
    end > nameStart - MAX_KEY_LENGTH - 6 &&
    (text.hasOneOf(end - 1, "\"'\\,; \t\r\n") || text.isEscapeLetter(end - 1))
  )
    end--;
  let start = end;
  while (
    start > end - MAX_KEY_LENGTH &&
    ((text.charClassAt(start - 1) & (WORD | DOT)) !== 0 || text.hasCharacter(start - 1, ":"))
  )
    start--;
  const sibling = start === end ? null : LABEL_SIBLING.exec(text.slice(Math.max(0, start - 16), sign));
  return isLabel(sibling?.[1]) ? classifyKey(sibling[1]) : undefined;
}

function startsLine(text: ScannedText, nameStart: number): boolean {
  const before = text.slice(Math.max(0, nameStart - 24), nameStart);
  return /(?:^|[\r\n])[ \t]*(?:[-+] ?|export |set |env )?["']?$/i.test(before);
}
