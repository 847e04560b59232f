/** Keys and tokens: by the vendors' published prefixes, and by looking like no word of any language. */

import { ALNUM, BASE64, DIGIT, DOT, JOIN, LOWER, UPPER, WORD } from "./characters.js";
import { found, type Identifiable } from "./finding.js";
import type { Text } from "./text.js";
import { VENDOR_TOKENS } from "./vendor-tokens.js";

/** No random key worth the name is shorter. */
const SHORTEST_RANDOM = 16;

/** Vendors' formats by their first two characters, so that most words cost one look-up. */
const byPrefix: (RegExp | undefined)[] = new Array(128 * 128);
for (const { formats } of VENDOR_TOKENS) {
  for (const format of formats) {
    const prefix = prefixAt(format.replace("\\", ""), 0);
    const known = byPrefix[prefix];
    byPrefix[prefix] = new RegExp(known === undefined ? format : `${known.source}|${format}`, "y");
  }
}

function prefixAt(text: Pick<Text, "charCodeAt">, index: number): number {
  return text.charCodeAt(index) * 128 + text.charCodeAt(index + 1);
}

export function token(text: Text, start: number, end: number): Identifiable | undefined {
  const format = byPrefix[prefixAt(text, start)];
  if (format !== undefined) {
    const formatEnd = text.matchEnd(format, start);
    if (formatEnd !== undefined) return found("token", start, tailEnd(text, Math.max(end, formatEnd)));
  }
  // A run that began before this word was judged from there.
  const continues = isJoint(text, start - 1) && (text.classAt(start - 2) & WORD) !== 0;
  return continues ? undefined : randomIn(text, start, runOf(text, end));
}

/** A shared access signature of Azure is a query: what it allows, until when, and the signature; called at an ampersand. */
export function accessSignature(text: Text, ampersand: number): Identifiable | undefined {
  if (!text.startsWith("&sig=", ampersand)) return undefined;
  let end = ampersand + 5;
  while ((text.classAt(end) & (WORD | BASE64)) !== 0 || text.is(end, "%")) end++;
  if (end - ampersand < 25) return undefined;
  let start = ampersand;
  const isQuery = (index: number) =>
    (text.classAt(index) & (WORD | DOT)) !== 0 || text.isOneOf(index, "%:&=");
  while (start > ampersand - 400 && isQuery(start - 1)) start--;
  return found("token", start, end);
}

/** Azure's client secrets have a mark in the middle: `…8Q~…`; called at the tilde. */
export function azureSecret(text: Text, tilde: number): Identifiable | undefined {
  if (!text.is(tilde - 1, "Q")) return undefined;
  const isMark = /[\w.-]{3}\dQ$/.test(text.slice(Math.max(0, tilde - 5), tilde));
  return isMark && text.runEnd(tilde + 1, ALNUM | BASE64 | DOT) - tilde > 20
    ? whole(text, tilde - 5, tilde + 1)
    : undefined;
}

/** What looks random in a run: all of it, or from the first part that does. */
function randomIn(text: Text, from: number, to: number): Identifiable | undefined {
  if (to - from < SHORTEST_RANDOM) return undefined;
  if (looksRandom(text, from, to) && !UUID_WITHIN.test(text.slice(from, to))) return whole(text, from, to);
  for (let part = from; part < to; part++) {
    const partEnd = text.runEnd(part, WORD);
    const isLong = partEnd - part >= SHORTEST_RANDOM;
    if (isLong && looksRandom(text, part, partEnd) && !isUuid(text.slice(part, partEnd)))
      return whole(text, part, to);
    part = partEnd;
  }
  return undefined;
}

/** Words that single characters of base64 join: a token, an assignment or a relative path. */
function runOf(text: Text, from: number): number {
  let end = from;
  while (isJoint(text, end) && (text.classAt(end + 1) & ALNUM) !== 0) end = text.runEnd(end + 1, WORD);
  return end;
}

function isJoint(text: Text, index: number): boolean {
  const bits = text.classAt(index);
  return (bits & BASE64) !== 0 && (bits & JOIN) === 0;
}

/** A token with what hangs on it: parts after a dot, parts before one, numbers before a divider. */
function whole(text: Text, from: number, to: number): Identifiable | undefined {
  return found("token", headStart(text, from), tailEnd(text, to));
}

function headStart(text: Text, from: number): number {
  if ((text.classAt(from - 1) & DOT) !== 0) return text.runStart(from, WORD | DOT, 64);
  const before = text.isOneOf(from - 1, ":|/!")
    ? NUMBERS.exec(text.slice(Math.max(0, from - 96), from))
    : null;
  return before !== null && before[0].replace(/\D/g, "").length >= 6 ? from - before[0].length : from;
}

