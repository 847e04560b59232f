// Makes src/models/language-table.json from GitHub Linguist's data (the linguist-languages package), so that the
// package ships 30 KB of table and not 7 MB of modules. With --check it only says whether the table is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import * as linguist from "linguist-languages";

const TABLE = new URL("../src/models/language-table.json", import.meta.url);

// Linguist's types in our four categories: what people program or mark up in is code, data is configuration.
const CATEGORY = { programming: "code", markup: "code", data: "config", prose: "docs" };

// Linguist's popular.yml: the languages it lists first where an extension is ambiguous.
const POPULAR = new Set(
  "C,C#,C++,CoffeeScript,CSS,Dart,DM,Elixir,Go,Groovy,HTML,Java,JavaScript,Kotlin,Objective-C,Perl,PHP,PowerShell,Python,Ruby,Rust,Scala,Shell,Swift,TypeScript".split(
    ",",
  ),
);

/** The likelier language first: popular, then the one whose primary extension it is, then the one with more names. */
function byLikelihood(extension) {
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

const chosen = (kind) =>
  Object.fromEntries(
    [...candidates[kind]]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, found]) => [key, found.sort(byLikelihood(key))[0].name.toLowerCase()]),
  );

const table = {
  source: "GitHub Linguist, through linguist-languages (MIT)",
  categories: Object.fromEntries(
    languages
      .map((language) => [language.name.toLowerCase(), CATEGORY[language.type] ?? "other"])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ),
  extensions: chosen("extensions"),
  filenames: chosen("filenames"),
};

const text = `${JSON.stringify(table, null, 1)}\n`;
if (!process.argv.includes("--check")) writeFileSync(TABLE, text);
else if (readFileSync(TABLE, "utf8") !== text) {
  console.error(
    "src/models/language-table.json is not what `npm run languages` makes of the installed linguist-languages.",
  );
  process.exitCode = 1;
}
