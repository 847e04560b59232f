/** Detects whole URLs and connection strings, because each of their parts may identify somebody. */
import { createLazy } from "../../internal/lazy-module.js";
import { ALNUM, BLANK, DOT, JOIN, QUOTE, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { isPublicAddress } from "../public-hosts.js";
import type { ScannedText } from "../scanned-text.js";
import { WordTable } from "../word-table.js";
import { findPathEnd } from "./path-end.js";

/** Matches `://` with escaped slashes, as in JSON, and with the third slash of `file:///`. */
const AUTHORITY = /:(?:\\?\/){2,3}(?=[^\s"'<>`])/y;
/** Matches the encoded `://` of a URL that is a parameter of another URL. */
const ENCODED_AUTHORITY = /%3A(?:%2F){2}/iy;
/** Schemes that no slashes follow. */
const getPlainSchemes = createLazy(() =>
  WordTable.fromWords("tel sms callto skype sip sips xmpp data urn jdbc".split(" ")),
);

const MAX_PLAIN_SCHEME_LENGTH = 6;
/** The length of the longest registered scheme. */
const MAX_SCHEME_LENGTH = 40;

/** Detects `https://…` with any scheme, and `tel:…` and the like with the schemes above. */
export function detectUrl(text: ScannedText, colon: number): Identifiable | undefined {
  if ((text.charClassAt(colon - 1) & ALNUM) === 0) return undefined;
  const nextCode = text.charCodeAt(colon + 1);
  if (nextCode === SLASH || nextCode === BACKSLASH) {
    const end = text.findMatchEnd(AUTHORITY, colon);
    if (end === undefined) return undefined;
    const start = findSchemeStart(text, colon);
    // The path of a file may have characters that end other URLs.
    const separator = text.findMatchEnd(DRIVE, end) ?? end - 1;
    const pathEnd = text.hasWord(start, "file:") ? findPathEnd(text, start, separator) : end;
    const hasApostrophes = !text.hasCharacter(start - 1, "'");
    const urlEnd = Math.max(pathEnd, findUrlEnd(text, end, hasApostrophes));
    return isPublicUrl(text, start, end, urlEnd) ? undefined : createMatch("url", start, urlEnd);
  }
  const start = text.findRunStart(colon, ALNUM, MAX_PLAIN_SCHEME_LENGTH + 1);
  if (colon - start > MAX_PLAIN_SCHEME_LENGTH || getPlainSchemes().find(text, start, colon) === undefined)
    return undefined;
  if (!startsPlainUrl(text, colon)) return undefined; // before the end is looked for, which may be far away
  const end = findUrlEnd(text, findSpacedNumberEnd(text, start, colon) ?? colon + 1);
  return end > colon + 3 ? createMatch("url", start, end) : undefined;
}

/** Returns true for a page of a well-known service. An account before the host and other schemes make a URL private. */
function isPublicUrl(text: ScannedText, start: number, hostStart: number, end: number): boolean {
  if (!text.hasWord(start, "http")) return false;
  const hostEnd = text.findRunEnd(hostStart, WORD | DOT, end - hostStart);
  return isPublicAddress(text, hostStart, hostEnd, end);
}

/** The content of `data:` after its media type, and a number after `tel:`. */
const DATA = /data:(?:[\w.+-]{1,64}\/[\w.+-]{1,64}|[^\s,"'`<>]{0,64};base64)?[;,]/iy;
const NUMBER = /:[^\s"'`<>]{0,32}\d/y;

/** Matches a number in groups, which contacts (`TEL:+33 1 99…`) have in place of a URL's. */
const SPACED_NUMBER = /:(?!\+?\d{9})\+?[(\d](?:[()./-]? ?[(\d]){6,22}(?![\w:.-])/y;
const MAX_DIGITS = 15;

/** Returns the end of a number with blanks after `tel:` and the like. */
function findSpacedNumberEnd(text: ScannedText, start: number, colon: number): number | undefined {
  if (!text.hasOneOf(start, "tTsScC")) return undefined;
  const end = text.findMatchEnd(SPACED_NUMBER, colon);
  const digits = text.slice(colon, end ?? colon).replace(/\D/g, "");
  return digits.length <= MAX_DIGITS ? end : undefined;
}

/** The drive of `file:///C:/…`. */
const DRIVE = /[A-Za-z](?:[:|]|%3A)(?=[\\/])/iy;

/** Names of standards: `urn:ietf:params:oauth:…`. The names of other organizations may contain a user. */
const STANDARD_NAME = /urn:(?:3gpp|dvb|ietf|iec|iso|mace|mpeg|oasis|ogc|oid|uuid|w3)(?![\w-])/iy;

/** Returns false for a member `data:true` of an object, for a mask `tel:xxxx` and for the name of a standard. */
function startsPlainUrl(text: ScannedText, colon: number): boolean {
  if (text.hasWord(colon - 4, "data")) return text.findMatchEnd(DATA, colon - 4) !== undefined;
  if (text.hasWord(colon - 3, "urn")) return text.findMatchEnd(STANDARD_NAME, colon - 3) === undefined;
  return !text.hasWord(colon - 3, "tel") || text.findMatchEnd(NUMBER, colon) !== undefined;
}

const SLASH = 47;
const BACKSLASH = 92;

/** Detects `https%3A%2F%2F…`. */
export function detectEncodedUrl(text: ScannedText, percent: number): Identifiable | undefined {
  const end = text.hasCharacter(percent + 1, "3") ? text.findMatchEnd(ENCODED_AUTHORITY, percent) : undefined;
  if (end === undefined) return undefined;
  const start = findSchemeStart(text, percent);
  return start === percent ? undefined : createMatch("url", start, findUrlEnd(text, end));
}

function findSchemeStart(text: ScannedText, colon: number): number {
  let start = text.findRunStart(colon, ALNUM | JOIN | DOT, MAX_SCHEME_LENGTH);
  if (text.hasCharacter(start - 1, "+")) start = text.findRunStart(start - 1, ALNUM, MAX_SCHEME_LENGTH); // git+ssh
  while (start < colon && (text.charClassAt(start) & ALNUM) === 0) start++;
  return text.hasCharacter(start - 1, ":") && text.startsWith("jdbc:", start - 5) ? start - 5 : start;
}

/**
 * Returns the end of a URL that extends at least to `from`, without the punctuation of the sentence around it.
 * @param hasApostrophes whether an apostrophe is a part of the URL, because it does not stand in such marks
 */
export function findUrlEnd(text: ScannedText, from: number, hasApostrophes = false): number {
  let end = from;
  while (end < text.length && !(endsUrl(text, end) && !(hasApostrophes && isApostrophe(text, end)))) end++;
  // In npm's `//host/:_authToken="…"` the key before the quoted value is not a part of the URL.
  if (text.hasCharacter(end - 1, "=") && (text.charClassAt(end) & QUOTE) !== 0)
    end = Math.max(from, text.findRunStart(end - 1, WORD, 64));
  while (end > from && text.hasOneOf(end - 1, CLOSING_PUNCTUATION) && !hasOpeningBracket(text, from, end))
    end--;
  return end;
}

/** Returns true for a mark before a letter or an escape: `?q=it's`. RFC 3986 allows it in a URL. */
function isApostrophe(text: ScannedText, index: number): boolean {
  return (
    text.hasCharacter(index, "'") &&
    ((text.charClassAt(index + 1) & ALNUM) !== 0 || text.hasCharacter(index + 1, "%"))
  );
}

function endsUrl(text: ScannedText, index: number): boolean {
  const bits = text.charClassAt(index);
  if ((bits & (BLANK | QUOTE)) !== 0) return true;
  const code = text.charCodeAt(index);
  if (code === BACKSLASH) return !text.hasOneOf(index + 1, "/u"); // JSON's `\/` and `\u0026` continue a URL, `\n` ends it.
  return code >= 128 && bits === 0;
}

const CLOSING_PUNCTUATION = ".,;:!?)]}*|";

/** Brackets within a URL, such as `(…)` in Wikipedia's, are a part of it. */
function hasOpeningBracket(text: ScannedText, from: number, end: number): boolean {
  const opener = { ")": "(", "]": "[", "}": "{" }[text.slice(end - 1, end)];
  return opener !== undefined && end - from <= 512 && text.slice(from, end).includes(opener);
}
