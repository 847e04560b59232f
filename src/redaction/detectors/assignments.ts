/** Detects secrets, users and hosts by the key before them: `key = value` in code, configuration, headers and markup. */
import { BLANK, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { isLikelyGenerated, isLikelyTyped, mayBePassword } from "../password-forms.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey, type KeyKind, mayHoldGeneratedValue, namesPassword } from "../sensitive-keys.js";
import { isOrdinaryValue } from "../sensitive-values.js";
import type { Surrounding } from "../surroundings.js";
import { hasNoValue, isTypeOrSentence } from "./absent-values.js";
import { ENCODED_SIGN, findAssignedValue, findFullValueEnd, findValueStart } from "./assigned-values.js";
import { findKeyBefore, type KeyMatch } from "./key-before.js";
import { classifyLaterSibling, classifySibling, isValueName } from "./sibling-labels.js";

/** Detects a value. Called at a `:`, a `=` or its encoded form, and at the `>` that ends a tag. */
export function detectAssignment(text: ScannedText, sign: number): Identifiable | undefined {
  if (text.hasCharacter(sign, "<") && !text.startsWith("- ", sign + 1)) return undefined; // `password <- "…"` in R
  if (text.hasCharacter(sign, "%") && text.findMatchEnd(ENCODED_SIGN, sign) === undefined) return undefined;
  const key = findKeyBefore(text, sign);
  if (text.hasCharacter(sign, "|")) return key && matchTableCell(text, sign, key);
  return key && (matchKnownKey(text, sign, key) ?? matchUnknownKey(text, sign, key));
}

function matchKnownKey(text: ScannedText, sign: number, key: KeyMatch): Identifiable | undefined {
  const ownKind = classifyKey(key.name);
  const kind =
    ownKind ??
    (isValueName(key.name) ? classifySibling(text, key.start) : undefined) ??
    classifyByContext(text, key);
  if (kind === undefined) return isValueName(key.name) ? matchLabelledLater(text, sign) : undefined;
  const assigned = { kind, start: key.start, surrounding: classifySurrounding(text, sign, key, kind) };
  const valueStart = findValueStart(text, sign);
  if (hasNoValue(text, sign, key, valueStart)) return undefined;
  const value = findAssignedValue(text, valueStart, assigned);
  if (value === undefined) return undefined;
  const content = text.slice(value.start, value.end);
  if (ownKind === undefined && !mayBePassword(content) && !isValueName(key.name)) return undefined;
  if (text.hasCharacter(sign - 1, "-") && (!mayBePassword(content) || /^[A-Za-z]+$/.test(content)))
    return undefined; // an arrow of code
  // An attribute of a log is named by a class: `com.zaxxer.hikari.HikariDataSource : …`.
  if (kind === "host" && /\.[A-Z]\w*$/.test(key.name)) return undefined;
  if (
    !isOrdinaryValue(kind, key.name, content) &&
    !(ownKind !== undefined && isTypeOrSentence(text, value, { kind, key, sign }))
  )
    return createMatch(kind, value.start, findFullValueEnd(text, value, assigned));
  // The line may be a sentence that begins with a password: `Password: hunter2 is wrong`.
  const word =
    assigned.surrounding === "line" && namesPassword(key.name) ? /^\S+(?=\s)/.exec(content)?.[0] : undefined;
  return word !== undefined && isLikelyTyped(word) && !isOrdinaryValue(kind, key.name, word)
    ? createMatch(kind, value.start, value.start + word.length)
    : undefined;
}

/** Detects the value in `{"value": "…", "name": "password"}`. */
function matchLabelledLater(text: ScannedText, sign: number): Identifiable | undefined {
  const mark = text.match(OPENING_MARK, findValueStart(text, sign))?.[0];
  if (mark === undefined) return undefined;
  const start = OPENING_MARK.lastIndex;
  const end = findClosingMark(text, start, mark);
  const kind = end === undefined ? undefined : classifyLaterSibling(text, end);
  return kind && createMatch(kind, start, end ?? start);
}

const OPENING_MARK = /\\{0,7}["']/y;

/** Detects a generated value of a key such as `convertkit_key`. */
function matchUnknownKey(text: ScannedText, sign: number, key: KeyMatch): Identifiable | undefined {
  if (!mayHoldGeneratedValue(key.name)) return undefined;
  const assigned = {
    kind: "secret",
    start: key.start,
    surrounding: classifySurrounding(text, sign, key, "user"),
  } as const;
  const value = findAssignedValue(text, findValueStart(text, sign), assigned);
  if (value === undefined || !isLikelyGenerated(text.slice(value.start, value.end))) return undefined;
  return createMatch("secret", value.start, findFullValueEnd(text, value, assigned));
}

/** Detects a password beside its name in a table: `| Password | hunter2 |`. Words in a cell are more often a description. */
function matchTableCell(text: ScannedText, bar: number, key: KeyMatch): Identifiable | undefined {
  if (classifyKey(key.name) !== "secret" || !text.hasOneOf(bar - 1, " \t")) return undefined;
  const cell = text.match(TABLE_CELL, bar);
  if (cell?.[1] === undefined) return undefined;
  const [whole, value] = cell;
  const isPassword = isLikelyGenerated(value) || isLikelyTyped(value) || value.split("-").length > 3;
  if (!isPassword || isOrdinaryValue("secret", key.name, value)) return undefined;
  const end = bar + whole.length;
  return createMatch("secret", end - value.length, end);
}

const TABLE_CELL = /\|[ \t]{1,32}`?([^\s|]{4,256}?(?=`?(?:[ \t]{1,32}\||[ \t]{0,32}(?:[\r\n]|$))))/y;

