/** Finds out which published figures an address means: the newest ones of a site, or those of one period. */
import { ORIGIN } from "../../config/validators.js";
import { UsageError } from "../subcommand.js";
import { PERIOD_PATTERN } from "./published-period.js";

export interface PublishedAddress {
  readonly kind: "site" | "period";
  /** Of a site, without a slash at its end. Of a period, that of its data. */
  readonly url: string;
  /** The period that the address names. */
  readonly period: string | undefined;
}

/** The forms of address that are accepted, as the end of a message. */
export const ADDRESS_FORMS = "name the site, a period's page or its data.json";

/** Pages of a site that are about all its periods. */
const SITE_FILE = /\/(?:periods\.json|index\.html|methodology\.html)$/;

/** @throws UsageError for an address that is not allowed, or whose form is none of a site */
export function parsePublishedAddress(address: string): PublishedAddress {
  const url = ORIGIN.parse(address.replace(/#.*$/s, "")); // a part of a page, which no server receives
  if (url === undefined) throw new UsageError(`--from needs ${ORIGIN.expected}, and no query`);
  const folder = url.replace(/\/(?:index\.html|data\.json)$/, "");
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  const period = PERIOD_PATTERN.test(name) ? name : undefined;
  if (period !== undefined) return { kind: "period", url: getDataUrl(folder), period };
  if (SITE_FILE.test(url)) return { kind: "site", url: url.replace(SITE_FILE, ""), period };
  const { pathname } = new URL(url);
  if (pathname.endsWith(".json")) return { kind: "period", url, period };
  if (/\.(?:html?|csv)$/.test(pathname)) throw new UsageError(`--from cannot use ${url}: ${ADDRESS_FORMS}`);
  return { kind: "site", url, period };
}

/** @param folder the address of a period's page, without a slash at its end */
export function getDataUrl(folder: string): string {
  return `${folder}/data.json`;
}
