/** Detects e-mail addresses and logins such as `user@host`. */
import { createLazy } from "../../internal/lazy-module.js";
import { ALNUM, DIGIT, DOT, JOIN, MAILBOX, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { WordTable } from "../word-table.js";
import { findReturnPathStart } from "./return-paths.js";
import { findUrlEnd } from "./urls.js";
import { isIpv4, isVersionNumber } from "./version-numbers.js";

/** The limits of RFC 5321, section 4.5.3.1. */
const MAX_MAILBOX_LENGTH = 64;
const MAX_DOMAIN_LENGTH = 255;

const MAILBOX_CHARACTERS = ALNUM | NON_ASCII | JOIN | MAILBOX | DOT;
const DOMAIN_CHARACTERS = ALNUM | NON_ASCII | JOIN | DOT;

/** Tags and protocols that follow a package's name: `react@next`, `react@npm:preact`. */
const getVersionTags = createLazy(() =>
  WordTable.fromWords(
    (
      "latest next berry classic beta alpha rc canary lts dev nightly stable experimental legacy insider insiders " +
      "edge preview main master head trunk develop release workspace npm jsr file link portal patch catalog version tag range " +
      "sha1 sha256 sha512 sha384 md5"
    ).split(" "),
  ),
);

/** Called with the range of an `@` or of its encoded form. The domain begins at the end of this range. */
export function detectEmail(text: ScannedText, at: number, domainStart: number): Identifiable | undefined {
  const connection = matchConnection(text, at, domainStart);
  if (connection !== undefined) return connection;
  const start = findMailboxStart(text, at);
  if (start === at) return undefined;
  if (text.hasCharacter(domainStart, "[")) return matchAddressLiteral(text, start, domainStart);
  let end = text.findRunEnd(domainStart, DOMAIN_CHARACTERS, MAX_DOMAIN_LENGTH);
  while (end > domainStart && text.hasOneOf(end - 1, ".-")) end--;
  if (end === domainStart || isPackageVersion(text, domainStart, end)) return undefined;
  if (isOrdinaryName(text, start, at, domainStart, end)) return undefined;
  // The path in `git@host:owner/repository.git` identifies as much as the host.
  if (text.hasCharacter(end, ":")) return createMatch("email", start, findRemotePathEnd(text, end));
  return createMatch("email", start, end);
}

const PROTOCOL = /(?:tcp6?|udp6?|unix|cloudsql)?\(/y;
const USER_AND_PASSWORD = /(?<=^|[^\w.@/-]|\\[nrt])[\w.-]{1,64}:[^\s"'`]{1,128}$/;
const MAX_LOGIN_LENGTH = 200;

/** Matches a connection string of Go: `user:password@tcp(host:3306)/database`. The password may contain any sign. */
function matchConnection(text: ScannedText, at: number, domainStart: number): Identifiable | undefined {
  const protocolEnd = text.findMatchEnd(PROTOCOL, domainStart);
  if (protocolEnd === undefined) return undefined;
  const login = USER_AND_PASSWORD.exec(text.slice(Math.max(0, at - MAX_LOGIN_LENGTH), at))?.[0];
  return login === undefined
    ? undefined
    : createMatch("url", at - login.length, findUrlEnd(text, protocolEnd));
}

/** Returns the start of the mailbox before an `@`, or the index of the `@` if there is none. */
function findMailboxStart(text: ScannedText, at: number): number {
  if (text.hasCharacter(at - 1, '"')) return findQuotedMailboxStart(text, at);
  let start = text.findRunStart(at, MAILBOX_CHARACTERS, MAX_MAILBOX_LENGTH);
  // The apostrophe in O'Brien is a part of the mailbox; a closing quotation mark is not.
  if (text.hasCharacter(start - 1, "'") && start < at && (text.charClassAt(start - 2) & ALNUM) !== 0)
    start = text.findRunStart(start - 1, MAILBOX_CHARACTERS, MAX_MAILBOX_LENGTH);
  while (start < at && (text.charClassAt(start) & (ALNUM | NON_ASCII | JOIN)) === 0) start++;
  return start < at && text.hasCharacter(start - 1, "=") ? findReturnPathStart(text, start) : start;
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
    if (isIpv4(domain)) return isVersionNumber(text, start, end);
    return /^v?\d+[a-z]?(?:\.|$|-)/i.test(domain) || /^[\d.x*^~-]+$/.test(domain);
  }
  const tags = getVersionTags();
  // A tag may have a number, as in `legacy-8`.
  const nameEnd = text.findRunStart(end, DIGIT, 4) - 1;
  const hasNumber = nameEnd > start && nameEnd + 1 < end && text.hasCharacter(nameEnd, "-");
  if (
    tags.find(text, start, end) !== undefined ||
    (hasNumber && tags.find(text, start, nameEnd) !== undefined)
  )
    return true;
  return (text.charClassAt(end - 1) & DIGIT) !== 0 && /\.\d+$/.test(text.slice(start, end));
}

/** The ends of domains that are names of images and of systemd's units: `logo@dark.svg`, `getty@tty1.service`. */
const FILE_NAME =
  /(?:\.(?:png|jpe?g|gif|svg|webp|avif|ico|css|scss|[cm]?[jt]sx?|json|ya?ml|html?|xml|txt|map)|^(?:tty\w*|\d[\w:-]*)\.(?:service|socket|timer|target|slice|scope|mount|device|path))$/i;
/** The hash code of an object in Java. At least one digit is before a letter, so that `cafe01` may be a host. */
const OBJECT_HASH = /^(?=[a-f]{0,7}\d+[a-f])[\da-f]{6,8}$/;
/**
 * Words before a program and its commit: `release: web@2fdbb062d95d`. Without this word it may be a mailbox in a container,
 * whose host name is hexadecimal.
 */
const RELEASE_BEFORE = /(?:release|version|revision)["']?[:=]\s?["']?$/i;
const CLASS_HASH = /^(?=[a-f]{0,7}\d)[\da-f]{5,8}$/;
/** The name of a class, perhaps with its package and an inner class: `com.example.Node$1`. */
const CLASS_NAME = /(?:^|[.$])[A-Z]\w*[a-z]\w*$|\$/;
/** Words before a label in Kotlin: `this@Parser`, `return@forEach`. */
const LABELLED_KEYWORD = /^(?:this|super|return|break|continue)$/;

/** Returns true for objects of Java, labels of Kotlin, versions of actions and names of files. */
function isOrdinaryName(
  text: ScannedText,
  start: number,
  at: number,
  domainStart: number,
  end: number,
): boolean {
  const domain = text.slice(domainStart, end);
  if (FILE_NAME.test(domain)) return true;
  if (domain.includes(".")) return false;
  const mailbox = text.slice(start, at);
  if (OBJECT_HASH.test(domain) || (CLASS_HASH.test(domain) && CLASS_NAME.test(mailbox))) return true;
  if (LABELLED_KEYWORD.test(mailbox)) return true;
  if (COMMIT.test(domain) && RELEASE_BEFORE.test(text.slice(Math.max(0, start - 20), start))) return true;
  // In `owner/action@ref` the ref is the name or the hash of a commit.
  const isInRepository = text.hasCharacter(start - 1, "/") && (text.charClassAt(start - 2) & WORD) !== 0;
  if (!isInRepository) return false;
  return COMMIT.test(domain) || USED_ACTION.test(text.slice(Math.max(0, start - 64), start));
}

const COMMIT = /^[\da-f]{7,40}$/;
/** Without this word, `user/password@database` would be such a ref. */
const USED_ACTION = /uses: {1,4}["']?[\w./-]{1,40}$/;

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
