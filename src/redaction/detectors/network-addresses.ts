/** Detects IPv4, IPv6 and MAC addresses and host names. */
import { ALNUM, DIGIT, DOT, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { isPublicAddress } from "../public-hosts.js";
import type { ScannedText } from "../scanned-text.js";
import { isHostName, isMachineName } from "./host-names.js";
import { findUrlEnd } from "./urls.js";
import { isIpv4, isVersionNumber } from "./version-numbers.js";

/** RFC 1035 allows 63 characters. One more is read to recognize longer runs. */
const MAX_LABEL_LENGTH = 64;
const MAX_HOST_LENGTH = 253;

/** Detects labels joined by dots: an IPv4 address or a host name. Labels after the first one are not tested again. */
export function detectDottedAddress(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const hasMoreLabels = text.hasCharacter(end, ".") && (text.charClassAt(end + 1) & WORD) !== 0;
  if (!hasMoreLabels && isMachineName(text, start, end)) return createMatch("host", start, end);
  // Most words have no dot after them, and no letters that may continue a label.
  if ((text.charClassAt(end) & (DOT | NON_ASCII)) === 0) return undefined;
  const isLaterLabel =
    text.hasCharacter(start - 1, ".") && (text.charClassAt(start - 2) & (WORD | NON_ASCII)) !== 0;
  if (isLaterLabel) return undefined;
  // In scripts without spaces the letters around an ASCII name may be words of the sentence.
  const isWithinLetters = (text.charClassAt(start - 1) & NON_ASCII) !== 0;
  const labelsEnd = findHostEnd(text, end, isWithinLetters ? WORD : WORD | NON_ASCII);
  if (labelsEnd === end) return undefined;
  return (
    matchAddress(text, start, labelsEnd) ??
    (isWithinLetters ? undefined : matchAddress(text, start, findHostEnd(text, end, WORD)))
  );
}

function matchAddress(text: ScannedText, from: number, to: number): Identifiable | undefined {
  if (to - from > MAX_HOST_LENGTH) return undefined;
  const name = text.slice(from, to);
  if ((text.charClassAt(to - 1) & DIGIT) !== 0) {
    if (IPV4_RANGE.test(name)) return createMatch("ip", from, to);
    if (isIpv4(name))
      return isVersionNumber(text, from, to) ? undefined : createMatch("ip", from, includeSuffix(text, to));
  }
  // In certificates, `DNS:` is before a host.
  const isSurelyHost =
    (text.hasCharacter(to, ":") && PORT.test(text.slice(to, to + 7))) || text.startsWith("DNS:", from - 4);
  if (!isHostName(name, { isSurelyHost, isCalled: text.hasCharacter(to, "(") })) return undefined;
  const hasPath = isSurelyHost || text.hasOneOf(to, "/?#");
  const end = hasPath ? findUrlEnd(text, to) : to;
  return isPublicAddress(text, from, to, end) ? undefined : createMatch("host", from, end);
}

/** Returns the end of labels that consist of characters of these classes and are joined by single dots. */
function findHostEnd(text: ScannedText, from: number, bits: number): number {
  let end = text.findRunEnd(from, bits, MAX_LABEL_LENGTH);
  // The loop ends at a run that is too long for a label, so that its rest is not read for each host.
  while (
    text.hasCharacter(end, ".") &&
    end - from <= MAX_HOST_LENGTH &&
    (text.charClassAt(end + 1) & bits) !== 0
  )
    end = text.findRunEnd(end + 1, bits, MAX_LABEL_LENGTH);
  while (text.hasOneOf(end - 1, "-_")) end--;
  return end;
}

const IPV4_RANGE = /^(?:\d{1,3}\.){3}\d{1,3}-(?:\d{1,3}\.){3}\d{1,3}$/;
const PORT = /^:\d{2,5}(?!\d)/;
const ADDRESS_SUFFIX = /(?:\/\d{1,2}|:\d{1,5})(?!\d)/y;

/** Includes a port or the prefix length of a network. */
function includeSuffix(text: ScannedText, end: number): number {
  return text.findMatchEnd(ADDRESS_SUFFIX, end) ?? end;
}

/** Detects a host whose first letter is not ASCII. */
export function detectInternationalHost(text: ScannedText, at: number): Identifiable | undefined {
  if ((text.charClassBefore(at) & (ALNUM | NON_ASCII | DOT)) !== 0) return undefined;
  if (!text.hasCharacter(text.findRunEnd(at, WORD | NON_ASCII, MAX_LABEL_LENGTH), ".")) return undefined;
  const end = findHostEnd(text, at, WORD | NON_ASCII);
  return end - at <= MAX_HOST_LENGTH &&
    isHostName(text.slice(at, end), { isSurelyHost: false, isCalled: false })
    ? createMatch("host", at, findUrlEnd(text, end))
    : undefined;
}

const HEX_RUN = /[0-9a-f:.]{2,64}/iy;
/** A port after eight groups, as Node.js writes it, and after a dot, as tcpdump does. */
const PORT_AFTER_GROUPS = /(?<=^(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}):\d{1,5}$|(?<=:[0-9a-f]{0,4})\.\d{1,5}$/i;
const ZONE = /%[\w.-]{1,16}/y;
const MAC = /^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i;
const MAC_LENGTH = 17;
const EUI64_LENGTH = 23;
const EUI64 = /^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i;

/** Detects IPv6 and MAC addresses. Called at each colon. Matches at the first colon of an address. */
export function detectColonSeparatedAddress(text: ScannedText, colon: number): Identifiable | undefined {
  if (!text.hasCharacter(colon + 1, ":") && !isHexDigit(text, colon + 1)) return undefined;
  const start = findGroupStart(text, colon);
  if (start === undefined) return undefined;
  let end = text.findMatchEnd(HEX_RUN, start) ?? start;
  if ((text.charClassAt(end) & WORD) !== 0) return undefined;
  while (end > start && text.hasOneOf(end - 1, ".:") && !text.startsWith("::", end - 2)) end--;
  const run = text.slice(start, end);
  if (run.indexOf(":") === run.lastIndexOf(":")) return undefined;
  if ((run.length === MAC_LENGTH && MAC.test(run)) || (run.length === EUI64_LENGTH && EUI64.test(run)))
    return createMatch("mac", start, end);
  // A time such as `12:30:15` has fewer colons.
  if (!run.includes("::") && run.split(":").length < 7) return undefined;
  const address = run.replace(PORT_AFTER_GROUPS, "");
  if (!process.getBuiltinModule("node:net").isIPv6(address) || !isDistinctive(address)) return undefined;
  end = text.findMatchEnd(ZONE, end) ?? end;
  return createMatch("ip", start, text.hasCharacter(end, "/") ? includeSuffix(text, end) : end);
}

/** Returns the start of the group of hex digits before a colon, or undefined if the colon is not the first one. */
function findGroupStart(text: ScannedText, colon: number): number | undefined {
  let start = colon;
  while (start > colon - 4 && isHexDigit(text, start - 1)) start--;
  if ((text.charClassBefore(start) & ALNUM) !== 0) return undefined;
  // The group is a later one if a colon is before it, unless that colon ends a word, as in `ip:fe80::1`.
  const isLater =
    text.hasCharacter(start - 1, ":") &&
    (start === colon || text.hasCharacter(start - 2, ":") || isHexDigit(text, start - 2));
  return isLater ? undefined : start;
}

function isHexDigit(text: ScannedText, index: number): boolean {
  const code = text.charCodeAt(index) | 32; // makes letters lower case and leaves digits as they are
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102);
}

/** Returns false for `::` and `a::b`, which are syntax of many languages. */
function isDistinctive(run: string): boolean {
  return /\d/.test(run) || run.split(":").filter((group) => group.length > 2).length >= 2;
}

const WINDOWS_MAC = /^(?:[0-9a-f]{2}-){5}[0-9a-f]{2}$/i;
const CISCO_MAC = /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i;

/** Detects MAC addresses in the notations of Windows (`00-1b-…`) and Cisco (`001b.4411.3ab7`). */
export function detectMacAddress(text: ScannedText, start: number, end: number): Identifiable | undefined {
  if (end - start === 17 && WINDOWS_MAC.test(text.slice(start, end))) return createMatch("mac", start, end);
  if (end - start !== 4 || !text.hasCharacter(end, ".")) return undefined;
  const isCiscoMac =
    CISCO_MAC.test(text.slice(start, start + 14)) && (text.charClassAt(start + 14) & ALNUM) === 0;
  return isCiscoMac ? createMatch("mac", start, start + 14) : undefined;
}
