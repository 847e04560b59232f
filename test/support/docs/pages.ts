/** Lists the documents of the repository, and parses them as Markdown with tables. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";

export interface Page {
  /** The path from the root of the repository, such as `docs/MODELS.md`. */
  readonly path: string;
  readonly text: string;
  readonly root: Root;
}

export function parsePage(path: string, text: string): Page {
  const root = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  return { path, text, root };
}

export function readPage(path: string): Page {
  return parsePage(path, readFileSync(path, "utf8"));
}

/** Reads the README and every page in `docs/`. Their code blocks are run. */
export function readUserPages(): Page[] {
  const names = readdirSync("docs").filter((name) => name.endsWith(".md"));
  return ["README.md", ...names.sort().map((name) => join("docs", name))].map(readPage);
}

/** Reads the documents for contributors, for those who report a fault, and for operators of the collector. */
export function readProjectPages(): Page[] {
  return [
    "SECURITY.md",
    "CONTRIBUTING.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "collector/README.md",
    "collector/docs/CLICKHOUSE.md",
    "collector/docs/OPERATION.md",
    "collector/docs/PUBLISH.md",
  ].map(readPage);
}

/** Lists a node and all nodes inside it, in the order of the text. */
export function listNodes(node: Nodes): Nodes[] {
  return "children" in node ? [node, ...node.children.flatMap(listNodes)] : [node];
}

/** Returns the line on which a node starts, counted from 1. */
export function getLine(node: Nodes): number {
  return node.position?.start.line ?? 1;
}
