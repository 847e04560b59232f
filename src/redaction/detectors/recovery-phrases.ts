/** Detects the words and codes that restore an account or a wallet, in one line or in a list of lines. */
import type { WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";

/** BIP 39 has 12 to 24 words of three to eight letters: https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki */
const WORDS = String.raw`(?:(?:\d{1,2}[.):]?\s{0,2})?[a-z]{3,8}[\s,;]{1,4}){11,23}(?:\d{1,2}[.):]?\s{0,2})?[a-z]{3,8}`;
const PHRASE = new RegExp(
  String.raw`\w{4,10}[^\r\n:=]{0,48}?(?:\s?[:=]|\s(?:is|are|ist|est|es))["'\s\\n]{1,8}(?<value>${WORDS})`,
  "iy",
);
const CODE = String.raw`(?=[A-Za-z]*\d)[A-Za-z\d]{3,8}(?:[ -][A-Za-z\d]{3,8}){0,7}`;
const CODES = new RegExp(
  String.raw`codes\)?[^\r\n:=]{0,48}?(?:\s?[:=]|\sare)\s{1,8}(?<value>(?:(?:\d{1,2}[.):]\s{1,2}|[-*\u2022]\s)?${CODE}[ \t]{0,4}(?:,[ \t]?|;[ \t]?|\r?\n[ \t]{0,16}){1,2}){1,19}(?:(?:\d{1,2}[.):]\s{1,2}|[-*\u2022]\s)?${CODE})?)`,
  "iy",
);
const KINDS_BEFORE =
  /(?:seed|recovery|backup|secret|mnemonic|wallet|scratch|emergency|2fa|mfa|totp|one-?time)[ _-]?$/i;

export function listRecoveryWords(): WordDetectors {
  return [
    ["phrase", (text, start) => matchAfterKind(text, start, PHRASE)],
    ["words", (text, start) => matchAfterKind(text, start, PHRASE)],
    ["codes", (text, start) => matchAfterKind(text, start, CODES)],
    ["mnemonic", (text, start) => matchValue(text, start, PHRASE)],
    ["seed", (text, start) => matchValue(text, start, PHRASE)],
  ];
}

function matchAfterKind(text: ScannedText, start: number, pattern: RegExp): Identifiable | undefined {
  return KINDS_BEFORE.test(text.slice(Math.max(0, start - 16), start))
    ? matchValue(text, start, pattern)
    : undefined;
}

function matchValue(text: ScannedText, start: number, pattern: RegExp): Identifiable | undefined {
  const match = text.match(pattern, start);
  const value = match?.groups?.value?.trimEnd();
  if (match === null || value === undefined) return undefined;
  const valueStart = start + match[0].lastIndexOf(value);
  return createMatch("secret", valueStart, valueStart + value.length);
}
