/** Splits the prose of a page into sentences. Code blocks are left out, and code within a line counts as one word. */
import type { Nodes } from "mdast";
import { getLine, type Page } from "./pages.js";

type SentenceKind = "paragraph" | "list item" | "heading" | "table cell";

export interface Sentence {
  readonly page: string;
  readonly line: number;
  readonly kind: SentenceKind;
  /** The text as a reader sees it, on one line. */
  readonly text: string;
  /** The text without the code that is in it. */
  readonly prose: string;
  readonly wordCount: number;
}

const SEGMENTER = new Intl.Segmenter("en", { granularity: "sentence" });
/** Abbreviations with a full stop that does not end a sentence. */
const ABBREVIATION = /\b(?:e\.g|i\.e|vs|cf|approx|incl)\./gi;
/** Stands for a full stop that does not end a sentence. It is a character for private use. */
const PROTECTED_STOP = "\uE000";
const CODE_WORD = /Q(\d+)Q/g;

export function listSentences(page: Page): Sentence[] {
  return listTexts(page.root, "paragraph").flatMap(({ node, kind }) => {
    const codes: string[] = [];
    const text = toText(node, codes).replaceAll(ABBREVIATION, (each) => each.replaceAll(".", PROTECTED_STOP));
    // A line break has no meaning in a paragraph, and `Intl.Segmenter` would end the sentence there.
    return [...SEGMENTER.segment(text.replaceAll("\n", " "))].flatMap(({ segment, index }) => {
      const clean = segment.trim().replaceAll(/\s+/g, " ").replaceAll(PROTECTED_STOP, ".");
      const wordCount = countWords(clean);
      if (wordCount === 0) return [];
      const start = index + segment.length - segment.trimStart().length;
      const line = getLine(node) + text.slice(0, start).split("\n").length - 1;
      const withCode = clean.replaceAll(CODE_WORD, (_, code) => `\`${codes[Number(code)]}\``);
      const prose = clean.replaceAll(CODE_WORD, "`…`");
      return [{ page: page.path, line, kind, text: withCode, prose, wordCount }];
    });
  });
}

/** Finds the nodes that hold prose. A paragraph in a list counts as a list item. */
function listTexts(node: Nodes, kind: SentenceKind): { node: Nodes; kind: SentenceKind }[] {
  if (node.type === "paragraph") return [{ node, kind }];
  if (node.type === "heading") return [{ node, kind: "heading" }];
  if (node.type === "tableCell") return [{ node, kind: "table cell" }];
  if (!("children" in node)) return [];
  return node.children.flatMap((child) => listTexts(child, node.type === "listItem" ? "list item" : kind));
}

/** Returns the text of a node. Each piece of code in it becomes one word in upper case, which may begin a sentence. */
function toText(node: Nodes, codes: string[]): string {
  if (node.type === "text") return node.value;
  if (node.type === "break") return "\n";
  if (node.type === "inlineCode") return `Q${codes.push(node.value) - 1}Q`;
  return "children" in node ? node.children.map((child) => toText(child, codes)).join("") : "";
}

/** Counts the parts between spaces that have a letter or a digit. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
