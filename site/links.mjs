// Checks that every link of the finished site leads to a file of it and, where it names an anchor, to an element.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const ADDRESS = /<(?:a|link|script|img|source)\b[^>]*?\s(?:href|src|srcset)="([^"]*)"/g;
const ANCHOR = /\s(?:id|name)="([^"]*)"/g;
/** Readers follow links to other hosts of their own will. Everything else would be a request to that host. */
const REQUEST = /<(?:link|script|img|source)\b[^>]*?\s(?:href|src|srcset)="(?:https?:)?\/\//;

/** Returns a line for each link of the pages in a folder that leads nowhere, or that loads something of another host. */
export function findBrokenLinks(folder) {
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html"))
    .map((file) => [file.split(sep).join("/"), readFileSync(join(folder, file), "utf8")]);
  const anchors = new Map(
    pages.map(([file, html]) => [
      file,
      new Set([...html.matchAll(ANCHOR)].map(([, id]) => unescapeHtml(id))),
    ]),
  );
  return pages.flatMap(([file, html]) => {
    const addresses = new Set([...html.matchAll(ADDRESS)].map(([, address]) => unescapeHtml(address)));
    const broken = [...addresses].filter((address) => !isReachable(folder, file, address, anchors));
    const problems = broken.map((address) => `${file}: ${address}`);
    return REQUEST.test(html) ? [...problems, `${file}: loads something of another host`] : problems;
  });
}

function isReachable(folder, file, address, anchors) {
  const url = new URL(address, `site:/${file}`);
  if (url.protocol !== "site:") return ["https:", "http:", "mailto:"].includes(url.protocol);
  const target = decodeURIComponent(url.pathname.slice(1));
  const path = join(folder, target);
  if (relative(folder, path).startsWith("..") || !existsSync(path) || !statSync(path).isFile()) return false;
  return url.hash === "" || anchors.get(target)?.has(decodeURIComponent(url.hash.slice(1))) === true;
}

function unescapeHtml(text) {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
