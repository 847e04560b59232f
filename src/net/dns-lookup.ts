/** Looks a host's name up in a way that can be given up: Node's own look-up holds the process until its name server answers. */
import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import type { LookupFunction } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

// getaddrinfo runs in a thread that cannot be cancelled: 51 s were measured with a silent server and the defaults.

export interface DnsSources {
  readonly hostsFile: string;
  /** `address:port` of name servers; undefined: the system's. */
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
 * So long a query may hold a process, for Node's resolver does that, too. Name servers answer in a tenth of it; one that is
 * slower has the answer at hand when the courier tries again.
 */
const QUERY_TIMEOUT_MS = 250;
/** RFC 8305, 3: addresses of one family wait so long for the other's. */
const OTHER_FAMILY_DELAY_MS = 50;
/** A server has said that it does not know, and quickly; the system may ask others (mDNS, a search list, a directory). */
const UNKNOWN_NAME_CODES = new Set<unknown>(["ENOTFOUND", "ENODATA", "ECONNREFUSED"]);

/** A `lookup` for node:net, until `signal` aborts. As the system does it asks the hosts file first, where people block names. */
export function createLookup(signal: AbortSignal | undefined, sources = SYSTEM_SOURCES): LookupFunction {
  return (name, options, callback) => {
    const wantedFamily =
      options.family === "IPv4" ? 4 : options.family === "IPv6" ? 6 : (options.family ?? 0);
    const lookup = resolveAddresses(name, signal, sources).then(
      (found) => {
        const [first, ...rest] = found.filter(({ family }) => wantedFamily === 0 || family === wantedFamily);
        if (first === undefined && signal?.aborted === true) callback(new Error("given up"), "");
        else if (first === undefined) systemLookup(name, options, callback);
        else if (options.all === true) callback(null, [first, ...rest]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
    lookup.catch(() => {}); // were Node to throw in its own callback, that must not end the host
  };
}

/** Empty where only the system may know. Rejects where no name server has answered in time. */
async function resolveAddresses(
  name: string,
  signal: AbortSignal | undefined,
  { hostsFile, servers }: DnsSources,
): Promise<LookupAddress[]> {
  const listed = searchHostsFile(await readFile(hostsFile, "utf8").catch(() => ""), name);
  if (listed.length > 0) return listed;
  signal?.throwIfAborted();
  const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: 1 });
  if (servers !== undefined) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal?.addEventListener("abort", cancel);
  const timer = setTimeout(cancel, QUERY_TIMEOUT_MS).unref(); // it would ask each of several servers for so long
  try {
    return await queryBothFamilies(resolver, name);
  } finally {
    signal?.removeEventListener("abort", cancel);
    clearTimeout(timer);
    resolver.cancel(); // an answer that is still out would hold the process
  }
}

/** Of both families; where neither has an address, none if all answers say so. */
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
  for (const answer of await all) {
    const code: unknown = answer.status === "rejected" ? Reflect.get(Object(answer.reason), "code") : "";
    if (answer.status === "rejected" && !UNKNOWN_NAME_CODES.has(code)) throw answer.reason;
  }
  return [];
}

/** hosts(5): an address, and names for it, up to a `#`. Lists of what to block have a hundred thousand lines. */
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
