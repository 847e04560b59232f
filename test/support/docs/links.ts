/** Checks the links of the documents: files, headings, and what the npm package includes. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import GithubSlugger from "github-slugger";
import type { Nodes } from "mdast";
import { toString as toPlainText } from "mdast-util-to-string";
import { getLine, listNodes, type Page, readPage } from "./pages.js";

interface Link {
  readonly page: string;
  readonly line: number;
  readonly target: string;
}

const { files }: { readonly files: readonly string[] } = JSON.parse(readFileSync("package.json", "utf8"));
/** npm includes these without being asked. */
const ALWAYS_INCLUDED = ["README.md", "package.json"];
/** Folders that a build creates. They are not in the repository, so a link to them is dead there. */
const BUILT = /^(?:dist|lib|build|node_modules)(?:\/|$)/;
const HTML_TARGET = /\b(?:href|src)="([^"]*)"/g;
const HTML_ANCHOR = /\b(?:id|name)="([^"]*)"/g;
const BARE_ADDRESS = /\bhttps?:\/\/[^\s)>]+/g;

export function listLinks(page: Page): Link[] {
  return listNodes(page.root).flatMap((node) =>
    listTargets(node).map((target) => ({ page: page.path, line: getLine(node), target })),
  );
}

function isExternal({ target }: Link): boolean {
  return /^\w[\w+.-]*:/.test(target) || target.startsWith("//");
}

/** Returns the problems of a page's links, each with its page and line. Addresses of other servers are not fetched. */
export function findLinkProblems(page: Page): string[] {
  return listLinks(page).flatMap((link) => {
    const problem = isExternal(link) ? findAddressProblem(link) : findFileProblem(link, page);
    return problem === undefined ? [] : [`${page.path}:${link.line}: ${link.target} ${problem}`];
  });
}

function listTargets(node: Nodes): string[] {
  if (node.type === "link" || node.type === "image" || node.type === "definition") return [node.url];
  if (node.type === "html") return [...node.value.matchAll(HTML_TARGET)].map(([, target = ""]) => target);
  return node.type === "text" ? [...node.value.matchAll(BARE_ADDRESS)].map(([address]) => address) : [];
}

function findAddressProblem({ target }: Link): string | undefined {
  return /^(?:https|mailto):/.test(target) ? undefined : "is not an https address";
}

function findFileProblem({ target }: Link, page: Page): string | undefined {
  const [file = "", anchor] = target.split("#", 2);
  const path = file === "" ? page.path : normalize(join(dirname(page.path), decodeURIComponent(file)));
  if (file.startsWith("/") || path.startsWith("..")) return "leads out of the repository";
  if (file !== "" && !existsSync(path)) return "does not exist";
  if (BUILT.test(path)) return "is not in the repository";
  if (isInPackage(page.path) && !isInPackage(path))
    return "is not in the npm package; write the path as code";
  if (anchor === undefined) return undefined;
  const anchors =
    path === page.path ? listAnchors(page) : path.endsWith(".md") ? listAnchors(readPage(path)) : [];
  return anchors.includes(anchor) ? undefined : "has no such heading";
}

/** Returns whether the npm package includes a file, or a folder with files in it. */
export function isInPackage(path: string): boolean {
  const clean = path.replace(/\/$/, "");
  if (ALWAYS_INCLUDED.includes(clean)) return true;
  return files.some((pattern) => {
    const wanted = pattern.split("/");
    const given = clean.split("/");
    const isMatch = wanted.every(
      (part, index) => index >= given.length || matchesPart(given[index] ?? "", part),
    );
    if (given.length < wanted.length) return isMatch && existsSync(`${clean}/`);
    return isMatch && (given.length === wanted.length || !pattern.includes("*"));
  });
}

function matchesPart(part: string, pattern: string): boolean {
  const [start = "", end] = pattern.split("*", 2);
  return end === undefined ? part === pattern : part.startsWith(start) && part.endsWith(end);
}

function listAnchors({ root }: Page): string[] {
  const slugger = new GithubSlugger();
  return listNodes(root).flatMap((node) => {
    if (node.type === "heading") return [slugger.slug(toPlainText(node))];
    return node.type === "html" ? [...node.value.matchAll(HTML_ANCHOR)].map(([, name = ""]) => name) : [];
  });
}
