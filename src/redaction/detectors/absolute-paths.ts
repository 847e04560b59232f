/** Detects absolute paths of all systems, whose names may contain blanks. */
import { createLazyPattern, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { ALNUM, BLANK, LETTER, NON_ASCII, QUOTE, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { findPublicPathEnd } from "../public-routes.js";
import type { ScannedText } from "../scanned-text.js";
import { findPathEnd } from "./path-end.js";

/** Detects `/srv/app`. Where the slash does not begin a path, detects the home folder before it. */
export function detectUnixPath(text: ScannedText, slash: number): Identifiable | undefined {
  if (!startsSegment(text, slash + 1)) return detectHomeFolder(text, slash);
  const before = text.charClassBefore(slash);
  const isNonAsciiAlternative = (before & NON_ASCII) !== 0 && (text.charClassAt(slash + 1) & NON_ASCII) !== 0;
  if (isNonAsciiAlternative) return undefined; // as in `и/или`
  const start = findEscapedSlashStart(text, slash);
  const isPathStart =
    !isWithinPath(text, start) && !isClosingTag(text, start) && !isRegularExpression(text, slash);
  return isPathStart ? excludeRoute(text, slash, matchPath(text, start)) : detectHomeFolder(text, slash);
}

/** A route with a longer query is redacted. Otherwise each slash of the query would be read again, in quadratic time. */
const MAX_QUERY_LENGTH = 512;

/**
 * Returns the match, or undefined if it is a route such as `/users/sign_in`, with or without a query. `slash` is the start of
 * the route.
 */
function excludeRoute(
  text: ScannedText,
  slash: number,
  match: Identifiable | undefined,
): Identifiable | undefined {
  const routeEnd = match && findPublicPathEnd(text, slash);
  if (match === undefined || routeEnd === undefined) return match;
  const hasQuery = text.hasOneOf(routeEnd, "?#") && match.end - routeEnd < MAX_QUERY_LENGTH;
  return routeEnd >= match.end || hasQuery ? undefined : match;
}

/** Returns the start of the backslashes before the first slash of `"\/srv\/app"`, as PHP writes it in JSON. */
function findEscapedSlashStart(text: ScannedText, slash: number): number {
  let start = slash;
  while (start > slash - 3 && text.hasCharacter(start - 1, "\\")) start--;
  const isInString =
    (text.charClassAt(start - 1) & (BLANK | QUOTE)) !== 0 || text.hasOneOf(start - 1, "(=:,");
  return isInString ? start : slash;
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

const REGULAR_EXPRESSION = /\/[^\s/\\]{1,64}\/[dgimsuvy]{0,8}(?![\w\\/.-])/y;
const REGULAR_EXPRESSION_BEFORE =
  /(?:reg(?:ular )?ex(?:p|pression)?|pattern|like|grep|=~|(?:test|match|replace|replaceAll|search|split)\()\W{0,4}$/i;

/** Returns true for a regular expression after a word that announces it, as in `regular expression: /value/`. */
function isRegularExpression(text: ScannedText, slash: number): boolean {
  if (text.findMatchEnd(REGULAR_EXPRESSION, slash) === undefined) return false;
  return REGULAR_EXPRESSION_BEFORE.test(text.slice(Math.max(0, slash - 32), slash));
}

/** Matches the prefixes of devices and of long paths: `\\?\`, `\\.\` and `\??\`, with a drive. Backslashes may be doubled. */
const DEVICE_PREFIX = /(?:(?:\\{2,16}|\/\/)[?.]|\\{1,8}\?\?)(?=[\\/])(?:[\\/]{1,8}[A-Za-z]:(?=[\\/]))?/y;

/** Matches the roots of paths in Windows' kernel. */
const NT_ROOT = /\\{1,8}(?:Device|SystemRoot|DosDevices|GLOBAL\?\?)(?=\\)/iy;

/** Detects `//server/share`, `\Device\…` and `\\server\share`. The backslashes may be doubled. */
export function detectUncPath(text: ScannedText, separator: number): Identifiable | undefined {
  const rootEnd = text.hasCharacter(separator, "/") ? undefined : text.findMatchEnd(NT_ROOT, separator);
  if (
    rootEnd !== undefined &&
    (text.charClassBefore(separator) & ALNUM) === 0 &&
    !text.hasOneOf(separator - 1, "\\.]})%")
  )
    return matchPath(text, separator, rootEnd);
  const isDoubled = text.charCodeAt(separator + 1) === text.charCodeAt(separator);
  if (!isDoubled && !text.hasCharacter(separator + 1, "?")) return undefined;
  if ((text.charClassBefore(separator) & ALNUM) !== 0) return undefined;
  // The slashes after a colon are those of a URL.
  if (text.hasOneOf(separator - 1, text.hasCharacter(separator, "/") ? ":\\/" : "\\/")) return undefined;
  // The public identifier of a document type: `"-//W3C//DTD HTML 4.01//EN"`
  if (text.hasOneOf(separator - 1, "-+") && (text.charClassAt(separator - 2) & QUOTE) !== 0) return undefined;
  const deviceEnd = text.findMatchEnd(DEVICE_PREFIX, separator);
  if (deviceEnd !== undefined) return matchPath(text, separator, deviceEnd);
  return text.findMatchEnd(getUncPattern(), separator) === undefined ? undefined : matchPath(text, separator);
}

/** A server may have a port or `SSL` after an at sign, as WebDAV has on Windows. */
const getUncPattern = createLazyPattern(
  String.raw`(?:\\{2,16}|//)[${LETTERS_AND_DIGITS}][${LETTERS_AND_DIGITS}.$_-]{1,62}(?:@(?:SSL|\d{1,5})){0,2}[\\/]{1,16}[${LETTERS_AND_DIGITS}_$]`,
  "iuy",
);

/** Detects `C:\…` and `c:/…`. Is called at the colon. The letter of an escape such as `\n` does not count as before. */
export function detectDrivePath(text: ScannedText, colon: number): Identifiable | undefined {
  if ((text.charClassAt(colon - 1) & LETTER) === 0 || !text.hasOneOf(colon + 1, "\\/")) return undefined;
  if ((text.charClassBefore(colon - 1) & ALNUM) !== 0) return undefined;
  return matchPath(text, colon - 1, colon + 1);
}

const HOME_PREFIX =
  /(?:~[\w.@+-]{0,32}|\$\w{1,40}|\$\{[^{}\s"']{1,60}\}|\$env:\w{1,40}|\$\([\w-]{1,40}(?: [\w-]{1,40}){0,3}\)|%[\w()]{1,40}%)(?=[\\/])/iy;
const URL_VARIABLE = /(?:URL|URI|HOST|ORIGIN|ENDPOINT|SERVER|DOMAIN|API)\}?$/i;
/** Matches operators of a query such as `$and/$or`, and modules of SvelteKit such as `$lib/server`. */
const NO_VARIABLE = /\$[a-z]\w{0,39}\/\$[a-z]|\$(?:lib|app|env)\//y;

/** Detects a path after `~` or any variable: `~/…`, `$HOME/…`, `${HOME}/…`, `$(pwd)/…` and `%USERPROFILE%\…`. */
export function detectHomePath(text: ScannedText, sign: number): Identifiable | undefined {
  const isWithinPath = (text.charClassBefore(sign) & ALNUM) !== 0 || text.hasCharacter(sign - 1, "/");
  if (isWithinPath || text.findMatchEnd(NO_VARIABLE, sign) !== undefined) return undefined;
  const separator = text.findMatchEnd(HOME_PREFIX, sign);
  if (separator === undefined) return undefined;
  const match = matchPath(text, sign, separator);
  // `$API_URL/users` is a URL.
  return URL_VARIABLE.test(text.slice(sign, separator)) ? excludeRoute(text, separator, match) : match;
}

const SEPARATOR_BEFORE_USER = /[\\/]{1,2}(?=[^\s\\/"'<>`,;:()[\]{}*?|])/y;

const getHomeAtEndPattern = createLazyPattern(`(?<![${LETTERS_AND_DIGITS}_-])(?:home|users)$`, "iu");

/** Detects the part of a path from the folder of home directories on: `\Users\jane`, `rootfs/home/jane`. */
export function detectHomeFolder(text: ScannedText, separator: number): Identifiable | undefined {
  if (!text.hasOneOf(separator - 1, "eEsS")) return undefined; // The last letters of home and users.
  if (text.findMatchEnd(SEPARATOR_BEFORE_USER, separator) === undefined) return undefined;
  const textBefore = text.slice(Math.max(0, separator - 7), separator);
  const home = getHomeAtEndPattern().exec(textBefore);
  if (home === null) return undefined;
  const match = matchPath(text, separator - home[0].length, separator);
  // `users/1` may be a route, `Users\jane` and `home/jane` are folders.
  return home[0] === "users" ? excludeRoute(text, separator, match) : match;
}

/** Returns true if a path may continue with this character after a slash. */
function startsSegment(text: ScannedText, index: number): boolean {
  return (text.charClassAt(index) & (WORD | NON_ASCII)) !== 0 || text.hasOneOf(index, ".@$~");
}

/** Matches a path that begins at `start` and has its first separator at `separator`. */
function matchPath(text: ScannedText, start: number, separator = start): Identifiable | undefined {
  const end = findPathEnd(text, start, separator);
  return end - start > 1 ? createMatch("path", start, end) : undefined;
}
