/** Finds whether `NO_PROXY` lists the address of a URL, alone or by a range such as `10.0.0.0/8` or `fd00::/8`. */
import type { BlockList } from "node:net";

/** Loaded if `NO_PROXY` is set, because it loads Node's streams. */
const loadNet = () => process.getBuiltinModule("node:net");

/** An address, which may be in brackets, with an optional prefix length and an optional port. */
const RANGE = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/i;
/** Without brackets, the last group of an IPv6 address looks like a port, so a port is only possible after a prefix length. */
const BARE_IPV6_RANGE = /^([\da-f:.]+:[\da-f:.]*)(?:\/(\d{1,3})(?::(\d{1,5}))?)?$/i;

interface AddressRange {
  readonly address: string;
  readonly prefixLength: number | undefined;
  /** Undefined for every port. */
  readonly port: number | undefined;
}

/**
 * Returns whether an address of the list contains the URL's. A host that is a name is in no range: it is not resolved for
 * this, because the proxy may be the only one that can. Malformed entries are ignored.
 * @param list the value of `NO_PROXY`: entries with commas or blanks between them
 */
export function isInAddressList(url: URL, list: string): boolean {
  if (list.trim() === "") return false;
  const { BlockList, isIP } = loadNet();
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  if (family === 0) return false;
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const ranges = new BlockList();
  for (const entry of list.split(/[,\s]+/)) {
    const range = parseRange(entry);
    if (range !== undefined && (range.port ?? port) === port) addRange(ranges, range, family);
  }
  return ranges.check(host, getFamilyName(family));
}

/** Returns undefined for a name and for a malformed entry. */
function parseRange(entry: string): AddressRange | undefined {
  const [, bracketed, ipv4, prefix, port] = RANGE.exec(entry) ?? [];
  const [, bareIpv6, barePrefix, barePort] = BARE_IPV6_RANGE.exec(entry) ?? [];
  const address = bracketed ?? ipv4 ?? bareIpv6 ?? "";
  const { isIP } = loadNet();
  if (isIP(address) === 0) return undefined;
  return {
    address,
    prefixLength: toNumber(prefix ?? barePrefix),
    port: toNumber(port ?? barePort),
  };
}

function toNumber(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

/** `::ffff:0:0/96` holds the IPv4 addresses in the form of IPv6. */
const MAPPED_PREFIX_LENGTH = 96;

function addRange(ranges: BlockList, { address, prefixLength }: AddressRange, hostFamily: number): void {
  const family = loadNet().isIP(address);
  const maxLength = family === 4 ? 32 : 128;
  const length = prefixLength ?? maxLength;
  // `BlockList` finds an IPv4 host in a range such as `::/0`, which is meant for IPv6.
  const isForOtherFamily = hostFamily === 4 && family === 6 && length < MAPPED_PREFIX_LENGTH;
  if (length <= maxLength && !isForOtherFamily) ranges.addSubnet(address, length, getFamilyName(family));
}

function getFamilyName(family: number): "ipv4" | "ipv6" {
  return family === 4 ? "ipv4" : "ipv6";
}
