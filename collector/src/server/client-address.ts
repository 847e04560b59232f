/** Finds the address of a client, which may be behind proxies. It is only kept in memory. */
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import parseForwarded from "forwarded-parse";
import { addNetwork } from "../config/collector-config.js";

/** Stands for all clients about whom the headers disagree, as in RFC 7239, 6.2. They share one rate limit. */
const UNKNOWN_ADDRESS = "unknown";

export class ClientAddressReader {
  readonly #trusted = new BlockList();

  /** @param trustedProxies addresses and networks, such as `10.0.0.0/8` */
  constructor(trustedProxies: readonly string[]) {
    for (const proxy of trustedProxies) addNetwork(this.#trusted, proxy);
  }

  /**
   * Returns the last address in the chain of proxies that is not a trusted proxy. A proxy sets one of the headers, and can let
   * the other one pass that a client has sent, so none is believed if they disagree.
   */
  read({ socket, headers }: IncomingMessage): string {
    const { forwarded, "x-forwarded-for": xForwardedFor } = headers;
    const sender = normalizeAddress(socket.remoteAddress ?? "");
    const address = this.#follow(sender, listXForwardedFor(String(xForwardedFor ?? "")));
    if (forwarded === undefined) return address;
    const other = this.#follow(sender, listForwarded(forwarded));
    return xForwardedFor === undefined || address === other ? other : UNKNOWN_ADDRESS;
  }

  #follow(sender: string, chain: readonly string[]): string {
    let address = sender;
    for (const next of chain.toReversed()) {
      if (!this.#isTrusted(address) || isIP(next) === 0) break;
      address = next;
    }
    return address;
  }

  #isTrusted(address: string): boolean {
    return isIP(address) !== 0 && this.#trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  }
}

function listXForwardedFor(header: string): string[] {
  return header.split(",").map((item) => normalizeAddress(item.trim()));
}

/** RFC 7239. A header that cannot be parsed names nobody. */
function listForwarded(header: string): string[] {
  try {
    return parseForwarded(header).map((element) => normalizeAddress(element.for ?? ""));
  } catch {
    return [];
  }
}

/** Removes a port, brackets, and the prefix of an IPv4 address in IPv6. */
function normalizeAddress(text: string): string {
  const bare = /^\[([0-9a-f:.]+)\](?::\d+)?$/i.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}
