/** Keys and tokens: by the vendors' published prefixes, and by looking like no word of any language. */

import { lazy } from "../internal/lazy-value.js";
import { ALNUM, BASE64, DOT, JOIN, WORD } from "./character-classes.js";
import { found, type Identifiable } from "./finding.js";
import { looksRandom } from "./randomness.js";
import type { Text } from "./scanned-text.js";
import { VENDOR_TOKENS } from "./vendor-tokens.js";

/** No random key worth the name is shorter. */
const SHORTEST_RANDOM = 16;

/** Vendors' formats by their first two characters, so that most words cost one look-up. */
const byPrefix = lazy(() => {
  const sources = new Map<number, string>();
  for (const format of VENDOR_TOKENS.flatMap(({ formats }) => formats)) {
    const prefix = prefixAt(format.replace("\\", ""), 0);
    const known = sources.get(prefix);
    sources.set(prefix, known === undefined ? format : `${known}|${format}`);
  }
  const patterns: (RegExp | undefined)[] = new Array(128 * 128);
  for (const [prefix, source] of sources) patterns[prefix] = new RegExp(source, "y");
  return patterns;
});

function prefixAt(text: Pick<Text, "charCodeAt">, index: number): number {
  return text.charCodeAt(index) * 128 + text.charCodeAt(index + 1);
}

export function token(text: Text, start: number, end: number): Identifiable | undefined {
  const format = byPrefix()[prefixAt(text, start)];
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
