/** Detects secrets, users and hosts by the key before them: `key = value` in code, configuration, headers and markup. */
import { ALNUM, DOT, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey, type KeyKind, MAX_KEY_LENGTH, mayBeSensitiveKey } from "../sensitive-keys.js";
import { isHarmlessValue, isPlaceholderValue } from "../sensitive-values.js";
import { isLabel } from "../value-labels.js";
import { findAssignedValue, findFullValueEnd } from "./assigned-values.js";

/** Detects a value. Called at a `:` or `=`, and at the `>` that ends a tag. */
export function detectAssignment(text: ScannedText, sign: number): Identifiable | undefined {
  const key = findKeyBefore(text, sign);
  if (key === undefined) return undefined;
  const kind =
    classifyKey(key.name) ?? (/^value$/i.test(key.name) ? classifySibling(text, key.start, sign) : undefined);
  if (kind === undefined) return undefined;
  const value = findAssignedValue(text, sign, { kind, hasLineValue: hasLineValue(text, key) });
  if (value === undefined) return undefined;
  const content = text.slice(value.start, value.end);
  if (isPlaceholderValue(content) || isHarmlessValue(kind, key.name, content)) return undefined;
  return createMatch(kind, value.start, findFullValueEnd(text, value));
}

const LINE_HEADER = /^(?:proxy-)?authorization$|^(?:set-)?cookie$/i;
const PASSWORD_KEY = /(?:pass(?:word|phrase|wd)|pwd|secret|passwort|kennwort|contraseña|senha|пароль)$/i;
const LINE_START = /(?:^|[\r\n])[ \t]*(?:[-+] ?|export |set |env )?["']?$/i;

/** Returns true if an unquoted value extends to the end of its line, as in some headers and after a password's key. */
function hasLineValue(text: ScannedText, { name, start }: KeyMatch): boolean {
  if (LINE_HEADER.test(name)) return true;
  return PASSWORD_KEY.test(name) && LINE_START.test(text.slice(Math.max(0, start - 24), start));
}

interface KeyMatch {
  readonly name: string;
  readonly start: number;
}

/** Finds the key before a sign. It may have quotation marks or brackets around it: `env["TOKEN"]`. */
function findKeyBefore(text: ScannedText, sign: number): KeyMatch | undefined {
  const end = (text.charClassAt(sign - 1) & WORD) === 0 ? skipMarksBefore(text, sign) : sign;
  if (end === undefined || !mayBeSensitiveKey(text, end)) return undefined;
  const runStart = text.findRunStart(end, WORD | NON_ASCII | DOT, MAX_KEY_LENGTH);
  const start = text.isEscapeLetter(runStart) ? runStart + 1 : runStart;
  if (start === end) return undefined;
  const name = text.slice(start, end);
  const isFrench = name === "passe" && /mot de $/i.test(text.slice(Math.max(0, start - 7), start));
  if (isFrench) return { name: "mot de passe", start: start - 7 };
  // `User ID=`, `Data Source=` and `API key:` have keys of two words.
  if (!text.hasCharacter(start - 1, " ") || !/^(?:id|name|source|key|token|secret|string)$/i.test(name))
    return { name, start };
  const firstWordStart = text.findRunStart(start - 1, ALNUM, 24);
  return { name: text.slice(firstWordStart, end), start: firstWordStart };
}

/** Returns the end of the key before quotation marks, brackets and blanks. */
function skipMarksBefore(text: ScannedText, sign: number): number | undefined {
  if (text.hasOneOf(sign - 1, ":=")) return undefined; // the first sign of `:=` and `==` was tested
  let end = sign;
  const stop = Math.max(0, sign - 10);
  while (end > stop && text.hasOneOf(end - 1, " \t\"'`\\])?!:")) end--;
  return end;
}

const LABEL_SIBLING =
  /(?:key|name|field|header|label|variable|setting|option)\\?["']{0,2}\s{0,3}[:=]\s{0,3}\\?["']{0,2}([\w.:-]{1,64})\\?["']{0,2}(?:[,;]|\s|\\n)(?:\s|\\n){0,64}\\?["']{0,2}value\\?["']{0,2}\s{0,3}$/i;

/** Reads the key from a sibling: `{"name": "DB_PASSWORD", "value": "…"}`, `<add key="Password" value="…"/>`. */
function classifySibling(text: ScannedText, nameStart: number, sign: number): KeyKind | undefined {
  // The label in the sibling is the word before the marks and blanks before the name.
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
