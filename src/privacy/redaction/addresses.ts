/** E-mail addresses and logins (`user@host`), in the forms people write them. */
import { ALNUM, BEYOND, classAt, DOT, isOneOf, JOIN, MAILBOX, runEnd, runStart } from "./characters.js";
import { found, type Identifiable } from "./finding.js";

/** RFC 5321: 64 before the sign and 255 after it. */
const LONGEST_MAILBOX = 64;
const LONGEST_DOMAIN = 255;

const MAILBOX_CHARACTERS = ALNUM | BEYOND | JOIN | MAILBOX | DOT;
const DOMAIN_CHARACTERS = ALNUM | BEYOND | JOIN | DOT;

/** What stands behind an `@` in a package's name and version: `react@next`, `actions/checkout@v4`. */
const VERSION =
  /^(?:latest|next|beta|alpha|rc|canary|lts|dev|nightly|stable|experimental|legacy|insiders?|edge|preview|main|master|head|workspace|npm|file|link|patch|catalog|sha\d{3}|md5)$/i;

/** Called at an `@`, or at what stands for one and is `width` characters wide. */
export function email(text: string, at: number, width = 1): Identifiable | undefined {
  const start = mailboxStart(text, at);
  const domain = at + width;
  if (start === at) return undefined;
  if (text.charAt(domain) === "[") return addressLiteral(text, start, domain);
  let end = runEnd(text, domain, DOMAIN_CHARACTERS, LONGEST_DOMAIN);
  while (end > domain && isOneOf(text, end - 1, ".-")) end--;
  const name = text.slice(domain, end);
  if (name === "" || isVersion(name)) return undefined;
  // `git@host:owner/repository.git`, `jane@host:/srv`: the path says as much as the host.
  if (text.charAt(end) === ":") return found("email", start, remotePathEnd(text, end));
  return found("email", start, end);
}

/** `"jane doe"@example.com`. */
const QUOTED_MAILBOX = /(?<![^\s<(,;:=])"[\w.+ -]+"$/;

function mailboxStart(text: string, at: number): number {
  if (text.charAt(at - 1) === '"') {
    const from = Math.max(0, at - LONGEST_MAILBOX);
    const quoted = QUOTED_MAILBOX.exec(text.slice(from, at));
    return quoted === null ? at : from + quoted.index;
  }
  let start = runStart(text, at, MAILBOX_CHARACTERS, LONGEST_MAILBOX);
  // O'Brien's own, and not the end of a quotation.
  if (text.charAt(start - 1) === "'" && start < at && (classAt(text, start - 2) & ALNUM) !== 0)
    start = runStart(text, start - 1, MAILBOX_CHARACTERS, LONGEST_MAILBOX);
  while (start < at && (classAt(text, start) & (ALNUM | BEYOND | JOIN)) === 0) start++;
  return start;
}

function addressLiteral(text: string, start: number, bracket: number): Identifiable | undefined {
  const closing = text.slice(bracket, bracket + 64).indexOf("]");
  return closing > 1 ? found("email", start, bracket + closing + 1) : undefined;
}

function isVersion(name: string): boolean {
  if (VERSION.test(name)) return true;
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(name)) return false; // jane@10.0.0.1
  return /^v?\d+(?:\.|$|-)/i.test(name) || /\.\d+$/.test(name) || /^[\d.x*^~-]+$/.test(name);
}

const REMOTE_PATH = /:(?:\d{1,5}(?![\w.]))?[^\s"'`<>|,;)\]}]*/y;

function remotePathEnd(text: string, colon: number): number {
  REMOTE_PATH.lastIndex = colon;
  REMOTE_PATH.test(text);
  const end = REMOTE_PATH.lastIndex;
  return end === colon + 1 ? colon : end;
}

/** `jane%40example.com`, as in a query; called at the per cent sign. */
export function encodedEmail(text: string, percent: number): Identifiable | undefined {
  return text.startsWith("40", percent + 1) ? email(text, percent, 3) : undefined;
}

const SPELT_OUT = /[[({<]\s?(?:at|@|AT|ät)\s?[\])}>]\s{0,2}/y;
const SPELT_DOT = /\s{0,2}(?:[[({<]\s?(?:dot|punkt|\.)\s?[\])}>]|\.|\s(?:dot|punkt)\s)\s{0,2}/iy;

/** `jane [at] example [dot] com`, `jane (at) example.com`; called at the bracket. */
export function speltOutEmail(text: string, bracket: number): Identifiable | undefined {
  SPELT_OUT.lastIndex = bracket;
  if (!SPELT_OUT.test(text)) return undefined;
  return speltOut(text, blankStart(text, bracket), SPELT_OUT.lastIndex);
}

/** `jane at example dot com`; called at the word `dot`. */
export function speltOutDomain(text: string, start: number, end: number): Identifiable | undefined {
  if (end - start !== 3 || text.slice(start, end).toLowerCase() !== "dot") return undefined;
  const domain = runStart(text, start - 1, DOMAIN_CHARACTERS, LONGEST_DOMAIN);
  if (!/[^\w]at $/i.test(text.slice(Math.max(0, domain - 4), domain))) return undefined;
  return speltOut(text, domain - 4, domain);
}

function speltOut(text: string, mailboxEnd: number, domain: number): Identifiable | undefined {
  const start = runStart(text, mailboxEnd, MAILBOX_CHARACTERS, LONGEST_MAILBOX);
  let end = runEnd(text, domain, DOMAIN_CHARACTERS & ~DOT, LONGEST_DOMAIN);
  if (start === mailboxEnd || end === domain) return undefined;
  for (let labels = 0; labels < 5; labels++) {
    SPELT_DOT.lastIndex = end;
    if (!SPELT_DOT.test(text)) break;
    const label = SPELT_DOT.lastIndex;
    const labelEnd = runEnd(text, label, DOMAIN_CHARACTERS & ~DOT, 63);
    if (labelEnd === label) break;
    end = labelEnd;
  }
  return found("email", start, end);
}

function blankStart(text: string, from: number): number {
  let start = from;
  while (start > from - 3 && text.charAt(start - 1) === " ") start--;
  return start;
}
