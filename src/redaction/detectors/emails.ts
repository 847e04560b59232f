/** Detects e-mail addresses and logins such as `user@host`. */
import { createLazy } from "../../internal/lazy-module.js";
import { ALNUM, DIGIT, DOT, JOIN, MAILBOX, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { WordTable } from "../word-table.js";
import { findUrlEnd } from "./urls.js";

/** The limits of RFC 5321, section 4.5.3.1. */
const MAX_MAILBOX_LENGTH = 64;
const MAX_DOMAIN_LENGTH = 255;

const MAILBOX_CHARACTERS = ALNUM | NON_ASCII | JOIN | MAILBOX | DOT;
const DOMAIN_CHARACTERS = ALNUM | NON_ASCII | JOIN | DOT;

/** Tags and protocols that follow a package's name: `react@next`, `react@npm:preact`. */
const getVersionTags = createLazy(() =>
  WordTable.fromWords(
    (
      "latest next beta alpha rc canary lts dev nightly stable experimental legacy insider insiders " +
      "edge preview main master head workspace npm file link patch catalog sha256 sha512 sha384 md5"
    ).split(" "),
  ),
);

/** Called with the range of an `@` or of its encoded form. The domain begins at the end of this range. */
export function detectEmail(text: ScannedText, at: number, domainStart: number): Identifiable | undefined {
  const start = findMailboxStart(text, at);
  if (start === at) return undefined;
  if (text.hasCharacter(domainStart, "[")) return matchAddressLiteral(text, start, domainStart);
  let end = text.findRunEnd(domainStart, DOMAIN_CHARACTERS, MAX_DOMAIN_LENGTH);
  while (end > domainStart && text.hasOneOf(end - 1, ".-")) end--;
  if (end === domainStart || isPackageVersion(text, domainStart, end)) return undefined;
  // Go's connection strings have the form `user:password@tcp(host:3306)/database`.
  const userStart = text.hasCharacter(start - 1, ":")
    ? text.findRunStart(start - 1, MAILBOX_CHARACTERS, MAX_MAILBOX_LENGTH)
    : start;
  if (userStart < start - 1 && text.hasCharacter(end, "("))
    return createMatch("url", userStart, findUrlEnd(text, end));
  // The path in `git@host:owner/repository.git` identifies as much as the host.
  if (text.hasCharacter(end, ":")) return createMatch("email", start, findRemotePathEnd(text, end));
  return createMatch("email", start, end);
}

/** Returns the start of the mailbox before an `@`, or the index of the `@` if there is none. */
function findMailboxStart(text: ScannedText, at: number): number {
  if (text.hasCharacter(at - 1, '"')) return findQuotedMailboxStart(text, at);
  let start = text.findRunStart(at, MAILBOX_CHARACTERS, MAX_MAILBOX_LENGTH);
  // The apostrophe in O'Brien is a part of the mailbox; a closing quotation mark is not.
  if (text.hasCharacter(start - 1, "'") && start < at && (text.charClassAt(start - 2) & ALNUM) !== 0)
    start = text.findRunStart(start - 1, MAILBOX_CHARACTERS, MAX_MAILBOX_LENGTH);
  while (start < at && (text.charClassAt(start) & (ALNUM | NON_ASCII | JOIN)) === 0) start++;
  return start;
}

/**
 * Returns the start of `"jane doe"` in `"jane doe"@example.com`, or the index of the `@` if there is no opening mark. The
 * quotation marks may be doubled or escaped.
 */
function findQuotedMailboxStart(text: ScannedText, at: number): number {
  const contentEnd = findQuotationMarksStart(text, at);
  let contentStart = contentEnd;
  const stop = contentEnd - MAX_MAILBOX_LENGTH;
  while (
    contentStart > stop &&
    ((text.charClassAt(contentStart - 1) & (WORD | DOT)) !== 0 || text.hasOneOf(contentStart - 1, " +"))
  )
    contentStart--;
  const openingStart = findQuotationMarksStart(text, contentStart);
  const isQuoted = contentStart < contentEnd && openingStart < contentStart;
  return isQuoted && (text.charClassAt(openingStart - 1) & ALNUM) === 0 ? openingStart : at;
}

/** Returns the start of the one or two quotation marks, and of the backslashes before them, that end at `to`. */
function findQuotationMarksStart(text: ScannedText, to: number): number {
  let start = to;
  while (start > to - 2 && text.hasCharacter(start - 1, '"')) start--;
  const marksStart = start;
  while (start < to && start > marksStart - 7 && text.hasCharacter(start - 1, "\\")) start--;
  return start;
}

/** Matches a domain such as `[10.0.0.1]`. */
function matchAddressLiteral(text: ScannedText, start: number, bracket: number): Identifiable | undefined {
  const length = text.slice(bracket, bracket + 64).indexOf("]");
  return length > 1 ? createMatch("email", start, bracket + length + 1) : undefined;
}

/** Returns true for the `18.2.0` of `react@18.2.0` and the `next` of `react@next`, but not for an IPv4 address. */
function isPackageVersion(text: ScannedText, start: number, end: number): boolean {
  if ((text.charClassAt(start) & DIGIT) !== 0 || text.hasOneOf(start, "vV^*")) {
    const domain = text.slice(start, end);
    if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(domain)) return false;
    return /^v?\d+x?(?:\.|$|-)/i.test(domain) || /^[\d.x*^~-]+$/.test(domain);
  }
  if (getVersionTags().find(text, start, end) !== undefined) return true;
  return (text.charClassAt(end - 1) & DIGIT) !== 0 && /\.\d+$/.test(text.slice(start, end));
}

const REMOTE_PATH = /:(?:\d{1,5}(?![\w.]))?[^\s"'`<>|,;)\]}]*/y;

function findRemotePathEnd(text: ScannedText, colon: number): number {
  const end = text.findMatchEnd(REMOTE_PATH, colon) ?? colon;
  return end === colon + 1 ? colon : end;
}

/** Detects `jane%40example.com`, as in a query. */
export function detectEncodedEmail(text: ScannedText, percent: number): Identifiable | undefined {
  return text.startsWith("40", percent + 1) && (text.charClassAt(percent + 3) & (ALNUM | NON_ASCII)) !== 0
    ? detectEmail(text, percent, percent + 3)
    : undefined;
}

/** Detects `jane&#64;example.com`, as in HTML. */
export function detectEntityEmail(text: ScannedText, ampersand: number): Identifiable | undefined {
  const end = text.findMatchEnd(AT_SIGN_ENTITY, ampersand);
  return end === undefined ? undefined : detectEmail(text, ampersand, end);
}

const AT_SIGN_ENTITY = /&(?:#64|#x40|commat);/iy;
