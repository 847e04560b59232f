/** Finds what identifies a person, a machine or a secret in a text, and takes it out. */

import { getOwnNames } from "./detectors/own-names.js";
import { isUuid } from "./detectors/tokens.js";
import { IDENTIFIABLE_KINDS, type Identifiable, type IdentifiableKind, type MutableMatch } from "./match.js";
import { scanText } from "./scanner.js";
import { normalizeText } from "./text-normalization.js";

/** Every find in a free text, in order and without overlaps; what overlaps is one find of the kind that starts first. */
export function findIdentifiableInfo(text: string): Identifiable[] {
  return typeof text === "string" ? findMatches(text, true) : [];
}

/**
 * The text with every find replaced by `[kind]`. For free text: it also guesses at names of people and companies.
 * Redacting twice gives the same as once.
 */
export function redactIdentifiableInfo(text: string): string {
  return typeof text === "string" ? redactFreeText(text) : "";
}

/** The same for the first `keep` characters of a text; what begins before them and ends after is found whole. */
export function redactFreeText(text: string, maxLength = text.length): string {
  return replaceMatches(text, findMatches(text, true), maxLength);
}

/** The same without the guesses, for short texts that are not prose: the guard's part. */
export function redactPropertyText(text: string, maxLength = text.length): string {
  // Most strings of an event are a word of a closed set, which is nothing but, at worst, this machine's name.
  return (/^[A-Za-z_]{0,9}$/.test(text) && !isNameOfThisMachine(text)) || isUuid(text)
    ? text
    : replaceMatches(text, findMatches(text, false), maxLength);
}

function isNameOfThisMachine(word: string): boolean {
  return getOwnNames().some(({ name }) => name === word.toLowerCase());
}

/** What stands for a find, by its kind: one string for all of them. */
const PLACEHOLDERS = Object.fromEntries(IDENTIFIABLE_KINDS.map((kind) => [kind, `[${kind}]`])) as Record<
  IdentifiableKind,
  string
>;

/** What was taken out before stays out, and divides the text: no find reaches over it. */
const PLACEHOLDER_PATTERN = new RegExp(`\\[(?:${IDENTIFIABLE_KINDS.join("|")})\\]`, "g");

function findMatches(originalText: string, guessNames: boolean): Identifiable[] {
  const { text, toOriginalOffset } = normalizeText(originalText);
  const matches: MutableMatch[] = [];
  let from = 0;
  for (const { 0: placeholder, index } of text.matchAll(PLACEHOLDER_PATTERN)) {
    collectMatches(text, from, index, guessNames, 0, matches);
    from = index + placeholder.length;
  }
  collectMatches(text, from, text.length, guessNames, 0, matches);
  if (toOriginalOffset !== undefined) {
    for (const find of matches) {
      find.start = toOriginalOffset(find.start);
      find.end = toOriginalOffset(find.end);
    }
  }
  return matches;
}

/** What is left between finds is read again by itself, for that is how the result reads; most is done after two rounds. */
const MAX_PASSES = 4;

function collectMatches(
  text: string,
  from: number,
  to: number,
  guessNames: boolean,
  pass: number,
  matches: MutableMatch[],
): void {
  if (to - from < 3 || !mayContainMatch(text, from, to)) return; // nothing so short identifies anything
  const part = from === 0 && to === text.length ? text : text.slice(from, to);
  const partMatches = mergeOverlaps(scanText(part, guessNames), from);
  const [first] = partMatches;
  if (first === undefined) return;
  if (pass === MAX_PASSES) {
    // A text made so that each round uncovers a find: all that is left of it goes.
    matches.push({ kind: first.kind, start: from, end: to });
    return;
  }
  let restStart = from;
  for (const find of partMatches) {
    collectMatches(text, restStart, find.start, guessNames, pass + 1, matches);
    matches.push(find);
    restStart = find.end;
  }
  collectMatches(text, restStart, to, guessNames, pass + 1, matches);
}

/** Every find holds a letter, digit or mark of ASCII, and one more character; what is left between two often does not. */
function mayContainMatch(text: string, from: number, to: number): boolean {
  let solid = 0;
  let hasAscii = false;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code <= SPACE) continue;
    solid++;
    hasAscii ||= code < DELETE;
    if (hasAscii && solid > 1) return true;
  }
  return false;
}

const SPACE = 32;
const DELETE = 127;

/** Overlapping finds become one, so that no fragment of either is left over; in place, for there may be many. */
function mergeOverlaps(matches: MutableMatch[], offset: number): MutableMatch[] {
  // They come in order, but for those that begin before their mark.
  if (matches.some(({ start }, index) => start < (matches[index - 1]?.start ?? 0)))
    matches.sort((a, b) => a.start - b.start || b.end - a.end);
  let kept = 0;
  for (const find of matches) {
    const last = matches[kept - 1];
    if (last !== undefined && find.start + offset < last.end)
      last.end = Math.max(last.end, find.end + offset);
    else {
      find.start += offset;
      find.end += offset;
      matches[kept++] = find;
    }
  }
  matches.length = kept;
  return matches;
}

/** Joined by the hundred, for that takes two thirds of the time of joining half a million at once. */
const MAX_PENDING_PARTS = 512;

function replaceMatches(text: string, matches: readonly Identifiable[], maxLength: number): string {
  let result = "";
  let parts: string[] = [];
  let from = 0;
  for (const { kind, start, end } of matches) {
    if (start >= maxLength) break;
    parts.push(text.slice(from, start), PLACEHOLDERS[kind]);
    from = end;
    if (parts.length < MAX_PENDING_PARTS) continue;
    result += parts.join("");
    parts = [];
  }
  return result + parts.join("") + text.slice(from, Math.max(from, maxLength));
}
