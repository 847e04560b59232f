/** Absolute paths of every system, read component by component: a name may hold blanks, and only what follows tells where it ends. */

import { createLazyPattern, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { ALNUM, BLANK, LETTER, LINE_END, NON_ASCII, UPPER, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../detector.js";
import type { ScannedText } from "../scanned-text.js";

/** No component is longer on any common file system; with blanks in it, none that people make is longer than 80. */
const MAX_NAME_LENGTH = 255;
const MAX_SPACED_NAME_LENGTH = 80;

/** Called at a slash. */
export function detectUnixPath(text: ScannedText, slash: number): Identifiable | undefined {
  if (!startsName(text, slash + 1)) return matchHomeFolder(text, slash);
  const before = text.charClassBefore(slash);
  if ((before & NON_ASCII) !== 0 && (text.charClassAt(slash + 1) & NON_ASCII) !== 0) return undefined; // и/или
  const isRelative =
    text.hasOneOf(slash - 1, "./\\)]}~%$") ||
    isGlob(text, slash) ||
    ((before & ALNUM) !== 0 && !isCompilerFlag(text, slash));
  return isRelative || isClosingTag(text, slash) ? matchHomeFolder(text, slash) : matchPath(text, slash);
}

// A glob goes on with a star after its last slash; a path in bold letters ends with its stars.
function isGlob(text: ScannedText, slash: number): boolean {
  return text.hasCharacter(slash - 1, "*") && !/^[^\s*]{2,200}[^\s*/]\*/.test(text.slice(slash, slash + 204));
}

/** `</div>` is markup; what has a second slash in it is a path in angle brackets. */
function isClosingTag(text: ScannedText, slash: number): boolean {
  return text.hasCharacter(slash - 1, "<") && !/^[^\s<>/]{1,64}\//.test(text.slice(slash + 1, slash + 66));
}

/** `//server/share` and `\\server\share`, also with their backslashes doubled; called at the first of them. */
export function detectUncPath(text: ScannedText, at: number): Identifiable | undefined {
  if (text.charCodeAt(at + 1) !== text.charCodeAt(at)) return undefined;
  if (
    (text.charClassBefore(at) & ALNUM) !== 0 ||
    text.hasOneOf(at - 1, text.hasCharacter(at, "/") ? ":\\/" : "\\/")
  )
    return undefined;
  return text.findMatchEnd(UNC(), at) === undefined ? undefined : matchPath(text, at);
}

const UNC = createLazyPattern(
  String.raw`(?:\\{2,8}|//)(?:[?.][\\/]|[${LETTERS_AND_DIGITS}][${LETTERS_AND_DIGITS}.$_-]{1,62}[\\/]{1,8}[${LETTERS_AND_DIGITS}_$])`,
  "uy",
);

/** `C:\…` and `c:/…`; called at the colon. */
export function detectDrivePath(text: ScannedText, colon: number): Identifiable | undefined {
  if ((text.charClassAt(colon - 1) & LETTER) === 0 || !text.hasOneOf(colon + 1, "\\/")) return undefined;
  if ((text.charClassBefore(colon - 1) & ALNUM) !== 0) return undefined;
  return matchPath(text, colon - 1, colon + 1);
}

const HOME = /(?:~[\w.-]{0,32}|\$\{?\w{1,40}\}?|\$env:\w{1,40}|\$\((?:pwd|HOME)\)|%\w{1,40}%)(?=[\\/])/iy;

/** `~/…`, `$HOME/…`, `${HOME}/…`, `%USERPROFILE%\…`; called at the sign. */
export function detectHomePath(text: ScannedText, sign: number): Identifiable | undefined {
  if ((text.charClassBefore(sign) & ALNUM) !== 0) return undefined;
  const end = text.findMatchEnd(HOME, sign);
  return end === undefined ? undefined : matchPath(text, sign, end);
}

const ENCODED = /%2F(?:home|users|root|var|etc|tmp|opt|srv|mnt|private|volumes|workspaces?)%2F[^\s"'<>`&]*/iy;

/** `%2Fhome%2Fjane`; called at the per cent sign. */
export function detectEncodedPath(text: ScannedText, percent: number): Identifiable | undefined {
  const end = text.hasCharacter(percent + 1, "2") ? text.findMatchEnd(ENCODED, percent) : undefined;
  return end === undefined ? undefined : createMatch("path", percent, end);
}

const UNDER_HOME = /[\\/]{1,2}(?=[^\s\\/"'<>`,;:()[\]{}*?|])/y;

const HOME_AT_END = createLazyPattern(`(?<![${LETTERS_AND_DIGITS}_-])(?:home|users)$`, "iu");

/** Where a path is relative but goes through people's homes, from there: `rootfs/home/jane`. */
function matchHomeFolder(text: ScannedText, separator: number): Identifiable | undefined {
  if (!text.hasOneOf(separator - 1, "eEsS")) return undefined; // of home and users, before anything dearer
  if (text.findMatchEnd(UNDER_HOME, separator) === undefined) return undefined;
  const folder = text.slice(Math.max(0, separator - 7), separator);
  const home = HOME_AT_END().exec(folder);
  return home === null ? undefined : matchPath(text, separator - home[0].length, separator);
}

/** `\Users\jane` without a drive before it; called at a backslash. */
export function detectWindowsHome(text: ScannedText, backslash: number): Identifiable | undefined {
  return matchHomeFolder(text, backslash);
}

function isCompilerFlag(text: ScannedText, slash: number): boolean {
  return (
    text.hasCharacter(slash - 2, "-") && /(?:^|\s)-[A-Z]$/.test(text.slice(Math.max(0, slash - 3), slash))
  );
}

function startsName(text: ScannedText, index: number): boolean {
  return (text.charClassAt(index) & (WORD | NON_ASCII)) !== 0 || text.hasOneOf(index, ".@$~");
}

/** A path that begins at `start`; its first separator stands at `separator`. */
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

function isSeparator(text: ScannedText, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 47 || (code === 92 && !text.hasOneOf(index + 1, ESCAPED_IN_SHELL));
}

/** What a shell wants a backslash before, so that it belongs to a name. */
const ESCAPED_IN_SHELL = " ()&'!";

/** Doubled where a string was written as JSON once or twice. */
function findSeparatorsEnd(text: ScannedText, from: number): number {
  let end = from;
  while (end < from + 8 && isSeparator(text, end)) end++;
  return end;
}

/** A name ends at its separator, be there blanks before it; the last one at a blank, unless more of it follows. */
function findComponentEnd(text: ScannedText, from: number, parent: number): number {
  const plainEnd = findNameEnd(text, from);
  if (isSeparator(text, plainEnd) || !isBlank(text, plainEnd)) return plainEnd;
  let end = plainEnd;
  // Bounded by the line and by the length of a name, so that each blank is looked at by one path alone.
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

/** With the separators behind it. */
const HOME_FOLDER = /^(?:home|users|documents and settings|profiles)[\\/]+$/i;
const EXTENSION = /^(?: [^\s\\/:*?"'`<>|,;]{1,40}){1,6}?\.[A-Za-z0-9]{1,5}(?![A-Za-z0-9])/u;

/** The last name's blanks: of a person's two names under the folder of homes, or before an extension. */
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

/** A look for a dot, since most names have no blanks and most blanks end a path. */
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

/** A name without blanks. */
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
  if (code === 92) return text.hasOneOf(index + 1, ESCAPED_IN_SHELL);
  if ((bits & BLANK) !== 0) return text.hasCharacter(index - 1, "\\") && (bits & LINE_END) === 0;
  // `(x86)` is a name's, the bracket around a path is not; a comma within a name has no blank behind it.
  return code < 128 ? NEVER_IN_NAME[code] === 0 : bits !== 0 || code > 0xd7ff;
}

const NEVER_IN_NAME = new Uint8Array(128);
for (const character of "/:*?\"'`<>|;\0\b\f\v[]{}") NEVER_IN_NAME[character.charCodeAt(0)] = 1;
