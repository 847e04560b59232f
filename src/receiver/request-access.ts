/**
 * Refuses requests that come from a web page of another machine. A page can send to 127.0.0.1 in two ways: under its own
 * name, if it has changed the address of this name (DNS rebinding), or from its own origin to 127.0.0.1.
 */
import type { IncomingHttpHeaders } from "node:http";
import { isLoopbackUrl } from "../internal/loopback.js";
import { RejectedRequest } from "./rejection.js";

/** Returns why a request is refused, or undefined. Only browsers send `Origin` and `Sec-Fetch-Site`. */
export function findAccessFault(headers: IncomingHttpHeaders): RejectedRequest | undefined {
  const { host, origin } = headers;
  if (!isLoopbackHost(host ?? ""))
    return new RejectedRequest(
      403,
      "The Host header does not name this machine. Use localhost, 127.0.0.1 or [::1] in the address of the receiver.",
    );
  // A page on localhost is another site than 127.0.0.1, so its origin has precedence.
  if (origin === undefined ? headers["sec-fetch-site"] === "cross-site" : !isLoopbackOrigin(origin))
    return new RejectedRequest(
      403,
      "The request comes from a web page of another site. Only pages on localhost, 127.0.0.1 and [::1] may send to the receiver.",
    );
  return undefined;
}

/** Returns whether a `Host` header, with or without a port, is a name or an address of this machine. */
function isLoopbackHost(host: string): boolean {
  if (!/^[\w.[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`)) return false;
  return isLoopback(new URL(`http://${host}`));
}

/** The origin of a page on the disk, or in a frame without rights, is `null`: any page can have it. */
function isLoopbackOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.origin === origin && isLoopback(url);
}

function isLoopback(url: URL): boolean {
  const name = url.hostname.replace(/\.$/, "");
  return isLoopbackUrl(url) || name === "localhost" || name.endsWith(".localhost"); // RFC 6761, 6.3
}
