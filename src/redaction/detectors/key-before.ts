/** Finds the key before a sign, in code, settings, markup and prose. */
import { ALNUM, DOT, NON_ASCII, WORD } from "../character-classes.js";
import { mayBeSensitiveKey, mayBeValueName } from "../last-letters.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey, MAX_KEY_LENGTH } from "../sensitive-keys.js";
import { isValueName } from "./sibling-labels.js";

export interface KeyMatch {
  readonly name: string;
  readonly start: number;
}

/** Finds the key before a sign. It may have quotation marks or brackets around it: `env["TOKEN"]`. */
export function findKeyBefore(text: ScannedText, sign: number): KeyMatch | undefined {
  const tag = text.hasCharacter(sign, ">") ? findTagName(text, sign) : undefined;
  if (tag !== undefined) return tag;
  const isArrow = text.hasCharacter(sign, ">") && text.hasCharacter(sign - 1, "-");
  const isMark = (text.charClassAt(sign - 1) & WORD) === 0;
  const end = isArrow || isMark ? skipMarksBefore(text, isArrow ? sign - 1 : sign) : skipType(text, sign);
  if (end === undefined) return undefined;
  const mayBeKey = mayBeSensitiveKey(text, end);
  if (!mayBeKey && !mayBeValueName(text, end) && !text.hasOneOf(end, "]\"'")) return undefined;
  const runStart = text.findRunStart(end, WORD | NON_ASCII | DOT, MAX_KEY_LENGTH);
  const start = text.isEscapeLetter(runStart) ? runStart + 1 : runStart;
  if (start === end) return undefined;
  const name = text.slice(start, end);
  const isFrench = name === "passe" && /mot de $/i.test(text.slice(Math.max(0, start - 7), start));
  if (isFrench) return { name: "mot de passe", start: start - 7 };
  const isItalian = name === "ordine" && /parola d'$/i.test(text.slice(Math.max(0, start - 9), start));
  if (isItalian) return { name: "parola", start: start - 9 };
  // `User ID=`, `Data Source=` and `API key:` have keys of two words.
  if (!mayBeKey || !text.hasCharacter(start - 1, " ") || !/[a-z]/i.test(name)) return { name, start };
  const firstWordStart = text.findRunStart(start - 1, ALNUM | NON_ASCII, 24);
  const phrase = text.slice(firstWordStart, end);
  const isPhrase =
    classifyKey(phrase) !== undefined && (classifyKey(name) === undefined || TWO_WORD_NOUN.test(name));
  return isPhrase ? { name: phrase, start: firstWordStart } : { name, start };
}

const TWO_WORD_NOUN = /^(?:id|name|source|key|token|secret|string)$/i;

/** Finds the name of a tag with attributes: `<Value ProtectInMemory="True">`. An attribute may be the key, too: `<entry key="password">`. */
function findTagName(text: ScannedText, sign: number): KeyMatch | undefined {
  if (!text.hasOneOf(sign - 1, "\"'")) return undefined;
  const before = text.slice(Math.max(0, sign - MAX_TAG_LENGTH), sign);
  const tag = /<([A-Za-z][\w:-]{0,40})\s[^<>]*$/.exec(before);
  if (tag?.[1] === undefined) return undefined;
  const attribute = /([\w.-]{1,64})["']$/.exec(before)?.[1] ?? "";
  if (classifyKey(attribute) !== undefined) return undefined;
  const isKey = classifyKey(tag[1]) !== undefined || isValueName(tag[1]);
  return isKey ? { name: tag[1], start: sign - before.length + tag.index + 1 } : undefined;
}

const MAX_TAG_LENGTH = 120;

/** Skips what C# and Visual Basic put after a key: `Const PASSWORD As String = "…"`, `Secret { get; set; } = "…"`. */
function skipType(text: ScannedText, end: number): number {
  if (text.hasCharacter(end - 1, "}")) {
    const accessors = / \{ ?get;[^{}]{0,24}\}$/.exec(text.slice(Math.max(0, end - 40), end));
    return accessors === null ? end : end - accessors[0].length;
  }
  const typeStart = text.findRunStart(end, WORD, 16);
  return text.hasCharacter(typeStart - 2, "s") && text.startsWith(" As ", typeStart - 4)
    ? typeStart - 4
    : end;
}

/** `DECLARE @password NVARCHAR(50) = …` */
const SQL_TYPE = / [A-Za-z]\w{2,11}\(\w{1,5}\)\s?$/;

/** The marks and blanks between a key and its sign. `netsh` aligns its signs: `Key Content            : …`. */
const MAX_MARKS_BEFORE_SIGN = 16;

/** Returns the end of the key before quotation marks, brackets and blanks. */
function skipMarksBefore(text: ScannedText, sign: number): number | undefined {
  if (text.hasOneOf(sign - 1, ":=")) return undefined; // the first sign of `:=` and `==` was tested
  const mayFollowType = text.hasCharacter(sign - 1, ")") || text.hasCharacter(sign - 2, ")");
  let end = sign;
  if (mayFollowType) end -= SQL_TYPE.exec(text.slice(Math.max(0, sign - 24), sign))?.[0].length ?? 0;
  const stop = Math.max(0, end - MAX_MARKS_BEFORE_SIGN);
  while (end > stop && text.hasOneOf(end - 1, " \t\"'`\\])?!:*-<")) end--;
  return skipType(text, end);
}
