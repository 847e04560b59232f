/** Distinguishes IPv4 addresses from versions of four numbers, such as `Chrome/131.0.0.0`. */
import { DIGIT } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";

/** Matches what `isIPv4` of node:net accepts. That module takes some milliseconds to load. */
const IPV4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

export function isIpv4(name: string): boolean {
  return IPV4.test(name);
}

/** Words and signs before a version: `v1.2.3.4`, `Version=4.0.0.0`, `name==1.2.3.4`. */
const VERSION_LABEL =
  /(?:(?:^|[^A-Za-z])v|[\^~]|\w[=<>~!]=|(?:^|[^A-Za-z])(?:version|versions|ver|release|build|(?:file|product|assembly|app|driver|firmware|package)_?version)["']?[ \t:=]{0,3}["'(]?)$/i;
const MAX_LABEL_LENGTH = 24;
/** Programs before their version: after a slash in a User-Agent (`Chrome/120`), or after a blank (`Electron 28`). */
const PROGRAM_LABEL =
  /(?:^|[^A-Za-z])(?:chrom(?:e|ium)|headlesschrome|crios|edg(?:e|a|ios)?|opr|opera|opx|safari|version|firefox|fxios|gecko|applewebkit|yabrowser|vivaldi|brave|samsungbrowser|ucbrowser|whale|electron|dalvik|okhttp|curl|wget|python|node|java|jre|jdk|v8)\/$|(?:^|[^A-Za-z])(?:v8|chrom(?:e|ium)|chromedriver|electron|webview2?|edge|safari|firefox) v?$/i;
/** Words before an address. */
const ADDRESS_LABEL =
  /(?:^|[^A-Za-z])(?:host|server|client|peer|node|ip|ips|ipv4|addr|address|addresses|dns|nameserver|gateway|gw|router|subnet|network|netmask|mask|connect|connected|connection|econnrefused|etimedout|ping|ssh|http|remote|local|src|dst|source|destination|listen|listening|bind|bound|inet|proxy|forwarded|port)["']?[ \t:=[("'/@-]{1,4}$/i;
/** The parts of most addresses are not all this small. The parts of most versions are. */
const MAX_SMALL_PART = 31;

/** Returns true if the four numbers between two offsets are more likely a version than an address. */
export function isVersionNumber(text: ScannedText, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - MAX_LABEL_LENGTH), start);
  if (VERSION_LABEL.test(before) || PROGRAM_LABEL.test(before)) return true;
  const hasSuffix = text.hasOneOf(end, ":/") && (text.charClassAt(end + 1) & DIGIT) !== 0;
  return !hasSuffix && !ADDRESS_LABEL.test(before) && isLikelyVersion(text.slice(start, end));
}

/**
 * Returns true for `8.0.11.1`, and for `131.0.0.0`, which no machine has as its address. Returns false for private networks
 * and for addresses that serve as examples: `1.2.3.4`, `8.8.8.8`.
 */
function isLikelyVersion(number: string): boolean {
  const parts = number.split(".").map(Number);
  const [first = 0, second = 0] = parts;
  if (first !== 10 && first !== 127 && first !== 0 && number.endsWith(".0.0.0")) return true;
  const isExample = parts.every((part, index) => part === first + index || part === first);
  return (
    first !== 10 &&
    !isExample &&
    !(first === 0 && second === 0) &&
    parts.every((part) => part <= MAX_SMALL_PART)
  );
}
