/** Tests in which order rows with versions are. */
import { expect, it } from "vitest";
import { QUESTIONS } from "../../src/questions/catalog.js";
import { sortByVersion } from "../../src/questions/sort-by-version.js";
import { DIALECTS } from "../../src/store/dialect.js";
import { createColumn } from "../dashboard/answers.js";

const VERSION = createColumn("version", "version");
const TOOL = createColumn("tool", "text");

it("sorts versions by their numbers, and rows without one last", () => {
  const rows = [["0.10.0"], ["0.9.0"], ["1.0.0"], [null]];
  expect(sortByVersion([VERSION], rows)).toEqual([["0.9.0"], ["0.10.0"], ["1.0.0"], [null]]);
});

it("sorts the versions only within the rows that the columns before have in common", () => {
  const rows = [
    ["b", "0.10.0"],
    ["b", "0.9.0"],
    ["a", "0.8.0"],
  ];
  expect(sortByVersion([TOOL, VERSION], rows)).toEqual([
    ["b", "0.9.0"],
    ["b", "0.10.0"],
    ["a", "0.8.0"],
  ]);
});

it("keeps the order of rows with the same version", () => {
  const rows = [
    ["0.10.0", "z"],
    ["0.9.0", "z"],
    ["0.9.0", "a"],
  ];
  expect(sortByVersion([VERSION, TOOL], rows)).toEqual([
    ["0.9.0", "z"],
    ["0.9.0", "a"],
    ["0.10.0", "z"],
  ]);
});

it("does not sort a version that is a text among others", () => {
  const rows = [["0.10.0"], ["0.9.0"]];
  expect(sortByVersion([createColumn("version", "text")], rows)).toEqual(rows);
});

it.each(QUESTIONS)("knows whether the versions of $id are sorted", (question) => {
  const [, order = ""] = /ORDER BY ([^`]*)$/.exec(question.createSql(DIALECTS.duckdb)) ?? [];
  const keys =
    order
      .split("LIMIT")[0]
      ?.split(",")
      .map((key) => key.trim()) ?? [];
  const names = question.columns.map(({ name }) => name);
  const position = keys.indexOf("version");
  const isSorted = position !== -1 && keys.slice(0, position).every((key, index) => key === names[index]);
  const column = question.columns.find(({ name }) => name === "version");
  expect(column?.kind === "version").toBe(isSorted);
});
