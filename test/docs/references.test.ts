/** The repository explains itself: its files refer only to what is in it. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const PATHS = ["src", "bench", "scripts", "site", "test", "examples", "docs", "*.md", "*.json"];
const EXEMPT = ["docs/SEEDS.md", "CHANGELOG.md", "package-lock.json", "test/docs/references.test.ts"];
/** Documents and paths of the machines on which the library was developed, and numbers of issues. */
const OUTSIDE =
  /\b(?:DESIGN|RESEARCH|STYLE|NAMES)\.md|\bRESEARCH\b|\bseed 0\d\d|\bissue #?\d|\/work\/(?:main|shared)|\/tmp\/wt\//i;
const QUOTED_PATH = /`((?:src|test|bench|scripts|examples|docs|config)\/[\w./-]+)`/g;
const SCRIPT = /`npm run ([\w:-]+)((?: --?\S+)*? -w collector)?/g;

const files = execFileSync("git", ["ls-files", ...PATHS], { encoding: "utf8" })
  .split("\n")
  .filter((file) => existsSync(file) && !EXEMPT.includes(file));
const lines = files.flatMap((file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .map((text, index) => ({ file, text, where: `${file}:${index + 1}` })),
);
const documentLines = lines.filter(({ file }) => file.endsWith(".md"));

it("no file mentions a document, an issue or a folder that is not in the repository", () => {
  const mentions = lines.filter(({ text }) => OUTSIDE.test(text));
  expect(mentions.map(({ where, text }) => `${where} ${text.trim()}`)).toEqual([]);
});

it("every path that a document quotes exists", () => {
  const quoted = documentLines.flatMap(({ text, where }) =>
    [...text.matchAll(QUOTED_PATH)].map(([, path = ""]) => ({ where, path })),
  );
  expect(quoted.length).toBeGreaterThan(10);
  expect(quoted.filter(({ path }) => !existsSync(path)).map(({ where, path }) => `${where} ${path}`)).toEqual(
    [],
  );
});

it("every npm script that a document names exists", () => {
  const readScripts = (file: string): object => JSON.parse(readFileSync(file, "utf8")).scripts;
  const scripts = readScripts("package.json");
  const collectorScripts = readScripts("collector/package.json");
  const named = documentLines.flatMap(({ text, where }) =>
    [...text.matchAll(SCRIPT)].map(([, name = "", workspace]) => ({ where, name, workspace })),
  );
  expect(named.length).toBeGreaterThan(5);
  const unknown = named.filter(
    ({ name, workspace }) => !(name in (workspace === undefined ? scripts : collectorScripts)),
  );
  expect(unknown.map(({ where, name }) => `${where} ${name}`)).toEqual([]);
});
