/** Looks up host names so that the lookup can be cancelled and does not keep the process alive. */
import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import type { LookupFunction } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { getErrorCode } from "../internal/errors.js";
import { startTimeout } from "../internal/timeout.js";

// getaddrinfo runs in a thread that cannot be cancelled. A silent name server kept a process alive for 51 s.

export interface DnsSources {
  readonly hostsFile: string;
  /** `address:port` of name servers. Undefined uses the system's. */
  readonly servers: readonly string[] | undefined;
}

const SYSTEM_SOURCES: DnsSources = {
  hostsFile:
    process.platform === "win32"
      ? join(process.env.SystemRoot ?? "C:\\Windows", "System32", "drivers", "etc", "hosts")
      : "/etc/hosts",
  servers: undefined,
};

/**
 * The timeout of a query, during which Node's resolver keeps the process alive. Name servers usually answer in a tenth of
 * this time, and a slower one has cached the answer by the next attempt.
 */
const QUERY_TIMEOUT_MS = 250;
/**
 * The resolver's own timeout, for each server. It is longer, because the resolver discards an answer that arrived while the
 * process did not run.
 */
const RESOLVER_TIMEOUT_MS = 2000;
/** When one address family has answered, the other one gets this additional time (RFC 8305, 3). */
const OTHER_FAMILY_DELAY_MS = 50;
/**
 * With these codes, the name servers do not know the name. The system is asked then, because it may know the name from
 * another source: mDNS, a search list, a directory.
 */
const UNKNOWN_NAME_CODES = new Set<unknown>(["ENOTFOUND", "ENODATA", "ECONNREFUSED"]);

/**
 * Returns a `lookup` function for node:net that ends when `signal` aborts. Like the system's, it reads the hosts file first,
 * in which users block names.
 */
export function createLookup(signal: AbortSignal | undefined, sources = SYSTEM_SOURCES): LookupFunction {
  return (name, options, callback) => {
    const wantedFamily =
      options.family === "IPv4" ? 4 : options.family === "IPv6" ? 6 : (options.family ?? 0);
    const lookup = resolveAddresses(name, signal, sources).then(
      (found) => {
        const [first, ...rest] = found.filter(({ family }) => wantedFamily === 0 || family === wantedFamily);
        if (first === undefined && signal?.aborted === true)
          callback(new Error("the lookup was cancelled"), "");
        else if (first === undefined) systemLookup(name, options, callback);
        else if (options.all === true) callback(null, [first, ...rest]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
    lookup.catch(() => {}); // an error that Node throws in its own callback must not end the host
  };
}

/** Returns nothing if only the system may know the name. Rejects if no name server has answered in time. */
async function resolveAddresses(
  name: string,
  signal: AbortSignal | undefined,
  { hostsFile, servers }: DnsSources,
): Promise<LookupAddress[]> {
  const listed = searchHostsFile(await readFile(hostsFile, "utf8").catch(() => ""), name);
  if (listed.length > 0) return listed;
  signal?.throwIfAborted();
  const resolver = new Resolver({ timeout: RESOLVER_TIMEOUT_MS, tries: 1 });
  if (servers !== undefined) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal?.addEventListener("abort", cancel);
  const cancelTimeout = startTimeout(cancel, QUERY_TIMEOUT_MS);
  try {
    return await queryBothFamilies(resolver, name);
  } finally {
    signal?.removeEventListener("abort", cancel);
    cancelTimeout();
    resolver.cancel(); // a pending query would keep the process alive
  }
}

/** Returns the addresses of both families, or none if the name server says that there are none. */
async function queryBothFamilies(resolver: Resolver, name: string): Promise<LookupAddress[]> {
  const found: LookupAddress[] = [];
  const collect = (family: number) => (addresses: string[]) => {
    for (const address of addresses) found.push({ address, family });
  };
  const answers = [resolver.resolve4(name).then(collect(4)), resolver.resolve6(name).then(collect(6))];
  const all = Promise.allSettled(answers);
  await Promise.any(answers).catch(() => {});
  if (found.length > 0) {
    await Promise.race([all, delay(OTHER_FAMILY_DELAY_MS, undefined, { ref: false })]);
    return found.toSorted((a, b) => a.family - b.family);
  }
  for (const answer of await all)
    if (answer.status === "rejected" && !UNKNOWN_NAME_CODES.has(getErrorCode(answer.reason)))
      throw answer.reason;
  return [];
}

/** A line has an address and names for it, up to a `#` (hosts(5)). One search is fast even for a block list of 100,000 lines. */
function searchHostsFile(text: string, name: string): LookupAddress[] {
  const found: LookupAddress[] = [];
  const namePattern = new RegExp(`(?<=[ \\t])${name.replace(/[^\w-]/g, "\\$&")}(?![^\\s#])`, "gi");
  for (const { index } of text.matchAll(namePattern)) {
    const line = text.slice(text.lastIndexOf("\n", index) + 1, index);
    const [address = ""] = line.trim().split(/\s/, 1);
    if (address === "" || line.includes("#")) continue;
    found.push({ address: address.replace(/%.*/, ""), family: address.includes(":") ? 6 : 4 });
  }
  return found.toSorted((a, b) => a.family - b.family);
}
