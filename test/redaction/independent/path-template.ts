/** Fills the templates of programs with paths and records the sensitive parts of each text. */

import { HOMES, type Homes, type System } from "./example-homes.js";
import type { CorpusText, Source, TextClass } from "./source.js";

/** A program, the files that it works on, and the texts that it prints about them. */
export interface Program {
  readonly name: string;
  readonly described: string;
  /** The systems whose paths it prints. @default POSIX and Windows in turn */
  readonly systems?: readonly System[];
  /** Files below the folder of a project, with slashes. */
  readonly files: readonly string[];
  /**
   * Texts with a placeholder for the path. `{word}` takes paths whose folders have no blanks, `{blank}` also ones with
   * blanks, and every other placeholder takes any path. `{root}` and `{rootword}` are the folder alone. Parts between ⟦ and ⟧ are sensitive as they stand. ⏎ ends a line.
   */
  readonly templates: readonly string[];
  /** @default 30 */
  readonly count?: number;
}

const DEFAULT_COUNT = 30;

function escapeJson(path: string): string {
  return JSON.stringify(path).slice(1, -1);
}

/** Spells a path as it stands after `file://`, where a drive follows a slash and a server does not. */
function encodePath(path: string): string {
  const slashed = /^(?:[A-Za-z]:|\\\\)/.test(path) ? path.replaceAll("\\", "/") : path;
  const encoded = slashed.split("/").map(encodeURIComponent).join("/");
  return encoded.replace(/^([A-Za-z])%3A/, "/$1:").replace(/^\/\//, "");
}

/** The spelling of the path in a placeholder. */
const SPELLINGS: Readonly<Record<string, (path: string) => string>> = {
  word: (path) => path,
  blank: (path) => path,
  path: (path) => path,
  root: (path) => path,
  rootword: (path) => path,
  json: escapeJson,
  jsonjson: (path) => escapeJson(escapeJson(path)),
  html: (path) =>
    path.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  url: encodePath,
  shell: (path) => path.replace(/[ "'&<>()[\]{};#*?|!=\\]|\$(?=\d)/g, "\\$&"),
  single: (path) => path.replaceAll("'", "'\\''"),
  double: (path) => path.replace(/["\\]|\$(?=\d)/g, "\\$&"),
  csv: (path) => path.replaceAll('"', '""'),
  yaml: (path) => path.replaceAll("'", "''"),
};

/** Writes a text whose placeholders `spell` fills. What it fills in is sensitive, except for the scheme of a URL. */
export function writeText(
  textClass: TextClass,
  template: string,
  spell: (placeholder: string) => string,
): CorpusText {
  const sensitive = new Set<string>();
  const text = template
    .replaceAll("⏎", "\n")
    .replace(
      /\{([a-z]+)\}|⟦([^⟧]+)⟧/g,
      (_whole, placeholder: string | undefined, literal: string | undefined) => {
        const part = literal ?? spell(placeholder ?? "");
        sensitive.add(part.replace(/^[a-z]+:\/\//, ""));
        return part;
      },
    );
  return { class: textClass, text, sensitive: [...sensitive] };
}

/** So many characters of a sensitive part count as a leak when they remain. */
export const LEAK_LENGTH = 6;

/**
 * Returns whether ordinary words of a text repeat characters of a sensitive part, as in `conftest '/a/conftest.py'`.
 * Such a text would count as a leak although everything sensitive is removed, so no source has one.
 */
export function hasRepeatedPart({ text, sensitive }: CorpusText): boolean {
  const longestFirst = [...sensitive].sort((left, right) => right.length - left.length);
  const ordinary = longestFirst.reduce((rest, part) => rest.replaceAll(part, "\0"), text);
  return sensitive.some((part) => {
    for (let start = 0; start + LEAK_LENGTH <= part.length; start++) {
      if (ordinary.includes(part.slice(start, start + LEAK_LENGTH))) return true;
    }
    return false;
  });
}

function selectHomes(homes: Homes, template: string): readonly string[] {
  if (template.includes("word}")) return homes.word;
  if (template.includes("{blank}")) return [...homes.blank, ...homes.word];
  return [...homes.odd, ...homes.blank, ...homes.word];
}

function selectFiles(files: readonly string[], template: string): readonly string[] {
  return template.includes("word}") ? files.filter((file) => !/[ ']/.test(file)) : files;
}

function joinPath(home: string, file: string): string {
  if (file === ".") return home;
  const separator = home.includes("\\") ? "\\" : "/";
  return home + separator + file.replaceAll("/", separator);
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

function spellPath(path: string, placeholder: string): string {
  const spell = SPELLINGS[placeholder];
  if (spell === undefined) throw new Error(`No spelling is called ${placeholder}.`);
  return spell(path);
}

/** Creates the source of a program. Template, folder and file advance at different paces, so that they combine. */
export function createPathSource(program: Program): Source {
  const {
    name,
    described,
    templates,
    files,
    systems = ["posix", "windows"],
    count = DEFAULT_COUNT,
  } = program;
  const texts = new Map<string, CorpusText>();
  for (let index = 0; texts.size < count && index < count * 10; index++) {
    const column = index % templates.length;
    const round = Math.floor(index / templates.length);
    const template = pick(templates, column);
    const homes = selectHomes(HOMES[pick(systems, round)], template);
    // 9 has no factor in common with the number of folders in any of the lists, so that no folder is left out.
    const home = pick(homes, Math.floor(round / systems.length) * 9 + column * 5 + name.length);
    const path = joinPath(home, pick(selectFiles(files, template), round + column * 3));
    const text = writeText("path", template, (placeholder) =>
      spellPath(placeholder.startsWith("root") ? home : path, placeholder),
    );
    if (!hasRepeatedPart(text)) texts.set(text.text, text);
  }
  return { name, described, texts: [...texts.values()] };
}

/** Creates a source from a list of whole paths, each in several of the given surroundings. */
export function createFolderSource(
  name: string,
  described: string,
  paths: readonly string[],
  templates: readonly string[],
  count = DEFAULT_COUNT,
): Source {
  const texts = new Map<string, CorpusText>();
  for (let index = 0; texts.size < count && index < count * 10; index++) {
    const path = pick(paths, index);
    const template = pick(templates, (index % paths.length) + Math.floor(index / paths.length));
    const text = writeText("path", template, (placeholder) => spellPath(path, placeholder));
    if (!hasRepeatedPart(text)) texts.set(text.text, text);
  }
  return { name, described, texts: [...texts.values()] };
}
