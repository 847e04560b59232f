/** Finds the language and the category of a file by its name, with the table of GitHub Linguist. */
import { readDataFile } from "../internal/data-file.js";
import { parseMember, type ValueOf } from "./closed-set.js";
import { FileCategory } from "./closed-sets.js";

/** Keys and names of languages are in lower case. The file's `source` names the version of Linguist. */
interface LanguageTable {
  readonly categories: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, string>>;
  readonly filenames: Readonly<Record<string, string>>;
}

let loadedTable: LanguageTable | undefined;

/** Reads the table when it is first used, because most processes that import the models need no language. */
function getLanguageTable(): LanguageTable {
  loadedTable ??= readLanguageTable();
  return loadedTable;
}

function readLanguageTable(): LanguageTable {
  try {
    return readDataFile("models/language-table.json") as LanguageTable; // scripts/generate-languages.mjs has written it
  } catch {
    return { categories: {}, extensions: {}, filenames: {} }; // the file is missing or damaged
  }
}

/**
 * Returns the language of a file by its name, in lower case, such as `typescript` or `c++`. Returns `unknown` for a file
 * that Linguist does not list. The file is not read.
 *
 * @example
 * findLanguage("src/main.ts"); // "typescript"
 */
export function findLanguage(path: string): string {
  if (typeof path !== "string") return "unknown"; // callers in plain JavaScript
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).toLowerCase();
  const { filenames, extensions } = getLanguageTable();
  if (Object.hasOwn(filenames, name)) return filenames[name] ?? "unknown";
  // The longest extension is tried first: `.d.ts` before `.ts`.
  for (let dot = name.indexOf("."); dot !== -1; dot = name.indexOf(".", dot + 1)) {
    const extension = name.slice(dot);
    if (Object.hasOwn(extensions, extension)) return extensions[extension] ?? "unknown";
  }
  return "unknown";
}

/**
 * Returns the category of a language's files. Linguist's programming and markup languages are `code`, data is `config`,
 * prose is `docs`, and an unknown language is `other`.
 *
 * @example
 * findLanguageCategory("yaml"); // "config"
 */
export function findLanguageCategory(language: string): ValueOf<typeof FileCategory> {
  const { categories } = getLanguageTable();
  return parseMember(
    FileCategory,
    Object.hasOwn(categories, language) ? categories[language] : undefined,
    "other",
  );
}

/**
 * Returns Linguist's name of a language in lower case, and `unknown` for any other text, so that no free text is sent.
 *
 * @example
 * normalizeLanguage("C_Sharp"); // "c#"
 */
export function normalizeLanguage(label: unknown): string {
  if (typeof label !== "string") return "unknown";
  const name = label.trim().toLowerCase();
  if (Object.hasOwn(getLanguageTable().categories, name)) return name;
  // CodeWeaver writes the names of languages like variables: `c_sharp`, `objective_c`.
  const linguistName = LANGUAGE_ALIASES[name] ?? name.replaceAll("_", "-");
  return Object.hasOwn(getLanguageTable().categories, linguistName) ? linguistName : "unknown";
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
