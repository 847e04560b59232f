/** Keys and tokens: by the vendors' published prefixes, and by looking like no word of any language. */

import { createLazy } from "../../internal/lazy-module.js";
import { ALNUM, BASE64, DOT, JOIN, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../detector.js";
import type { ScannedText } from "../scanned-text.js";
import { looksRandom } from "./bigram-score.js";
import { VENDOR_TOKEN_FORMATS } from "./vendor-tokens.js";

/** No random key worth the name is shorter. */
const MIN_RANDOM_LENGTH = 16;

/** Vendors' formats by their first two characters, so that most words cost one look-up. */
const getFormatsByPrefix = createLazy(() => {
  const sources = new Map<number, string>();
  for (const format of VENDOR_TOKEN_FORMATS.flatMap(({ formats }) => formats)) {
    const prefix = getPrefix(format.replace("\\", ""), 0);
    const known = sources.get(prefix);
    sources.set(prefix, known === undefined ? format : `${known}|${format}`);
  }
  const patterns: (RegExp | undefined)[] = new Array(128 * 128);
  for (const [prefix, source] of sources) patterns[prefix] = new RegExp(source, "y");
  return patterns;
});

function getPrefix(text: Pick<ScannedText, "charCodeAt">, index: number): number {
  return text.charCodeAt(index) * 128 + text.charCodeAt(index + 1);
}

export function detectToken(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const format = getFormatsByPrefix()[getPrefix(text, start)];
  if (format !== undefined) {
    const formatEnd = text.findMatchEnd(format, start);
    if (formatEnd !== undefined)
      return createMatch("token", start, findTokenEnd(text, Math.max(end, formatEnd)));
  }
  // A run that began before this word was judged from there.
  const continues = isJoint(text, start - 1) && (text.charClassAt(start - 2) & WORD) !== 0;
  return continues ? undefined : matchRandomRun(text, start, findTokenRunEnd(text, end));
}

/** A shared access signature of Azure is a query: what it allows, until when, and the signature; called at an ampersand. */
export function detectAccessSignature(text: ScannedText, ampersand: number): Identifiable | undefined {
  if (!text.startsWith("&sig=", ampersand)) return undefined;
  let end = ampersand + 5;
  while ((text.charClassAt(end) & (WORD | BASE64)) !== 0 || text.hasCharacter(end, "%")) end++;
  if (end - ampersand < 25) return undefined;
  let start = ampersand;
  const isQuery = (index: number) =>
    (text.charClassAt(index) & (WORD | DOT)) !== 0 || text.hasOneOf(index, "%:&=");
  while (start > ampersand - 400 && isQuery(start - 1)) start--;
  return createMatch("token", start, end);
}

/** Azure's client secrets have a mark in the middle: `…8Q~…`; called at the tilde. */
export function detectAzureSecret(text: ScannedText, tilde: number): Identifiable | undefined {
  if (!text.hasCharacter(tilde - 1, "Q")) return undefined;
  const isMark = /[\w.-]{3}\dQ$/.test(text.slice(Math.max(0, tilde - 5), tilde));
  return isMark && text.findRunEnd(tilde + 1, ALNUM | BASE64 | DOT) - tilde > 20
    ? matchWholeToken(text, tilde - 5, tilde + 1)
    : undefined;
}

/** What looks random in a run: all of it, or from the first part that does. */
function matchRandomRun(text: ScannedText, from: number, to: number): Identifiable | undefined {
  if (to - from < MIN_RANDOM_LENGTH) return undefined;
  if (looksRandom(text, from, to) && !UUID.test(text.slice(from, to))) return matchWholeToken(text, from, to);
  for (let part = from; part < to; part++) {
    const partEnd = text.findRunEnd(part, WORD);
    const isLong = partEnd - part >= MIN_RANDOM_LENGTH;
    if (isLong && looksRandom(text, part, partEnd) && !isUuid(text.slice(part, partEnd)))
      return matchWholeToken(text, part, to);
    part = partEnd;
  }
  return undefined;
}

/** Words that single characters of base64 join: a token, an assignment or a relative path. */
function findTokenRunEnd(text: ScannedText, from: number): number {
  let end = from;
  while (isJoint(text, end) && (text.charClassAt(end + 1) & ALNUM) !== 0)
    end = text.findRunEnd(end + 1, WORD);
  return end;
}

function isJoint(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  return (bits & BASE64) !== 0 && (bits & JOIN) === 0;
}

/** A token with what hangs on it: parts after a dot, parts before one, numbers before a divider. */
function matchWholeToken(text: ScannedText, from: number, to: number): Identifiable | undefined {
  return createMatch("token", findTokenStart(text, from), findTokenEnd(text, to));
}

function findTokenStart(text: ScannedText, from: number): number {
  if ((text.charClassAt(from - 1) & DOT) !== 0) return text.findRunStart(from, WORD | DOT, 64);
  const before = text.hasOneOf(from - 1, ":|/!")
    ? LEADING_NUMBERS.exec(text.slice(Math.max(0, from - 96), from))
    : null;
  return before !== null && before[0].replace(/\D/g, "").length >= 6 ? from - before[0].length : from;
}

/** An account's number, a bot's, a cluster's UUID: what vendors put before a token and a divider. */
const LEADING_NUMBERS = /(?:(?<![A-Za-z\d])|(?<=\\[nrt]))(?:[\da-fA-F-]{1,36}[:|/!])+$/;

function findTokenEnd(text: ScannedText, from: number): number {
  let end = text.findRunEnd(from, ALNUM | BASE64);
  while ((text.charClassAt(end) & DOT) !== 0 && (text.charClassAt(end + 1) & WORD) !== 0)
    end = text.findRunEnd(end + 1, ALNUM | BASE64);
  return end;
}

/** Looked for from its first dash, since hex digits are many. */
const UUID = /(?<=[0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** A UUID identifies nothing by itself. */
export function isUuid(text: string): boolean {
  return text.length === 36 && UUID.test(text);
}
