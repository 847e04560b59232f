/** Finds and replaces the matches of a whole text, between the placeholders of an earlier redaction. */
import {
  IDENTIFIABLE_KINDS,
  type Identifiable,
  type MutableMatch,
  mergeOverlaps,
  replaceMatches,
} from "./match.js";
import { type ScanOptions, scanText } from "./scanner.js";
import { normalizeText } from "./text-normalization.js";

export { classifyValueByKey } from "./sensitive-values.js";

/** Placeholders of an earlier redaction remain, and no match extends over one. */
const PLACEHOLDER = String.raw`\[(?:${IDENTIFIABLE_KINDS.join("|")})\]`;
/** A folder's name, as in `app/[user]/page.tsx`, only looks like a placeholder. */
const AFTER_FOLDER = String.raw`[\w\])}$@.-](?:/|\\{1,8})`;
const BEFORE_FOLDER = String.raw`(?:/|\\{1,8})[\w[(@$]|\.[a-z]`;
const PLACEHOLDER_PATTERN = new RegExp(
  `(?<!${AFTER_FOLDER})${PLACEHOLDER}|${PLACEHOLDER}(?!${BEFORE_FOLDER})`,
  "g",
);

/** Replaces the matches in the first `maxLength` characters. One that begins in them is replaced as a whole. */
export function redactMatches(text: string, options: ScanOptions, maxLength = text.length): string {
  return replaceMatches(text, findMatches(text, options), maxLength);
}

/** Returns the sorted matches with offsets of the original text. The texts between placeholders are searched one by one. */
export function findMatches(originalText: string, options: ScanOptions): Identifiable[] {
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
