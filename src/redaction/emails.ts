/** E-mail addresses and logins (`user@host`), in the forms people write them. */

import { ALNUM, BEYOND, DIGIT, DOT, JOIN, MAILBOX, WORD } from "./character-classes.js";
import { found, type Identifiable } from "./finding.js";
import type { Text } from "./scanned-text.js";
import { urlEnd } from "./urls.js";
import { WordTable } from "./word-table.js";

/** RFC 5321: 64 before the sign and 255 after it. */
const LONGEST_MAILBOX = 64;
const LONGEST_DOMAIN = 255;

const MAILBOX_CHARACTERS = ALNUM | BEYOND | JOIN | MAILBOX | DOT;
const DOMAIN_CHARACTERS = ALNUM | BEYOND | JOIN | DOT;

/** What stands behind an `@` in a package's name and version: `react@next`, `actions/checkout@v4`. */
const VERSIONS = WordTable.of(
  "latest next beta alpha rc canary lts dev nightly stable experimental legacy insider insiders",
  "edge preview main master head workspace npm file link patch catalog sha256 sha512 sha384 md5",
);

/** Called at an `@`, or at what stands for one and is `width` characters wide. */
export function email(text: Text, at: number, width = 1): Identifiable | undefined {
  const start = mailboxStart(text, at);
  const domain = at + width;
  if (start === at) return undefined;
  if (text.is(domain, "[")) return addressLiteral(text, start, domain);
  let end = text.runEnd(domain, DOMAIN_CHARACTERS, LONGEST_DOMAIN);
  while (end > domain && text.isOneOf(end - 1, ".-")) end--;
  if (end === domain || isVersion(text, domain, end)) return undefined;
  const login = text.is(start - 1, ":")
    ? text.runStart(start - 1, MAILBOX_CHARACTERS, LONGEST_MAILBOX)
    : start;
  // `user:password@tcp(host:3306)/database` is Go's connection string.
  if (login < start - 1 && text.is(end, "(")) return found("url", login, urlEnd(text, end));
  // `git@host:owner/repository.git`, `jane@host:/srv`: the path says as much as the host.
  if (text.is(end, ":")) return found("email", start, remotePathEnd(text, end));
  return found("email", start, end);
}

function mailboxStart(text: Text, at: number): number {
  if (text.is(at - 1, '"')) return quotedMailboxStart(text, at);
  let start = text.runStart(at, MAILBOX_CHARACTERS, LONGEST_MAILBOX);
  // O'Brien's own, and not the end of a quotation.
  if (text.is(start - 1, "'") && start < at && (text.classAt(start - 2) & ALNUM) !== 0)
    start = text.runStart(start - 1, MAILBOX_CHARACTERS, LONGEST_MAILBOX);
  while (start < at && (text.classAt(start) & (ALNUM | BEYOND | JOIN)) === 0) start++;
  return start;
}

/** Of `"jane doe"@example.com`, also where the quotation marks were doubled or escaped. */
function quotedMailboxStart(text: Text, at: number): number {
  const end = marksStart(text, at);
  let start = end;
  const stop = end - LONGEST_MAILBOX;
  while (start > stop && ((text.classAt(start - 1) & (WORD | DOT)) !== 0 || text.isOneOf(start - 1, " +")))
    start--;
  const opening = marksStart(text, start);
  return start < end && opening < start && (text.classAt(opening - 1) & ALNUM) === 0 ? opening : at;
}

/** Where the one or two quotation marks begin that end at `to`, with the backslashes before them. */
function marksStart(text: Text, to: number): number {
  let start = to;
  while (start > to - 2 && text.is(start - 1, '"')) start--;
  const marks = start;
  while (start < to && start > marks - 7 && text.is(start - 1, "\\")) start--;
  return start;
}

function addressLiteral(text: Text, start: number, bracket: number): Identifiable | undefined {
  const closing = text.slice(bracket, bracket + 64).indexOf("]");
  return closing > 1 ? found("email", start, bracket + closing + 1) : undefined;
}

function isVersion(text: Text, start: number, end: number): boolean {
  if ((text.classAt(start) & DIGIT) !== 0 || text.isOneOf(start, "vV^*")) {
    const name = text.slice(start, end);
    if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(name)) return false;
    return /^v?\d+x?(?:\.|$|-)/i.test(name) || /^[\d.x*^~-]+$/.test(name);
  }
  if (VERSIONS.at(text, start, end) !== undefined) return true;
  return (text.classAt(end - 1) & DIGIT) !== 0 && /\.\d+$/.test(text.slice(start, end));
}

const REMOTE_PATH = /:(?:\d{1,5}(?![\w.]))?[^\s"'`<>|,;)\]}]*/y;

function remotePathEnd(text: Text, colon: number): number {
  const end = text.matchEnd(REMOTE_PATH, colon) ?? colon;
  return end === colon + 1 ? colon : end;
}

/** `jane%40example.com`, as in a query; called at the per cent sign. */
export function encodedEmail(text: Text, percent: number): Identifiable | undefined {
  return text.startsWith("40", percent + 1) && (text.classAt(percent + 3) & (ALNUM | BEYOND)) !== 0
    ? email(text, percent, 3)
    : undefined;
}

/** `jane&#64;example.com`, as in HTML; called at the ampersand. */
export function entityEmail(text: Text, ampersand: number): Identifiable | undefined {
  const end = text.matchEnd(ENTITY, ampersand);
  return end === undefined ? undefined : email(text, ampersand, end - ampersand);
}

const ENTITY = /&(?:#64|#x40|commat);/iy;
