/** Detects keys and tokens: those of known vendors by their prefixes, others by their random characters. */
import { containsUuid, isUuid } from "../../internal/ids.js";
import { createLazy } from "../../internal/lazy-module.js";
import { ALNUM, BASE64, DOT, JOIN, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { extractDigits } from "../number-run.js";
import type { ScannedText } from "../scanned-text.js";
import { isLikelyRandom } from "./bigram-score.js";
import { VENDOR_TOKEN_FORMATS } from "./vendor-tokens.js";

/** Shorter runs are not tested, because they are not secure as a key and many short words look random. */
const MIN_RANDOM_LENGTH = 16;

/**
 * One pattern for all formats that begin with the same two characters, at the index of this prefix. Most words begin with
 * other characters, so that one look-up excludes them.
 */
const getPatternsByPrefix = createLazy(() => {
  const sources = new Map<number, string>();
  for (const format of VENDOR_TOKEN_FORMATS.flatMap(({ formats }) => formats)) {
    const prefixIndex = getPrefixIndex(format.replace("\\", ""), 0);
    const known = sources.get(prefixIndex);
    sources.set(prefixIndex, known === undefined ? format : `${known}|${format}`);
  }
  const patterns: (RegExp | undefined)[] = new Array(128 * 128);
  for (const [prefixIndex, source] of sources) patterns[prefixIndex] = new RegExp(source, "y");
  return patterns;
});

function getPrefixIndex(text: Pick<ScannedText, "charCodeAt">, index: number): number {
  return text.charCodeAt(index) * 128 + text.charCodeAt(index + 1);
}

export function detectVendorToken(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const pattern = getPatternsByPrefix()[getPrefixIndex(text, start)];
  const formatEnd = pattern === undefined ? undefined : text.findMatchEnd(pattern, start);
  return formatEnd === undefined
    ? undefined
    : createMatch("token", start, findTokenEnd(text, Math.max(end, formatEnd)));
}

export function detectRandomToken(text: ScannedText, start: number, end: number): Identifiable | undefined {
  if (end - start < MIN_RANDOM_LENGTH && !isJoint(text, end)) return undefined;
  // The run was tested at its first word.
  return isLaterWord(text, start) ? undefined : matchRandomRun(text, start, findTokenRunEnd(text, end));
}

/** Detects a shared access signature of Azure, which is a query with permissions, expiry and signature. */
export function detectAccessSignature(text: ScannedText, ampersand: number): Identifiable | undefined {
  if (!text.startsWith("&sig=", ampersand)) return undefined;
  let end = ampersand + 5;
  while ((text.charClassAt(end) & (WORD | BASE64)) !== 0 || text.hasCharacter(end, "%")) end++;
  if (end - ampersand < 25) return undefined;
  let start = ampersand;
  const isQueryCharacter = (index: number) =>
    (text.charClassAt(index) & (WORD | DOT)) !== 0 || text.hasOneOf(index, "%:&=");
  while (start > ampersand - 400 && isQueryCharacter(start - 1)) start--;
  return createMatch("token", start, end);
}

/** Detects a client secret of Azure by the `8Q~` in it. */
export function detectAzureSecret(text: ScannedText, tilde: number): Identifiable | undefined {
  if (!text.hasCharacter(tilde - 1, "Q")) return undefined;
  const isPrefix = /[\w.-]{3}\dQ$/.test(text.slice(Math.max(0, tilde - 5), tilde));
  return isPrefix && text.findRunEnd(tilde + 1, ALNUM | BASE64 | DOT) - tilde > 20
    ? matchWholeToken(text, tilde - 5, tilde + 1)
    : undefined;
}

/** Matches the whole run if it looks random, or else the part of it from the first word that does. */
function matchRandomRun(text: ScannedText, from: number, to: number): Identifiable | undefined {
  if (to - from < MIN_RANDOM_LENGTH) return undefined;
  if (isLikelyRandom(text, from, to) && !containsUuid(text.slice(from, to)))
    return matchWholeToken(text, from, to);
  let wordStart = from;
  while (wordStart < to) {
    const wordEnd = text.findRunEnd(wordStart, WORD);
    const start = findRandomPart(text, wordStart, wordEnd);
    if (start !== undefined) return matchWholeToken(text, start, to);
    wordStart = Math.max(wordEnd + 1, skipJoints(text, wordEnd));
  }
  return undefined;
}

/** In a word with dashes, a shorter part may be an ordinary word with a number. */
const MIN_PART_LENGTH = 24;

/** Returns the start of a word that looks random, or of its part that does: of the digits in `service-name-0a1b2c…`. */
function findRandomPart(text: ScannedText, start: number, end: number): number | undefined {
  if (end - start < MIN_RANDOM_LENGTH) return undefined;
  if (isLikelyRandom(text, start, end) && !isUuid(text.slice(start, end))) return start;
  let partStart = start;
  while (end - partStart >= MIN_PART_LENGTH) {
    const partEnd = text.findRunEnd(partStart, ALNUM);
    if (partEnd - partStart >= MIN_PART_LENGTH && isLikelyRandom(text, partStart, partEnd)) return partStart;
    partStart = partEnd + 1; // after a dash
  }
  return undefined;
}

/** Base64 has up to three characters of punctuation in a row, if it is not hostile. */
const MAX_JOINTS = 3;

/** Returns the end of a run of words that are joined by characters of base64. */
function findTokenRunEnd(text: ScannedText, from: number): number {
  let end = from;
  for (;;) {
    const next = skipJoints(text, end);
    if (next === end || (text.charClassAt(next) & WORD) === 0) return end;
    end = text.findRunEnd(next, WORD);
  }
}

function skipJoints(text: ScannedText, from: number): number {
  let index = from;
  while (index < from + MAX_JOINTS && isJoint(text, index)) index++;
  return index;
}

/** Returns true if a word before it belongs to the same run. A dash after another joint does not begin a word. */
function isLaterWord(text: ScannedText, start: number): boolean {
  if ((text.charClassAt(start - 1) & BASE64) === 0) return false;
  let index = text.findRunStart(start, JOIN, MAX_JOINTS);
  const stop = index - MAX_JOINTS;
  while (index > stop && isJoint(text, index - 1)) index--;
  return index < start && (text.charClassAt(index - 1) & WORD) !== 0;
}

/** Returns true for `+`, `/`, `=` and `~`, which join the words of a token in base64. */
function isJoint(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  return (bits & BASE64) !== 0 && (bits & JOIN) === 0;
}

/** Extends a match by the parts before and after dots and by an account number in front. */
function matchWholeToken(text: ScannedText, from: number, to: number): Identifiable | undefined {
  return createMatch("token", findTokenStart(text, from), findTokenEnd(text, to));
}

function findTokenStart(text: ScannedText, from: number): number {
  if ((text.charClassAt(from - 1) & DOT) !== 0) return text.findRunStart(from, WORD | DOT, 64);
  const numbers = text.hasOneOf(from - 1, ":|/!")
    ? LEADING_NUMBERS.exec(text.slice(Math.max(0, from - 96), from))
    : null;
  return numbers !== null && extractDigits(numbers[0]).length >= 6 ? from - numbers[0].length : from;
}

/** Some vendors put the number of an account or a bot, or a UUID, and a separator in front of a token. It may follow `\n`. */
const LEADING_NUMBERS = /(?:(?<![A-Za-z\d])|(?<=\\[nrt]))(?:[\da-fA-F-]{1,36}[:|/!])+$/;

/** Includes parts after dots, and characters of base64 that are encoded for a URL. */
function findTokenEnd(text: ScannedText, from: number): number {
  let end = text.findRunEnd(from, ALNUM | BASE64);
  while (text.hasOneOf(end, ".%") && (text.charClassAt(end + 1) & WORD) !== 0)
    end = text.findRunEnd(end + 1, ALNUM | BASE64);
  return end;
}