/** An account's number, a bot's, a cluster's UUID: what vendors put before a token and a divider. */
const NUMBERS = /(?:(?<![A-Za-z\d])|(?<=\\[nrt]))(?:[\da-fA-F-]{1,36}[:|/!])+$/;

function tailEnd(text: Text, from: number): number {
  let end = text.runEnd(from, ALNUM | BASE64);
  while ((text.classAt(end) & DOT) !== 0 && (text.classAt(end + 1) & WORD) !== 0)
    end = text.runEnd(end + 1, ALNUM | BASE64);
  return end;
}

/** Looked for from its first dash, since hex digits are many. */
const UUID_WITHIN = /(?<=[0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** A UUID identifies nothing by itself. */
export function isUuid(text: string): boolean {
  return text.length === 36 && UUID_WITHIN.test(text);
}

/**
 * The 250 pairs of letters that make up 96 % of all pairs in English documentation and identifiers (counted over 2,141
 * READMEs and declaration files of npm packages); of random letters they make up 37 %.
 */
const COMMON_AFTER: Readonly<Record<string, string>> = {
  a: "bcdgilmnprstuvy",
  b: "aeijloru",
  c: "aehiklorstu",
  d: "adeilosu",
  e: "abcdefgijlmnopqrstvwxy",
  f: "aefilortu",
  g: "ehilnrsu",
  h: "aeiortu",
  i: "abcdefglmnoprstvz",
  j: "es",
  k: "eis",
  l: "adeilostuy",
  m: "abeimops",
  n: "acdefgiklnopstuvy",
  o: "bcdfgiklmnoprstuvw",
  p: "aeiloprstu",
  q: "u",
  r: "acdefgiklmnorstuvy",
  s: "acehiopstuy",
  t: "acehilmoprstuy",
  u: "abcefgilmnprst",
  v: "aeio",
  w: "aehino",
  x: "apt",
  y: "nops",
  z: "eo",
};

const A = 97;
const COMMON = new Uint8Array(26 * 26);
for (const [first, seconds] of Object.entries(COMMON_AFTER))
  for (const second of seconds) COMMON[(first.charCodeAt(0) - A) * 26 + second.charCodeAt(0) - A] = 1;

/** How many pairs have to speak for randomness before anything does. */
const LEAST_EVIDENCE = 6;
/**
 * Their share of all pairs that say something: words of any language stay under 0.3, base64 and hex come to 0.6 and more,
 * and the longer a run, the closer to that.
 */
function leastShare(length: number): number {
  return length < 24 ? 0.42 : length < 40 ? 0.38 : 0.33;
}

/** Nothing is a key that is all short words: cipher suites and model names have as many odd pairs. */
const LONGEST_WORD = 9;

/**
 * Judges a run by its neighbouring characters: letters that seldom stand together, a letter beside a digit, a change of
 * case that begins no word. Two digits, and whatever stands at a joint (`-`, `_`, `/`), say nothing.
 */
export function looksRandom(text: Text, from: number, to: number): boolean {
  let odd = 0;
  let usual = 0;
  let word = 1;
  let longest = 0;
  for (let index = from + 1; index < to; index++) {
    const before = text.classAt(index - 1);
    const here = text.classAt(index);
    word = (here & ALNUM) === 0 ? 0 : word + 1;
    longest = Math.max(longest, word);
    if ((before & ALNUM) === 0 || (here & ALNUM) === 0) continue;
    if ((before & DIGIT) !== 0 && (here & DIGIT) !== 0) continue;
    if (text.charCodeAt(index - 1) === text.charCodeAt(index)) continue; // `xxxx` is a stand-in more often than a key
    if ((before & DIGIT) !== 0 || (here & DIGIT) !== 0) odd++;
    else if ((before & LOWER) !== 0 && (here & UPPER) !== 0)
      usual += 0.5; // a word begins, or nothing does
    else if (isCommon(text, index)) usual++;
    else odd++;
  }
  return odd >= LEAST_EVIDENCE && longest > LONGEST_WORD && odd / (odd + usual) >= leastShare(to - from);
}

function isCommon(text: Text, index: number): boolean {
  const first = (text.charCodeAt(index - 1) | 32) - A;
  const second = (text.charCodeAt(index) | 32) - A;
  return COMMON[first * 26 + second] === 1;
}
