/** Reads a source tree and cuts its files into passages that a search can return. */
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { findLanguage, findLanguageCategory } from "codeweaver-telemetry/models";

export interface Passage {
  readonly id: number;
  /** Relative to the tree. */
  readonly path: string;
  readonly language: string;
  readonly category: string;
  /** The first line, counted from 1. */
  readonly start: number;
  /** The last line. */
  readonly end: number;
  readonly text: string;
  /** The names that the passage defines. */
  readonly symbols: readonly string[];
  /** CodeWeaver's semantic categories of its definitions. */
  readonly kinds: readonly string[];
}

const SKIPPED_FOLDERS = new Set([
  "node_modules",
  "dist",
  "build",
  "coverage",
  "target",
  "vendor",
  "__pycache__",
]);
const MAX_FILE_BYTES = 200_000;
/** Files with longer lines are data or minified code. Their passages would be too long for an answer. */
const MAX_LINE_CHARACTERS = 1000;
const PASSAGE_LINES = 40;

/** Matches definitions in most languages. A demonstration needs no parser. */
const DEFINITIONS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["definition_callable", /\b(?:function|def|fn|func)\s+([A-Za-z_]\w*)/g],
  ["definition_type", /\b(?:class|interface|struct|trait|enum|type)\s+([A-Za-z_]\w*)/g],
  ["definition_data", /\b(?:const|let|var|static)\s+([A-Za-z_]\w*)/g],
  ["boundary_module", /\b(?:import|from|require|use)\b.*?["'<]([\w./@-]+)/g],
];

/** Lists the text files of a tree, except in folders that are hidden, built, installed or ignored by git. */
export async function listFiles(root: string): Promise<string[]> {
  const skipped = new Set([...SKIPPED_FOLDERS, ...(await readIgnoredFolders(root))]);
  const files: string[] = [];
  const pending = [root];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.name.startsWith(".") || skipped.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) pending.push(path);
      else if (entry.isFile() && findLanguage(entry.name) !== "unknown" && extname(entry.name) !== ".svg")
        files.push(path);
    }
  }
  return files.sort();
}

/** Returns the passages of a file, or none if it or a line is too large, or if it is not text. Their ids start at `firstId`. */
export async function readPassages(root: string, file: string, firstId: number): Promise<Passage[]> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  if (bytes.length === 0 || bytes.length > MAX_FILE_BYTES || bytes.includes(0)) return [];
  const lines = bytes.toString("utf8").split("\n");
  if (lines.some(({ length }) => length > MAX_LINE_CHARACTERS)) return [];
  const language = findLanguage(file);
  const passages: Passage[] = [];
  for (let start = 0; start < lines.length; start += PASSAGE_LINES) {
    const part = lines.slice(start, start + PASSAGE_LINES);
    const text = part.join("\n");
    if (text.trim() === "") continue;
    const found = DEFINITIONS.flatMap(([kind, pattern]) =>
      [...text.matchAll(pattern)].map((match) => ({ kind, name: match[1] ?? "" })),
    );
    passages.push({
      id: firstId + passages.length,
      path: relative(root, file),
      language,
      category: findLanguageCategory(language),
      start: start + 1,
      end: start + part.length,
      text,
      symbols: found.filter(({ kind }) => kind !== "boundary_module").map(({ name }) => name),
      kinds: [...new Set(found.map(({ kind }) => kind))],
    });
  }
  return passages;
}

/** Splits a text into its words, also inside of names such as `readFile`. Words of one or two characters are left out. */
export function splitWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u).filter((word) => word.length > 2);
}

/** Reads the folders that the tree's `.gitignore` names. Patterns are not supported. */
async function readIgnoredFolders(root: string): Promise<string[]> {
  const text = await readFile(join(root, ".gitignore"), "utf8").catch(() => "");
  return [...text.matchAll(/^\/?([\w.-]+)\/\s*$/gm)].map((match) => match[1] ?? "");
}
