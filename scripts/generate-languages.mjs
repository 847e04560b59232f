// Writes src/models/language-table.json from GitHub Linguist's data (the linguist-languages package), so that this
// package contains a table of 30 KB and not modules of 7 MB. With --check it only tests whether the table is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import * as linguist from "linguist-languages";

const TABLE = new URL("../src/models/language-table.json", import.meta.url);

// Maps Linguist's types to the four categories. Programming and markup languages are code, data formats are configuration.
const CATEGORY = { programming: "code", markup: "code", data: "config", prose: "docs" };

// Linguist's popular.yml: the languages it lists first where an extension is ambiguous.
const POPULAR = new Set(
  "C,C#,C++,CoffeeScript,CSS,Dart,DM,Elixir,Go,Groovy,HTML,Java,JavaScript,Kotlin,Objective-C,Perl,PHP,PowerShell,Python,Ruby,Rust,Scala,Shell,Swift,TypeScript".split(
    ",",
  ),
);

/** Sorts the likelier language first: a popular one, then one with this primary extension, then one with more names. */
function compareLikelihood(extension) {
  const rank = (language) => [
    POPULAR.has(language.name) ? 0 : 1,
    language.extensions?.[0] === extension ? 0 : 1,
    POPULAR.has(language.name) ? 0 : -((language.extensions?.length ?? 0) + (language.aliases?.length ?? 0)),
  ];
  return (a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const differs = x.findIndex((value, i) => value !== y[i]);
    return differs === -1 ? a.name.localeCompare(b.name, "en") : x[differs] - y[differs];
  };
}

const languages = Object.values(linguist).filter((language) => typeof language?.name === "string");
const candidates = { extensions: new Map(), filenames: new Map() };
for (const language of languages) {
  for (const kind of ["extensions", "filenames"]) {
    for (const name of language[kind] ?? []) {
      const key = name.toLowerCase();
      candidates[kind].set(key, [...(candidates[kind].get(key) ?? []), language]);
    }
  }
}

const selectLikeliest = (kind) =>
  Object.fromEntries(
    [...candidates[kind]]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, found]) => [key, found.sort(compareLikelihood(key))[0].name.toLowerCase()]),
  );

const table = {
  source: "GitHub Linguist, through linguist-languages (MIT)",
  categories: Object.fromEntries(
    languages
      .map((language) => [language.name.toLowerCase(), CATEGORY[language.type] ?? "other"])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ),
  extensions: selectLikeliest("extensions"),
  filenames: selectLikeliest("filenames"),
};

const text = `${JSON.stringify(table, null, 1)}\n`;
if (!process.argv.includes("--check")) writeFileSync(TABLE, text);
else if (readFileSync(TABLE, "utf8") !== text) {
  console.error(
    "src/models/language-table.json differs from what `npm run languages` writes for the installed linguist-languages.",
  );
  process.exitCode = 1;
}
