/** Names and numbers of machines: IPv4, IPv6 and MAC addresses, host names. */

import { ALNUM, BEYOND, DIGIT, DOT, WORD } from "./character-classes.js";
import { found, type Identifiable } from "./finding.js";
import { isHostName, isMachineName } from "./host-names.js";
import type { Text } from "./scanned-text.js";
import { urlEnd } from "./urls.js";

/** As node:net has it, which takes some milliseconds to load. */
const IPV4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** RFC 1035 has 63 for a label; one more shows that it is longer. */
const LONGEST_LABEL = 64;
const LONGEST_HOST = 253;

/** Labels joined by dots: an IPv4 address or a host's name. Called at a word; a later label's word is not looked at again. */
export function dotted(text: Text, start: number, end: number): Identifiable | undefined {
  const goesOn = text.is(end, ".") && (text.classAt(end + 1) & WORD) !== 0;
  if (!goesOn && isMachineName(text, start, end)) return found("host", start, end);
  const continues = text.is(start - 1, ".") && (text.classAt(start - 2) & (WORD | BEYOND)) !== 0;
  if (continues) return undefined;
  // Where no blanks divide words, what stands around the name in another script may be the sentence's.
  const isWithinLetters = (text.classAt(start - 1) & BEYOND) !== 0;
  const labelsEnd = nameEnd(text, end, isWithinLetters ? WORD : WORD | BEYOND);
  if (labelsEnd === end) return undefined;
  return (
    machine(text, start, labelsEnd) ??
    (isWithinLetters ? undefined : machine(text, start, nameEnd(text, end, WORD)))
  );
}

function machine(text: Text, from: number, to: number): Identifiable | undefined {
  if (to - from > LONGEST_HOST) return undefined;
  const name = text.slice(from, to);
  if ((text.classAt(to - 1) & DIGIT) !== 0) {
    if (IPV4_RANGE.test(name)) return found("ip", from, to);
    if (IPV4.test(name)) return isVersion(text, from) ? undefined : found("ip", from, withSuffix(text, to));
  }
  const hasPort = text.is(to, ":") && PORT.test(text.slice(to, to + 7));
  if (!isHostName(name, hasPort)) return undefined;
  const hasPath = hasPort || text.isOneOf(to, "/?#");
  return found("host", from, hasPath ? urlEnd(text, to) : to);
}

/** The end of labels of such characters, joined by single dots. */
function nameEnd(text: Text, from: number, bits: number): number {
  let end = text.runEnd(from, bits, LONGEST_LABEL);
  // A run that is longer than any label is none, and the rest of it is not looked at from here.
  while (text.is(end, ".") && end - from <= LONGEST_HOST && (text.classAt(end + 1) & bits) !== 0)
    end = text.runEnd(end + 1, bits, LONGEST_LABEL);
  while (text.isOneOf(end - 1, "-_")) end--;
  return end;
}

const IPV4_RANGE = /^(?:\d{1,3}\.){3}\d{1,3}-(?:\d{1,3}\.){3}\d{1,3}$/;
const PORT = /^:\d{2,5}(?!\d)/;
const SUFFIX = /(?:\/\d{1,2}|:\d{1,5})(?!\d)/y;

/** With a port or a network's width. */
function withSuffix(text: Text, end: number): number {
  return text.matchEnd(SUFFIX, end) ?? end;
}

/** `v1.2.3.4`, `^1.2.3.4`, `version 1.2.3.4`. */
function isVersion(text: Text, start: number): boolean {
  return /(?:[v^~@]|versions? |release )$/i.test(text.slice(Math.max(0, start - 9), start));
}

/** A host whose first letter is beyond ASCII; called at such a letter. */
export function internationalHost(text: Text, at: number): Identifiable | undefined {
  if ((text.classBefore(at) & (ALNUM | BEYOND | DOT)) !== 0) return undefined;
  if (!text.is(text.runEnd(at, WORD | BEYOND, LONGEST_LABEL), ".")) return undefined;
  const end = nameEnd(text, at, WORD | BEYOND);
  return end - at <= LONGEST_HOST && isHostName(text.slice(at, end), false)
    ? found("host", at, urlEnd(text, end))
    : undefined;
}

const HEX_RUN = /[0-9a-f:.]{2,64}/iy;
const ZONE = /%[\w.-]{1,16}/y;
const MAC = /^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i;
const EUI64 = /^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i;

/** Groups of hex digits joined by colons. Called at every colon; only the first of an address answers. */
export function colonHex(text: Text, colon: number): Identifiable | undefined {
  if (!text.is(colon + 1, ":") && !isHexDigit(text, colon + 1)) return undefined;
  const start = groupStart(text, colon);
  if (start === undefined) return undefined;
  let end = text.matchEnd(HEX_RUN, start) ?? start;
  if ((text.classAt(end) & WORD) !== 0) return undefined;
  while (end > start && text.isOneOf(end - 1, ".:") && !text.startsWith("::", end - 2)) end--;
  const run = text.slice(start, end);
  if (run.indexOf(":") === run.lastIndexOf(":")) return undefined;
  if (MAC.test(run) || EUI64.test(run)) return found("mac", start, end);
  if (!process.getBuiltinModule("node:net").isIPv6(run) || !saysSomething(run)) return undefined;
  end = text.matchEnd(ZONE, end) ?? end;
  return found("ip", start, text.is(end, "/") ? withSuffix(text, end) : end);
}

/** Where the group before a colon begins; undefined where the colon is no address's first. */
function groupStart(text: Text, colon: number): number | undefined {
  let start = colon;
  while (start > colon - 4 && isHexDigit(text, start - 1)) start--;
  if ((text.classBefore(start) & ALNUM) !== 0) return undefined;
  // After a colon of its own this group is a later one, unless that colon ends a word (`ip:fe80::1`).
  const isLater =
    text.is(start - 1, ":") && (start === colon || text.is(start - 2, ":") || isHexDigit(text, start - 2));
  return isLater ? undefined : start;
}

function isHexDigit(text: Text, index: number): boolean {
  const code = text.charCodeAt(index) | 32; // upper case to lower; digits have that bit
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102);
}

/** `::` and `a::b` are syntax of many languages before they are addresses. */
function saysSomething(run: string): boolean {
  return /\d/.test(run) || run.split(":").filter((group) => group.length > 2).length >= 2;
}

const JOINED_MAC = /^(?:[0-9a-f]{2}-){5}[0-9a-f]{2}$/i;
const CISCO_MAC = /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i;

/** MAC addresses in the notations of Windows and Cisco; called at a word. */
export function joinedMac(text: Text, start: number, end: number): Identifiable | undefined {
  if (end - start === 17 && JOINED_MAC.test(text.slice(start, end))) return found("mac", start, end);
  if (end - start !== 4 || !text.is(end, ".")) return undefined;
  const isWhole = CISCO_MAC.test(text.slice(start, start + 14)) && (text.classAt(start + 14) & ALNUM) === 0;
  return isWhole ? found("mac", start, start + 14) : undefined;
}
