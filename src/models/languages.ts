/** What language a file is in, and of which kind, from its name alone. The table is GitHub Linguist's. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { resolveModuleFile } from "../internal/package-info.js";
import { FileCategory, parseMember, type ValueOf } from "./closed-sets.js";

/** `source` says where the table comes from; keys and language names are in lower case. */
interface LanguageTable {
  readonly categories: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, string>>;
  readonly filenames: Readonly<Record<string, string>>;
}

let loadedTable: LanguageTable | undefined;

/** Read on first use: most processes that import the models never ask for a language. */
function getLanguageTable(): LanguageTable {
  loadedTable ??= readLanguageTable();
  return loadedTable;
}

function readLanguageTable(): LanguageTable {
  try {
    const file = fileURLToPath(resolveModuleFile("models/language-table.json"));
    return JSON.parse(readFileSync(file, "utf8")) as LanguageTable; // the shape that scripts/generate-languages.mjs writes
  } catch {
    return { categories: {}, extensions: {}, filenames: {} }; // a bundler has left it behind: every language is unknown
  }
}

/** The Linguist language of a file in lower case (`typescript`, `c++`), or `unknown`. Only the last part of the path is looked at. */
export function languageOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).toLowerCase();
  const { filenames, extensions } = getLanguageTable();
  if (Object.hasOwn(filenames, name)) return filenames[name] ?? "unknown";
  // The longest ending first: `.d.ts` before `.ts`.
  for (let dot = name.indexOf("."); dot !== -1; dot = name.indexOf(".", dot + 1)) {
    const ending = name.slice(dot);
    if (Object.hasOwn(extensions, ending)) return extensions[ending] ?? "unknown";
  }
  return "unknown";
}

/** What kind of file a language makes: Linguist's programming and markup are code, data is config, prose is docs. */
export function categoryOf(language: string): ValueOf<typeof FileCategory> {
  const { categories } = getLanguageTable();
  return parseMember(
    FileCategory,
    Object.hasOwn(categories, language) ? categories[language] : undefined,
    "other",
  );
}

/** The language as Linguist names it, in lower case; `unknown` where it names none, so a label cannot carry free text. */
export function knownLanguage(label: unknown): string {
  if (typeof label !== "string") return "unknown";
  const name = label.trim().toLowerCase();
  if (Object.hasOwn(getLanguageTable().categories, name)) return name;
  // CodeWeaver writes languages as variables are written: `c_sharp`, `objective_c`.
  const spelled = LANGUAGE_ALIASES[name] ?? name.replaceAll("_", "-");
  return Object.hasOwn(getLanguageTable().categories, spelled) ? spelled : "unknown";
}

const LANGUAGE_ALIASES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  c_sharp: "c#",
  csharp: "c#",
  c_plus_plus: "c++",
  cpp: "c++",
  f_sharp: "f#",
  golang: "go",
  js: "javascript",
  jsx: "javascript",
  ts: "typescript",
  bash: "shell",
  sh: "shell",
  py: "python",
  rb: "ruby",
  rs: "rust",
});
