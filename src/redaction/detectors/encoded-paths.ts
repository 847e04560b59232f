/** Detects paths whose separators are percent-encoded, as in parameters of URLs. */
import { ALNUM, BLANK, NON_ASCII } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";

/** A folder that a path in any surrounding begins with. `%25` is a percent sign that was encoded twice. */
const KNOWN_ROOT =
  /%(?:25)?2F(?:home|users|root|var|etc|tmp|opt|srv|mnt|private|volumes|workspaces?|usr|media)%(?:25)?2F/iy;
const UNIX_PATH = /%(?:25)?2F[\w.@~+-]{1,64}%(?:25)?2F/iy;
const DRIVE = /(?:%(?:25)?3A)?%(?:25)?(?:5C|2F)/iy;
const NETWORK_PATH = /(?:%(?:25)?5C){2}[\w.$-]{1,64}%(?:25)?5C/iy;

/** Detects `%2Fhome%2Fjane`, `C%3A%5CUsers%5Cjane` and `%5C%5Cserver%5Cshare`. */
export function detectEncodedPath(text: ScannedText, percent: number): Identifiable | undefined {
  if (!text.hasOneOf(percent + 1, "235")) return undefined;
  const isAfterWord =
    (text.charClassBefore(percent) & ALNUM) !== 0 && !followsEncodedCharacter(text, percent);
  const end =
    text.findMatchEnd(KNOWN_ROOT, percent) ??
    (isAfterWord || text.hasOneOf(percent - 1, ".-_~/")
      ? undefined
      : text.findMatchEnd(UNIX_PATH, percent)) ??
    (isAfterWord ? undefined : text.findMatchEnd(NETWORK_PATH, percent));
  if (end !== undefined) return createMatch("path", percent, findEncodedEnd(text, end));
  const letter = text.hasCharacter(percent - 1, ":") ? percent - 2 : percent - 1;
  return isDriveLetter(text, letter, percent) ? matchDrive(text, letter, percent) : undefined;
}

function matchDrive(text: ScannedText, letter: number, percent: number): Identifiable | undefined {
  const end = text.findMatchEnd(DRIVE, percent);
  return end === undefined ? undefined : createMatch("path", letter, findEncodedEnd(text, end));
}

/** Returns true for a single letter that a colon follows, which may be encoded. */
function isDriveLetter(text: ScannedText, letter: number, percent: number): boolean {
  if (!/[A-Za-z]/.test(text.slice(Math.max(0, letter), letter + 1))) return false;
  const hasColon = letter === percent - 2 || /^%(?:25)?3A/i.test(text.slice(percent, percent + 5));
  return hasColon && ((text.charClassBefore(letter) & ALNUM) === 0 || followsEncodedCharacter(text, letter));
}

/** Returns true after an encoded blank, quotation mark or the like: `%20%2Fhome`. */
function followsEncodedCharacter(text: ScannedText, index: number): boolean {
  return /%(?:20|22|27|28|3D|3A|2C|5B|7B)$/i.test(text.slice(Math.max(0, index - 3), index));
}

/** Encoders keep apostrophes and parentheses. Within a word, they are a part of the path. */
function findEncodedEnd(text: ScannedText, from: number): number {
  let end = from;
  while (end < text.length && continuesPath(text, end)) end++;
  while (end > from && text.hasOneOf(end - 1, ".,;:!?*")) end--;
  return end;
}

function continuesPath(text: ScannedText, index: number): boolean {
  if ((text.charClassAt(index) & BLANK) !== 0 || text.hasOneOf(index, '"<>`&#\\|')) return false;
  if (!text.hasOneOf(index, "')]}?")) return true;
  return (text.charClassAt(index + 1) & (ALNUM | NON_ASCII)) !== 0 || text.hasOneOf(index + 1, "%(._-");
}