const LINE_HEADER = /^(?:proxy-)?authorization$|^(?:set-)?cookie2?$/i;
const LINE_PREFIX = String.raw`(?:^|[\r\n]|\\n)[ \t]*(?:[-+*>|#$%;] ?|\/\/ |-- |<!-- |\d+[.:)] |export |set |env |ENV |ARG |declare -x |setenv )*`;
const LINE_START = new RegExp(`${LINE_PREFIX}["'\`*$@]{0,3}$`);
/** Up to three words of prose, of which none is a keyword of a programming language. */
const LINE_START_AND_WORDS = new RegExp(
  `${LINE_PREFIX}(?:(?!(?:const|let|var|val|final|static|public|private|protected|def|my|our|local|auto|string|char|readonly|type|return|if|while)\\b)[A-Za-z][\\w'-]{0,15} ){1,3}["'\`*]{0,3}$`,
);

const MAX_LINE_START = 48;

/** Tells by the characters around a key where its unquoted value ends. */
function classifySurrounding(
  text: ScannedText,
  sign: number,
  { name, start }: KeyMatch,
  kind: KeyKind,
): Surrounding {
  if (text.hasCharacter(sign, ">") && !text.hasCharacter(sign - 1, "-")) return "markup";
  if (text.hasCharacter(sign, "%"))
    return text.hasCharacter(sign + 1, "2") ? "twice-encoded-query" : "encoded-query";
  if (text.hasOneOf(start - 1, "?&")) return "query";
  if (kind !== "secret") return "word";
  if (text.hasCharacter(sign, ":") && text.hasOneOf(start - 1, "\"'") && name === "pass") return "line"; // OpenSSL's `pass:…`
  if (text.hasCharacter(start - 1, ";") || text.startsWith("; ", start - 2)) return "list";
  if (text.hasCharacter(sign, "=") && text.hasOneOf(start - 1, "\"'`")) return "line"; // `"PASSWORD=…"`
  const mayContainBlanks = LINE_HEADER.test(name) || (namesPassword(name) && !/^pass$/i.test(name));
  if (!mayContainBlanks) return "word";
  const before = text.slice(Math.max(0, start - MAX_LINE_START), start);
  // In `login password=… attempt=2` the value is a word, in `Master password = …` it is the rest of the line.
  const hasBlank = text.hasCharacter(sign, ":") || text.hasCharacter(sign - 1, " ");
  return LINE_START.test(before) || (hasBlank && LINE_START_AND_WORDS.test(before)) ? "line" : "word";
}

/** Reads the parent of an indexed key: `default['password']['app'] = …`, and the network of a key: `Wi-Fi: Lobby, key: …`. */
function classifyByContext(text: ScannedText, { name, start }: KeyMatch): KeyKind | undefined {
  if (/^key$/i.test(name))
    return /wi-?fi|wlan|ssid/i.test(text.slice(Math.max(0, start - 64), start)) ? "secret" : undefined;
  if (!followsParentMark(text, start)) return undefined;
  const before = text.slice(Math.max(0, start - 72), start);
  const parent = /([\w-]{1,64})["']?(?:\]?\[|\s?[:=]\s?\{\s?)\\?["']?$/.exec(before)?.[1];
  return parent !== undefined && classifyKey(parent) === "secret" ? "secret" : undefined;
}

/**
 * Returns true after the `[` or `{` of a parent. A blank, a backslash and a quotation mark may be before the key. Lists and
 * tags of a log, which have a blank before the bracket, are excluded without a pattern.
 */
function followsParentMark(text: ScannedText, start: number): boolean {
  let index = start - 1;
  if (text.hasOneOf(index, "\"'")) index--;
  if (text.hasCharacter(index, "\\")) index--;
  if (isBlankAt(text, index)) index--;
  if (text.hasCharacter(index, "{")) return text.hasOneOf(index - 1, ":=") || isBlankAt(text, index - 1);
  return (
    text.hasCharacter(index, "[") &&
    ((text.charClassAt(index - 1) & WORD) !== 0 || text.hasOneOf(index - 1, "]\"'"))
  );
}

function isBlankAt(text: ScannedText, index: number): boolean {
  return (text.charClassAt(index) & BLANK) !== 0;
}
