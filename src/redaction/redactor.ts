/** Finds identifying information in a text and replaces it by placeholders such as `[email]`. */
import { isUuid } from "../internal/ids.js";
import { getOwnNames } from "./detectors/own-names.js";
import {
  IDENTIFIABLE_KINDS,
  type Identifiable,
  type MutableMatch,
  mergeOverlaps,
  replaceMatches,
} from "./match.js";
import { type ScanOptions, scanText } from "./scanner.js";
import { normalizeText } from "./text-normalization.js";

/**
 * Finds e-mail addresses, secrets, paths, hosts, names of people and the like in a free text.
 *
 * Returns the matches in their order in the text. Overlapping matches are merged; the first one's kind is kept.
 *
 * @example
 * findIdentifiableInfo("mail jane@example.com"); // [{ kind: "email", start: 5, end: 21 }]
 */
export function findIdentifiableInfo(text: string): Identifiable[] {
  return typeof text === "string" ? findMatches(text, { guessNames: true }) : [];
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
  return replaceMatches(text, findMatches(text, { guessNames: true }), maxLength);
}

/** Redacts a property's key or value as `redactFreeText` does, but without guessing names of people and companies. */
export function redactPropertyText(text: string, maxLength = text.length): string {
  return isSafeProperty(text)
    ? text
    : replaceMatches(text, findMatches(text, { guessNames: false }), maxLength);
}

/** Returns whether a text needs no scan: it is a short word or a UUID, as most texts of an event are. */
function isSafeProperty(text: string): boolean {
  return SHORT_WORD.test(text)
    ? !getOwnNames().some(({ name }) => name === text.toLowerCase())
    : isUuid(text);
}

/**
 * A word of up to nine letters can only be sensitive if it is the login or host name of this machine. Tokens that consist
 * of letters are longer, and all other matches contain a digit, a blank or punctuation. The only exception is the beginning
 * of a JSON Web Token (`eyJhbGciO`), whose first nine letters encode no more than `{"alg"`.
 */
const SHORT_WORD = /^[A-Za-z_]{0,9}$/;

/** Placeholders of an earlier redaction remain, and no match extends over one. */
const PLACEHOLDER = String.raw`\[(?:${IDENTIFIABLE_KINDS.join("|")})\]`;
/** A folder's name, as in `app/[user]/page.tsx`, only looks like a placeholder. */
const AFTER_FOLDER = String.raw`[\w\])}$@.-](?:/|\\{1,8})`;
const BEFORE_FOLDER = String.raw`(?:/|\\{1,8})[\w[(@$]|\.[a-z]`;
const PLACEHOLDER_PATTERN = new RegExp(
  `(?<!${AFTER_FOLDER})${PLACEHOLDER}|${PLACEHOLDER}(?!${BEFORE_FOLDER})`,
  "g",
);

/** Returns the sorted matches with offsets of the original text. The texts between placeholders are searched one by one. */
function findMatches(originalText: string, options: ScanOptions): Identifiable[] {
  const { text, toOriginalOffset } = normalizeText(originalText);
  const collector = new MatchCollector(text, options);
  let from = 0;
  // Most texts have no bracket. A loop with `exec` is faster than `matchAll`, which copies the pattern at each call.
  PLACEHOLDER_PATTERN.lastIndex = text.includes("[") ? 0 : text.length;
  for (let found = PLACEHOLDER_PATTERN.exec(text); found !== null; found = PLACEHOLDER_PATTERN.exec(text)) {
    collector.collect(from, found.index);
    from = found.index + found[0].length;
  }
  collector.collect(from, text.length);
  const { matches } = collector;
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

/** Collects the matches of a normalized text in their order. */
class MatchCollector {
  readonly matches: MutableMatch[] = [];
  readonly #text: string;
  readonly #options: ScanOptions;

  constructor(text: string, options: ScanOptions) {
    this.#text = text;
    this.#options = options;
  }

  /**
   * Appends the matches between two offsets. The texts between these matches are scanned again one by one, so that a second
   * redaction of the result finds nothing more.
   *
   * @param pass the number of scans that have already read these characters
   */
  collect(from: number, to: number, pass = 0): void {
    if (to - from < MIN_TEXT_LENGTH || !mayContainMatch(this.#text, from, to)) return;
    const matches = mergeOverlaps(scanText(this.#text.slice(from, to), this.#options), from);
    const [first] = matches;
    if (first === undefined) return;
    if (pass === MAX_PASSES) {
      // Only a hostile text, which reveals another match in each pass, gets here. The rest of it is removed.
      this.matches.push({ kind: first.kind, start: from, end: to });
      return;
    }
    let restStart = from;
    for (const match of matches) {
      this.collect(restStart, match.start, pass + 1);
      this.matches.push(match);
      restStart = match.end;
    }
    this.collect(restStart, to, pass + 1);
  }
}

/**
 * Returns false if there are fewer than two visible characters, if none of them is ASCII, or if all are punctuation, which is
 * usual between two matches. Every detector needs an ASCII character: even an international host has a dot. All need a
 * letter or a digit, too, except those of paths such as `~/`.
 */
function mayContainMatch(text: string, from: number, to: number): boolean {
  let visibleCount = 0;
  let hasAscii = false;
  let hasNameCharacter = false;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code <= SPACE) continue; // blanks and control characters
    visibleCount++;
    hasAscii ||= code < DELETE;
    hasNameCharacter ||= isNameCharacter(code);
    if (hasAscii && hasNameCharacter && visibleCount > 1) return true;
  }
  return false;
}

const SPACE = 32;
const SLASH = 47;
/** The digits follow the slash. */
const NINE = 57;
const BACKSLASH = 92;
const DELETE = 127;

/** Returns true for letters, digits, the separators of paths, and all characters that are not ASCII. */
function isNameCharacter(code: number): boolean {
  const lower = code | 32;
  const isLetter = lower >= 97 && lower <= 122;
  return isLetter || (code >= SLASH && code <= NINE) || code === BACKSLASH || code >= DELETE;
}
