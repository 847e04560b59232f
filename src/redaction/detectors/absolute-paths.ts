/** Detects absolute paths of all systems, whose names may contain blanks. */
import { createLazyPattern, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { ALNUM, BLANK, LETTER, LINE_END, NON_ASCII, UPPER, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";

/** The limit of common file systems. */
const MAX_NAME_LENGTH = 255;
/** Longer names with blanks are sentences. */
const MAX_SPACED_NAME_LENGTH = 80;

export function detectUnixPath(text: ScannedText, slash: number): Identifiable | undefined {
  if (!startsName(text, slash + 1)) return detectHomeFolder(text, slash);
  const before = text.charClassBefore(slash);
  const isAndOr = (before & NON_ASCII) !== 0 && (text.charClassAt(slash + 1) & NON_ASCII) !== 0;
  if (isAndOr) return undefined; // as in `и/или`
  const isRelative =
    text.hasOneOf(slash - 1, "./\\)]}~%$") ||
    isGlob(text, slash) ||
    ((before & ALNUM) !== 0 && !isCompilerFlag(text, slash));
  return isRelative || isClosingTag(text, slash) ? detectHomeFolder(text, slash) : matchPath(text, slash);
}

/** Returns true if the star before the slash is a part of a glob. A path in bold letters has stars at both ends. */
function isGlob(text: ScannedText, slash: number): boolean {
  return text.hasCharacter(slash - 1, "*") && !/^[^\s*]{2,200}[^\s*/]\*/.test(text.slice(slash, slash + 204));
}

/** Returns true for `</div>`, but not for a path in angle brackets, which has a second slash. */
function isClosingTag(text: ScannedText, slash: number): boolean {
  return text.hasCharacter(slash - 1, "<") && !/^[^\s<>/]{1,64}\//.test(text.slice(slash + 1, slash + 66));
}

/** Detects `//server/share` and `\\server\share`. The backslashes may be doubled. */
export function detectUncPath(text: ScannedText, at: number): Identifiable | undefined {
  if (text.charCodeAt(at + 1) !== text.charCodeAt(at)) return undefined;
  if (
    (text.charClassBefore(at) & ALNUM) !== 0 ||
    text.hasOneOf(at - 1, text.hasCharacter(at, "/") ? ":\\/" : "\\/")
  )
    return undefined;
  return text.findMatchEnd(getUncPattern(), at) === undefined ? undefined : matchPath(text, at);
}

const getUncPattern = createLazyPattern(
  String.raw`(?:\\{2,8}|//)(?:[?.][\\/]|[${LETTERS_AND_DIGITS}][${LETTERS_AND_DIGITS}.$_-]{1,62}[\\/]{1,8}[${LETTERS_AND_DIGITS}_$])`,
  "uy",
);

/** Detects `C:\…` and `c:/…`. Is called at the colon. */
export function detectDrivePath(text: ScannedText, colon: number): Identifiable | undefined {
  if ((text.charClassAt(colon - 1) & LETTER) === 0 || !text.hasOneOf(colon + 1, "\\/")) return undefined;
  if ((text.charClassBefore(colon - 1) & ALNUM) !== 0) return undefined;
  return matchPath(text, colon - 1, colon + 1);
}

const HOME = /(?:~[\w.-]{0,32}|\$\{?\w{1,40}\}?|\$env:\w{1,40}|\$\((?:pwd|HOME)\)|%\w{1,40}%)(?=[\\/])/iy;

/** Detects `~/…`, `$HOME/…`, `${HOME}/…` and `%USERPROFILE%\…`. */
export function detectHomePath(text: ScannedText, sign: number): Identifiable | undefined {
  if ((text.charClassBefore(sign) & ALNUM) !== 0) return undefined;
  const end = text.findMatchEnd(HOME, sign);
  return end === undefined ? undefined : matchPath(text, sign, end);
}

const ENCODED = /%2F(?:home|users|root|var|etc|tmp|opt|srv|mnt|private|volumes|workspaces?)%2F[^\s"'<>`&]*/iy;

/** Detects `%2Fhome%2Fjane`. */
export function detectEncodedPath(text: ScannedText, percent: number): Identifiable | undefined {
  const end = text.hasCharacter(percent + 1, "2") ? text.findMatchEnd(ENCODED, percent) : undefined;
  return end === undefined ? undefined : createMatch("path", percent, end);
}

const UNDER_HOME = /[\\/]{1,2}(?=[^\s\\/"'<>`,;:()[\]{}*?|])/y;

const getHomeAtEndPattern = createLazyPattern(`(?<![${LETTERS_AND_DIGITS}_-])(?:home|users)$`, "iu");

/** Detects the part of a path from the folder of home directories on: `\Users\jane`, `rootfs/home/jane`. */
export function detectHomeFolder(text: ScannedText, separator: number): Identifiable | undefined {
  if (!text.hasOneOf(separator - 1, "eEsS")) return undefined; // The last letters of home and users.
  if (text.findMatchEnd(UNDER_HOME, separator) === undefined) return undefined;
  const folder = text.slice(Math.max(0, separator - 7), separator);
  const home = getHomeAtEndPattern().exec(folder);
  return home === null ? undefined : matchPath(text, separator - home[0].length, separator);
}

function isCompilerFlag(text: ScannedText, slash: number): boolean {
  return (
    text.hasCharacter(slash - 2, "-") && /(?:^|\s)-[A-Z]$/.test(text.slice(Math.max(0, slash - 3), slash))
  );
}

function startsName(text: ScannedText, index: number): boolean {
  return (text.charClassAt(index) & (WORD | NON_ASCII)) !== 0 || text.hasOneOf(index, ".@$~");
}

/** Matches a path that begins at `start` and has its first separator at `separator`. */
function matchPath(text: ScannedText, start: number, separator = start): Identifiable | undefined {
  let end = separator;
  let parent = separator;
  while (isSeparator(text, end)) {
    const name = findSeparatorsEnd(text, end);
    end = findComponentEnd(text, name, parent);
    parent = name;
  }
  while (end > separator && text.hasOneOf(end - 1, ".,;:!?)]}")) end--;
  return end - start > 1 ? createMatch("path", start, end) : undefined;
}

const SLASH = 47;
const BACKSLASH = 92;

function isSeparator(text: ScannedText, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === SLASH || (code === BACKSLASH && !text.hasOneOf(index + 1, ESCAPED_IN_SHELL));
}

/** In shells, a backslash before one of these characters is a part of the name and not a separator. */
const ESCAPED_IN_SHELL = " ()&'!";

/** Returns the end of up to eight separators, because JSON doubles backslashes. */
function findSeparatorsEnd(text: ScannedText, from: number): number {
  let end = from;
  while (end < from + 8 && isSeparator(text, end)) end++;
  return end;
}

/** Finds the end of a name. It may contain blanks if a separator follows. The last name usually ends at a blank. */
function findComponentEnd(text: ScannedText, from: number, parent: number): number {
  const plainEnd = findNameEnd(text, from);
  if (isSeparator(text, plainEnd) || !isBlank(text, plainEnd)) return plainEnd;
  let end = plainEnd;
  // The end of the line and the maximum length of a name limit this loop.
  while (end - from < MAX_SPACED_NAME_LENGTH && isBlank(text, end)) {
    const next = findNameEnd(text, end + 1);
    if (next === end + 1) break;
    end = next;
    if (isSeparator(text, end) && !isSeparator(text, end + 1) && !isBlank(text, end + 1)) return end;
  }
  return isSeparator(text, end) ? end : findLastNameEnd(text, from, plainEnd, parent);
}

function isBlank(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  return (bits & BLANK) !== 0 && (bits & LINE_END) === 0;
}

/** The match includes the separators. */
const HOME_FOLDER = /^(?:home|users|documents and settings|profiles)[\\/]+$/i;
const EXTENSION = /^(?: [^\s\\/:*?"'`<>|,;]{1,40}){1,6}?\.[A-Za-z0-9]{1,5}(?![A-Za-z0-9])/u;

/** Finds the end of the last name. It has blanks if it is a user's full name in a home folder, or if it has an extension. */
function findLastNameEnd(text: ScannedText, from: number, plainEnd: number, parent: number): number {
  if (HOME_FOLDER.test(text.slice(parent, Math.min(from, parent + 32)))) {
    let end = plainEnd;
    while (
      isBlank(text, end) &&
      (text.charClassAt(end + 1) & (UPPER | NON_ASCII)) !== 0 &&
      end - from < MAX_SPACED_NAME_LENGTH
    )
      end = findNameEnd(text, end + 1);
    return end;
  }
  if (/\.\w{1,5}$/.test(text.slice(Math.max(from, plainEnd - 6), plainEnd))) return plainEnd;
  if (!mayHaveExtension(text, plainEnd)) return plainEnd;
  const more = EXTENSION.exec(text.slice(plainEnd, plainEnd + MAX_SPACED_NAME_LENGTH));
  return more === null ? plainEnd : plainEnd + more[0].length;
}

/** Looks for a dot before the pattern is tried, because most blanks end a path. */
function mayHaveExtension(text: ScannedText, from: number): boolean {
  let index = from;
  const stop = from + MAX_SPACED_NAME_LENGTH;
  while (
    index < stop &&
    !text.hasCharacter(index, ".") &&
    (isBlank(text, index) || isNameCharacter(text, index))
  )
    index++;
  return text.hasCharacter(index, ".");
}

/** Returns the end of a name without blanks. */
function findNameEnd(text: ScannedText, from: number): number {
  let end = from;
  const stop = Math.min(text.length, from + MAX_NAME_LENGTH);
  while (end < stop && isNameCharacter(text, end)) end++;
  return end;
}

function isNameCharacter(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  if ((bits & (WORD | NON_ASCII)) !== 0) return true;
  const code = text.charCodeAt(index);
  if (code === BACKSLASH) return text.hasOneOf(index + 1, ESCAPED_IN_SHELL);
  if ((bits & BLANK) !== 0) return text.hasCharacter(index - 1, "\\") && (bits & LINE_END) === 0;
  return code < 128 ? NEVER_IN_NAME[code] === 0 : bits !== 0 || code > 0xd7ff;
}

const NEVER_IN_NAME = new Uint8Array(128);
for (const character of "/:*?\"'`<>|;\0\b\f\v[]{}") NEVER_IN_NAME[character.charCodeAt(0)] = 1;
