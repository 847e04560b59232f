/** URLs and connection strings, whole: a host, a repository, credentials and a query all say whose they are. */

import { ALNUM, BLANK, DOT, JOIN, QUOTE, WORD } from "./character-classes.js";
import { found, type Identifiable } from "./finding.js";
import type { Text } from "./scanned-text.js";
import { WordTable } from "./word-table.js";

/** `://`, also as JSON escapes it, and with the empty host of `file:///`. */
const AUTHORITY = /:(?:\\?\/){2,3}(?=[^\s"'<>`])/y;
/** A URL inside the query of another. */
const ENCODED_AUTHORITY = /%3A(?:%2F){2}/iy;
/** Schemes whose address stands without slashes. */
const PLAIN_SCHEMES = WordTable.of("tel sms callto skype sip sips xmpp data urn jdbc");

const LONGEST_PLAIN_SCHEME = 6;
/** Longer than any registered scheme. */
const LONGEST_SCHEME = 40;

/** Called at a colon. */
export function url(text: Text, colon: number): Identifiable | undefined {
  if ((text.classAt(colon - 1) & ALNUM) === 0) return undefined;
  const mark = text.charCodeAt(colon + 1);
  if (mark === SLASH || mark === BACKSLASH) {
    const end = text.matchEnd(AUTHORITY, colon);
    return end === undefined ? undefined : found("url", schemeStart(text, colon), urlEnd(text, end));
  }
  const start = text.runStart(colon, ALNUM, LONGEST_PLAIN_SCHEME + 1);
  if (colon - start > LONGEST_PLAIN_SCHEME || PLAIN_SCHEMES.at(text, start, colon) === undefined)
    return undefined;
  const end = urlEnd(text, colon + 1);
  return end > colon + 3 ? found("url", start, end) : undefined;
}

const SLASH = 47;
const BACKSLASH = 92;

/** Called at a per cent sign. */
export function encodedUrl(text: Text, percent: number): Identifiable | undefined {
  const end = text.is(percent + 1, "3") ? text.matchEnd(ENCODED_AUTHORITY, percent) : undefined;
  if (end === undefined) return undefined;
  const start = schemeStart(text, percent);
  return start === percent ? undefined : found("url", start, urlEnd(text, end));
}

function schemeStart(text: Text, colon: number): number {
  let start = text.runStart(colon, ALNUM | JOIN | DOT, LONGEST_SCHEME);
  if (text.is(start - 1, "+")) start = text.runStart(start - 1, ALNUM, LONGEST_SCHEME); // git+ssh
  while (start < colon && (text.classAt(start) & ALNUM) === 0) start++;
  return text.is(start - 1, ":") && text.startsWith("jdbc:", start - 5) ? start - 5 : start;
}

/** Where a URL that reaches to `from` at least ends; the punctuation of the sentence around it is not its own. */
export function urlEnd(text: Text, from: number): number {
  let end = from;
  while (end < text.length && !endsUrl(text, end)) end++;
  // `…/:_authToken="`: the name of what follows in quotes is not the URL's.
  if (text.is(end - 1, "=") && (text.classAt(end) & QUOTE) !== 0)
    end = Math.max(from, text.runStart(end - 1, WORD, 64));
  while (end > from && text.isOneOf(end - 1, CLOSERS) && !isOpened(text, from, end)) end--;
  return end;
}

function endsUrl(text: Text, index: number): boolean {
  const bits = text.classAt(index);
  if ((bits & (BLANK | QUOTE)) !== 0) return true;
  const code = text.charCodeAt(index);
  if (code === 92) return !text.isOneOf(index + 1, "/u"); // a backslash: of JSON's `\/` and `\u0026`, or of `\n`
  return code >= 128 && bits === 0;
}

const CLOSERS = ".,;:!?)]}*|";

/** `(…)` within a URL belongs to it, as in an encyclopedia's. */
function isOpened(text: Text, from: number, end: number): boolean {
  const opener = { ")": "(", "]": "[", "}": "{" }[text.slice(end - 1, end)];
  return opener !== undefined && end - from <= 512 && text.slice(from, end).includes(opener);
}
