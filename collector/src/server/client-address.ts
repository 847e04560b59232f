/** Finds the address of a client, which may be behind proxies. It is only kept in memory. */
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import parseForwarded from "forwarded-parse";
import { addNetwork } from "../config/collector-config.js";

export class ClientAddressReader {
  readonly #trusted = new BlockList();

  /** @param trustedProxies addresses and networks, such as `10.0.0.0/8` */
  constructor(trustedProxies: readonly string[]) {
    for (const proxy of trustedProxies) addNetwork(this.#trusted, proxy);
  }

  /** Returns the last address in the chain of proxies that is not a trusted proxy. */
  read({ socket, headers }: IncomingMessage): string {
    let address = normalizeAddress(socket.remoteAddress ?? "");
    const { forwarded, "x-forwarded-for": xForwardedFor } = headers;
    const chain =
      forwarded === undefined ? listXForwardedFor(String(xForwardedFor ?? "")) : listForwarded(forwarded);
    for (const next of chain.reverse()) {
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
