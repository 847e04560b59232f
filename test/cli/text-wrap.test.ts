/** The wrapping of text at the width of a terminal. */
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { markAsOwn, renderText } from "../../src/cli/styled-text.js";
import { formatWrappedColumns, getLineWidth, measureText, wrapText } from "../../src/cli/text-wrap.js";

describe("getLineWidth", () => {
  it.each([
    ["a terminal", { isTTY: true, columns: 60 }, {}, 60],
    ["a terminal, whatever COLUMNS is", { isTTY: true, columns: 60 }, { COLUMNS: "90" }, 60],
    ["a terminal of unknown width", { isTTY: true, columns: 0 }, {}, 80],
    ["a very wide terminal", { isTTY: true, columns: 300 }, {}, 120],
    ["a very narrow terminal", { isTTY: true, columns: 3 }, {}, 20],
    ["a pipe", { isTTY: false, columns: 60 }, {}, 80],
    ["a pipe with COLUMNS", { isTTY: false, columns: 0 }, { COLUMNS: "100" }, 100],
    ["a pipe with an unusable COLUMNS", { isTTY: false, columns: 0 }, { COLUMNS: "wide" }, 80],
  ])("returns the width of %s", (_, stream, env, expected) => {
    expect(getLineWidth(stream, env)).toBe(expected);
  });
});

describe("wrapText", () => {
  it.each([
    ["words", "one two three", 7, 0, "one two\nthree"],
    ["with an indent", "one two three", 9, 2, "  one two\n  three"],
    ["a word that is longer than a line", "a abcdefgh b", 4, 0, "a\nabcd\nefgh\nb"],
    ["wide characters by their columns", "漢字 漢字 漢字", 9, 0, "漢字 漢字\n漢字"],
    ["lines, which remain", "one\n\ntwo", 20, 2, "  one\n\n  two"],
    ["nothing", "", 20, 2, ""],
    ["more indent than width", "ab", 2, 4, "    a\n    b"],
    [
      "colours, which end with the line",
      "\u001b[2ma b\u001b[22m",
      1,
      1,
      " \u001b[2ma\u001b[22m\n \u001b[2mb\u001b[22m",
    ],
  ])("wraps %s", (_, text, width, indent, expected) => {
    expect(renderText(wrapText(markAsOwn(text), width, indent))).toBe(expected);
  });
});

it("wraps and measures characters as wide as their escapes", () => {
  expect(renderText(wrapText("one \u001b]0;x\u0007 two", 12))).toBe("one \\u001b]0\n;x\\u0007 two");
  expect(measureText("\u202e\n")).toBe(12);
});

describe("formatWrappedColumns", () => {
  const EXPLANATION = "How many files the index has, which tells how large the trees of users are.";
  const ROWS = [
    ["files", "1200", EXPLANATION],
    ["languages.漢字", "–", markAsOwn(`\u001b[2m${EXPLANATION}\u001b[22m`)],
    ["alone", "2", ""],
  ];

  const render = (rows: readonly (readonly string[])[], width: number) =>
    renderText(formatWrappedColumns(rows, width));

  it("puts the last column beside the others when there is space", () => {
    expect(stripVTControlCharacters(render(ROWS, 80))).toBe(
      [
        "  files           1200  How many files the index has, which tells how large the",
        "                        trees of users are.",
        "  languages.漢字  –     How many files the index has, which tells how large the",
        "                        trees of users are.",
        "  alone           2",
      ].join("\n"),
    );
  });

  it("puts the last column below the others when there is little space", () => {
    expect(stripVTControlCharacters(render(ROWS, 50))).toBe(
      [
        "  files  1200",
        "    How many files the index has, which tells how",
        "    large the trees of users are.",
        "  languages.漢字  –",
        "    How many files the index has, which tells how",
        "    large the trees of users are.",
        "  alone  2",
      ].join("\n"),
    );
  });

  it.each([20, 40, 60, 80, 120])("never exceeds %d columns", (width) => {
    const rows = [...ROWS, ["a".repeat(30), "b".repeat(50), "c".repeat(200)]];
    for (const line of render(rows, width).split("\n"))
      expect(measureText(markAsOwn(line))).toBeLessThanOrEqual(width);
  });
});
