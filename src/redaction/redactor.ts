/** Finds identifying information in a text and replaces it by placeholders such as `[email]`. */
import { isUuid } from "../internal/ids.js";
import { getOwnNames } from "./detectors/own-names.js";
import { IDENTIFIABLE_KINDS, type Identifiable, type MutableMatch } from "./match.js";
import { scanText } from "./scanner.js";
import { normalizeText } from "./text-normalization.js";

/**
 * Finds e-mail addresses, secrets, paths, hosts, names of people and the like in a free text.
 *
 * Returns the matches in their order in the text. Overlapping matches are merged into one of the first one's kind.
 *
 * @example
 * findIdentifiableInfo("mail jane@example.com"); // [{ kind: "email", start: 5, end: 21 }]
 */
export function findIdentifiableInfo(text: string): Identifiable[] {
  return typeof text === "string" ? findMatches(text, true) : [];
}

/**
 * Replaces identifying information in a free text by `[kind]`, including likely names of people and companies. Redacting
 * the result again does not change it.
 *
 * @example
 * redactIdentifiableInfo("Jane Doe cannot open /srv/app"); // "[person] cannot open [path]"
 */
export function redactIdentifiableInfo(text: string): string {
  return typeof text === "string" ? redactFreeText(text) : "";
}

/** Redacts the first `maxLength` characters. A match that begins in them is replaced as a whole. */
export function redactFreeText(text: string, maxLength = text.length): string {
  return replaceMatches(text, findMatches(text, true), maxLength);
}

/** Redacts a property's key or value as `redactFreeText` does, but without guessing names of people and companies. */
export function redactPropertyText(text: string, maxLength = text.length): string {
  // Most strings of an event are short words or UUIDs. At worst a short word is a name of this machine.
  const isSafe = /^[A-Za-z_]{0,9}$/.test(text)
    ? !getOwnNames().some(({ name }) => name === text.toLowerCase())
    : isUuid(text);
  return isSafe ? text : replaceMatches(text, findMatches(text, false), maxLength);
}

/** Placeholders of an earlier redaction remain, and no match extends over one. */
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
    for (const match of matches) {
      match.start = toOriginalOffset(match.start);
      match.end = toOriginalOffset(match.end);
    }
  }
  return matches;
}

/** Ordinary texts need two passes. */
const MAX_PASSES = 4;
/** Shorter texts do not identify anything. */
const MIN_TEXT_LENGTH = 3;

/**
 * Appends the matches between two offsets. The texts between matches are scanned again one by one, so that a second
 * redaction of the result finds nothing more.
 */
function collectMatches(
  text: string,
  from: number,
  to: number,
  guessNames: boolean,
  pass: number,
  matches: MutableMatch[],
): void {
  if (to - from < MIN_TEXT_LENGTH || !mayContainMatch(text, from, to)) return;
  const part = from === 0 && to === text.length ? text : text.slice(from, to);
  const partMatches = mergeOverlaps(scanText(part, guessNames), from);
  const [first] = partMatches;
  if (first === undefined) return;
  if (pass === MAX_PASSES) {
    // Only a hostile text, which reveals another match in each pass, gets here. The rest of it is removed.
    matches.push({ kind: first.kind, start: from, end: to });
    return;
  }
  let restStart = from;
  for (const match of partMatches) {
    collectMatches(text, restStart, match.start, guessNames, pass + 1, matches);
    matches.push(match);
    restStart = match.end;
  }
  collectMatches(text, restStart, to, guessNames, pass + 1, matches);
}

/** Returns false for blanks and a single character, which is the usual text between two matches. */
function mayContainMatch(text: string, from: number, to: number): boolean {
  let visibleCount = 0;
  let hasAscii = false;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code <= SPACE) continue;
    visibleCount++;
    hasAscii ||= code < DELETE;
    if (hasAscii && visibleCount > 1) return true;
  }
  return false;
}

const SPACE = 32;
const DELETE = 127;

/** Sorts the matches, merges overlapping ones and adds an offset to all. Works in place, because there may be many. */
function mergeOverlaps(matches: MutableMatch[], offset: number): MutableMatch[] {
  // They are out of order only where one begins before its trigger.
  if (matches.some(({ start }, index) => start < (matches[index - 1]?.start ?? 0)))
    matches.sort((a, b) => a.start - b.start || b.end - a.end);
  let count = 0;
  for (const match of matches) {
    const last = matches[count - 1];
    if (last !== undefined && match.start + offset < last.end)
      last.end = Math.max(last.end, match.end + offset);
    else {
      match.start += offset;
      match.end += offset;
      matches[count++] = match;
    }
  }
  matches.length = count;
  return matches;
}

/** Joining half a million parts in chunks takes two thirds of the time of joining them at once. */
const MAX_PENDING_PARTS = 512;

function replaceMatches(text: string, matches: readonly Identifiable[], maxLength: number): string {
  let result = "";
  let parts: string[] = [];
  let from = 0;
  for (const { kind, start, end } of matches) {
    if (start >= maxLength) break;
    parts.push(text.slice(from, start), `[${kind}]`);
    from = end;
    if (parts.length < MAX_PENDING_PARTS) continue;
    result += parts.join("");
    parts = [];
  }
  return result + parts.join("") + text.slice(from, Math.max(from, maxLength));
}
