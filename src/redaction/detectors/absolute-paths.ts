/** Detects absolute paths of all systems, whose names may contain blanks. */
import { createLazyPattern, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { ALNUM, LETTER, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { findPathEnd } from "./path-segments.js";

/** Detects `/srv/app`. Where the slash does not begin a path, detects the home folder before it. */
export function detectUnixPath(text: ScannedText, slash: number): Identifiable | undefined {
  if (!startsSegment(text, slash + 1)) return detectHomeFolder(text, slash);
  const before = text.charClassBefore(slash);
  const isNonAsciiAlternative = (before & NON_ASCII) !== 0 && (text.charClassAt(slash + 1) & NON_ASCII) !== 0;
  if (isNonAsciiAlternative) return undefined; // as in `и/или`
  const isPathStart = !isWithinPath(text, slash) && !isClosingTag(text, slash);
  return isPathStart ? matchPath(text, slash) : detectHomeFolder(text, slash);
}

/**
 * Returns true if the characters before the slash are a part of the same path: `src/app`, `./app`, `~/app`, `$(pwd)/app`.
 * `detectHomePath` detects the absolute ones of these.
 */
function isWithinPath(text: ScannedText, slash: number): boolean {
  if (text.hasOneOf(slash - 1, "./\\)]}~%$") || isGlob(text, slash)) return true;
  return (text.charClassBefore(slash) & ALNUM) !== 0 && !isCompilerFlag(text, slash);
}

// Returns true if the star before the slash is a part of a glob. In Markdown's `**/srv/app**` the stars are bold type and
// not a glob. (This is no doc comment, because the example would end it.)
function isGlob(text: ScannedText, slash: number): boolean {
  return text.hasCharacter(slash - 1, "*") && !/^[^\s*]{2,200}[^\s*/]\*/.test(text.slice(slash, slash + 204));
}

/** Returns true for the slash of `-I/usr/include`, where the letter before it is a flag. */
function isCompilerFlag(text: ScannedText, slash: number): boolean {
  return (
    text.hasCharacter(slash - 2, "-") && /(?:^|\s)-[A-Z]$/.test(text.slice(Math.max(0, slash - 3), slash))
  );
}

/** Returns true for `</div>`, but not for a path in angle brackets, which has a second slash. */
function isClosingTag(text: ScannedText, slash: number): boolean {
  return text.hasCharacter(slash - 1, "<") && !/^[^\s<>/]{1,64}\//.test(text.slice(slash + 1, slash + 66));
}

/** Detects `//server/share` and `\\server\share`. The backslashes may be doubled. */
export function detectUncPath(text: ScannedText, separator: number): Identifiable | undefined {
  if (text.charCodeAt(separator + 1) !== text.charCodeAt(separator)) return undefined;
  if ((text.charClassBefore(separator) & ALNUM) !== 0) return undefined;
  // The slashes after a colon are those of a URL.
  if (text.hasOneOf(separator - 1, text.hasCharacter(separator, "/") ? ":\\/" : "\\/")) return undefined;
  return text.findMatchEnd(getUncPattern(), separator) === undefined ? undefined : matchPath(text, separator);
}

const getUncPattern = createLazyPattern(
  String.raw`(?:\\{2,8}|//)(?:[?.][\\/]|[${LETTERS_AND_DIGITS}][${LETTERS_AND_DIGITS}.$_-]{1,62}[\\/]{1,8}[${LETTERS_AND_DIGITS}_$])`,
  "uy",
);

/** Detects `C:\…` and `c:/…`. Is called at the colon. The letter of an escape such as `\n` does not count as before. */
export function detectDrivePath(text: ScannedText, colon: number): Identifiable | undefined {
  if ((text.charClassAt(colon - 1) & LETTER) === 0 || !text.hasOneOf(colon + 1, "\\/")) return undefined;
  if ((text.charClassBefore(colon - 1) & ALNUM) !== 0) return undefined;
  return matchPath(text, colon - 1, colon + 1);
}

const HOME_PREFIX =
  /(?:~[\w.-]{0,32}|\$\{?\w{1,40}\}?|\$env:\w{1,40}|\$\((?:pwd|HOME)\)|%\w{1,40}%)(?=[\\/])/iy;

/** Detects a path after `~` or any variable: `~/…`, `$HOME/…`, `${HOME}/…`, `$(pwd)/…` and `%USERPROFILE%\…`. */
export function detectHomePath(text: ScannedText, sign: number): Identifiable | undefined {
  if ((text.charClassBefore(sign) & ALNUM) !== 0) return undefined;
  const separator = text.findMatchEnd(HOME_PREFIX, sign);
  return separator === undefined ? undefined : matchPath(text, sign, separator);
}

const ENCODED_PATH =
  /%2F(?:home|users|root|var|etc|tmp|opt|srv|mnt|private|volumes|workspaces?)%2F[^\s"'<>`&]*/iy;

/** Detects `%2Fhome%2Fjane`. */
export function detectEncodedPath(text: ScannedText, percent: number): Identifiable | undefined {
  const end = text.hasCharacter(percent + 1, "2") ? text.findMatchEnd(ENCODED_PATH, percent) : undefined;
  return end === undefined ? undefined : createMatch("path", percent, end);
}

const SEPARATOR_BEFORE_USER = /[\\/]{1,2}(?=[^\s\\/"'<>`,;:()[\]{}*?|])/y;

const getHomeAtEndPattern = createLazyPattern(`(?<![${LETTERS_AND_DIGITS}_-])(?:home|users)$`, "iu");

/** Detects the part of a path from the folder of home directories on: `\Users\jane`, `rootfs/home/jane`. */
export function detectHomeFolder(text: ScannedText, separator: number): Identifiable | undefined {
  if (!text.hasOneOf(separator - 1, "eEsS")) return undefined; // The last letters of home and users.
  if (text.findMatchEnd(SEPARATOR_BEFORE_USER, separator) === undefined) return undefined;
  const textBefore = text.slice(Math.max(0, separator - 7), separator);
  const home = getHomeAtEndPattern().exec(textBefore);
  return home === null ? undefined : matchPath(text, separator - home[0].length, separator);
}

/** Returns true if a path may continue with this character after a slash. */
function startsSegment(text: ScannedText, index: number): boolean {
  return (text.charClassAt(index) & (WORD | NON_ASCII)) !== 0 || text.hasOneOf(index, ".@$~");
}

/** Matches a path that begins at `start` and has its first separator at `separator`. */
function matchPath(text: ScannedText, start: number, separator = start): Identifiable | undefined {
  let end = findPathEnd(text, separator);
  // This punctuation belongs to the sentence around the path.
  while (end > separator && text.hasOneOf(end - 1, ".,;:!?)]}")) end--;
  return end - start > 1 ? createMatch("path", start, end) : undefined;
}
