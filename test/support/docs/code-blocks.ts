/** Extracts the fenced code blocks of a page, with the comments and the expected output that belong to them. */
import type { Code, Nodes } from "mdast";
import { getLine, listNodes, type Page } from "./pages.js";

/** A piece of a page's text. */
export interface Snippet {
  readonly text: string;
  /** The line of its first line in the page, counted from 1. */
  readonly line: number;
}

export interface CodeBlock extends Snippet {
  readonly page: string;
  readonly language: string;
  /** Code that is put before the block, from a comment `<!-- given … -->`. */
  readonly given: Snippet | undefined;
  /** The reason why the block is not run, from a comment `<!-- compile only: reason -->`. */
  readonly compileOnlyReason: string | undefined;
  readonly expectedOutput: Snippet | undefined;
  /** The name in a first line such as `// telemetry.ts`. Other blocks of the page can import it. */
  readonly fileName: string | undefined;
}

export interface ExtractedBlocks {
  readonly blocks: readonly CodeBlock[];
  /** Mistakes in the form of a block, each with its page and line. */
  readonly problems: readonly string[];
}

const LANGUAGES = new Set(["ts", "js", "sh", "toml", "json", "text"]);
const GIVEN = /^<!-- given[^\S\n]*\n(.*?)\n?-->$/s;
const COMPILE_ONLY = /^<!-- compile only:\s*(\S.*?)\s*-->$/s;
const FILE_NAME = /^\/\/ ([\w-][\w.-]*\.[cm]?[jt]sx?)$/m;

export function isProgram({ language }: CodeBlock): boolean {
  return language === "ts" || language === "js";
}

export function extractCodeBlocks(page: Page): ExtractedBlocks {
  const blocks: CodeBlock[] = [];
  const problems: string[] = [];
  for (const parent of listNodes(page.root)) {
    const siblings: readonly Nodes[] = "children" in parent ? parent.children : [];
    for (const [index, node] of siblings.entries()) {
      if (node.type !== "code") continue;
      const report = (message: string) => void problems.push(`${page.path}:${getLine(node)}: ${message}`);
      if (!isFenced(node, page)) report("an indented block has no language; use a fence");
      else if (!LANGUAGES.has(node.lang ?? ""))
        report(`language "${node.lang ?? ""}" is not one of ${[...LANGUAGES].join(", ")}`);
      else if (node.lang === "text" && node.meta === "output") {
        const isOutputOfBlock = hasOutput(siblings[index - 1], page);
        if (!isOutputOfBlock) report("an output belongs directly after a block of ts, js or sh");
      } else if (node.meta) report(`"${node.meta}" after the language is not known`);
      else blocks.push(createBlock(page, node, { siblings, index, report }));
    }
  }
  return { blocks, problems };
}

interface Surroundings {
  readonly siblings: readonly Nodes[];
  readonly index: number;
  readonly report: (message: string) => void;
}

function createBlock(page: Page, node: Code, { siblings, index, report }: Surroundings): CodeBlock {
  let given: Snippet | undefined;
  let compileOnlyReason: string | undefined;
  for (let above = index - 1; ; above--) {
    const comment = siblings[above];
    if (comment?.type !== "html" || !comment.value.startsWith("<!--")) break;
    const code = GIVEN.exec(comment.value)?.[1];
    const reason = COMPILE_ONLY.exec(comment.value)?.[1];
    if (code !== undefined) given = { text: code, line: getLine(comment) + 1 };
    else if (reason !== undefined) compileOnlyReason = reason;
    else report(`the comment above is neither "given" nor "compile only: reason"`);
  }
  const next = siblings[index + 1];
  const isOutput = next?.type === "code" && next.lang === "text" && next.meta === "output";
  return {
    page: page.path,
    line: getLine(node) + 1,
    text: node.value,
    language: node.lang ?? "",
    given,
    compileOnlyReason,
    expectedOutput: isOutput ? { text: next.value, line: getLine(next) + 1 } : undefined,
    fileName: FILE_NAME.exec(node.value.split("\n", 1)[0] ?? "")?.[1],
  };
}

function isFenced(node: Code, page: Page): boolean {
  const start = node.position?.start.offset ?? 0;
  return /^(?:```|~~~)/.test(page.text.slice(start, start + 3));
}

function hasOutput(node: Nodes | undefined, page: Page): boolean {
  return node?.type === "code" && isFenced(node, page) && ["ts", "js", "sh"].includes(node.lang ?? "");
}
