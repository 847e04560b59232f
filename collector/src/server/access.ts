/** Decides who may ask: which names in the `Host` header are answered, and who may read. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/**
 * Returns whether the `Host` header names this server: by an address, as localhost, or by a name that the operator allows. A
 * web page can give its own name the address of this machine (DNS rebinding), and the browser then sends the page's name.
 */
export function isAllowedHost(host: string | undefined, allowedHosts: readonly string[]): boolean {
  const name = parseHostName(host);
  if (name === undefined) return false;
  if (isIP(name.replace(/^\[|\]$/g, "")) !== 0 || name === "localhost" || name.endsWith(".localhost"))
    return true;
  return allowedHosts.some((allowed) => allowed.toLowerCase() === name);
}

function parseHostName(host = ""): string | undefined {
  if (!/^[\w.[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/\.$/, "");
}

/** Returns whether a request comes from a web page of another site. Only browsers send these headers. */
export function isCrossSite({ host, origin, "sec-fetch-site": site }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return site === "cross-site";
  return !URL.canParse(origin) || parseHostName(new URL(origin).host) !== parseHostName(host);
}

/** Returns whether somebody follows a link or enters an address, and does not load something into another page. */
export function isNavigation(headers: IncomingHttpHeaders): boolean {
  return headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
}

/** Returns whether a request has the token: as the password of HTTP Basic, which browsers ask for, or as a Bearer token. */
export function hasToken({ authorization = "" }: IncomingHttpHeaders, token: string): boolean {
  const [, scheme = "", credentials = ""] = /^(\w+) +(.+)$/.exec(authorization.trim()) ?? [];
  if (scheme.toLowerCase() === "bearer") return isEqual(credentials, token);
  if (scheme.toLowerCase() !== "basic") return false;
  const text = Buffer.from(credentials, "base64").toString();
  return isEqual(text.slice(text.indexOf(":") + 1), token);
}

/** Compares digests, because the time of a comparison must not depend on the token or its length. */
function isEqual(a: string, b: string): boolean {
  const toDigest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(toDigest(a), toDigest(b));
}
