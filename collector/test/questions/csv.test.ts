/** Tests the CSV of an answer. */
import { expect, it } from "vitest";
import type { Answer } from "../../src/questions/answer.js";
import { formatCsv } from "../../src/questions/csv.js";

const createAnswer = (rows: Answer["rows"]): Answer => ({
  question: "q",
  sentence: "How many?",
  asked: { from: "2026-11-01", to: "2026-11-28", filters: {} },
  asOf: null,
  n: 0,
  columns: [
    { name: "word", label: "Word", kind: "text" },
    { name: "searches", label: "Searches", kind: "count" },
  ],
  rows,
  notes: [],
});

it("has the names of the columns as its first line, and CRLF", () => {
  expect(formatCsv(createAnswer([["a", 1.5]]))).toBe("word,searches\r\na,1.5\r\n");
});

it.each([
  ["a comma", "a,b", '"a,b"'],
  ["a quote", 'say "x"', '"say ""x"""'],
  ["a newline", "a\nb", '"a\nb"'],
  ["a missing value", null, ""],
  ["what a program for tables would run as a formula", "=1+1", "'=1+1"],
  ["a formula behind a tab", "\t@x", "'\t@x"],
  ["a negative number, which is none", -3, "-3"],
  ["yes and no", true, "true"],
])("writes %s", (_, value, expected) => {
  expect(
    formatCsv(createAnswer([[value, 0]]))
      .split("\r\n")
      .slice(1)
      .join("\r\n"),
  ).toBe(`${expected},0\r\n`);
});
