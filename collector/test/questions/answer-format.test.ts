/** Tests how values of answers are shown to people. */
import { expect, it } from "vitest";
import { formatAnswer, formatValue } from "../../src/questions/answer-format.js";

it.each([
  ["count", 1234567, "1,234,567"],
  ["count", 12.6, "13"],
  ["number", 0.123456, "0.123"],
  ["number", 1234.56, "1,235"],
  ["number", 42, "42"],
  ["milliseconds", 57.22, "57.2 ms"],
  ["milliseconds", 1500, "1.5 s"],
  ["usd", 0.5, "0.5 USD"],
  ["share", 0.051, "5.1 %"],
  ["yesno", true, "yes"],
  ["text", "", "–"],
  ["day", "2026-11-28", "2026-11-28"],
  ["number", null, "–"],
] as const)("shows a %s of %s as %s", (kind, value, expected) => {
  expect(formatValue(kind, value)).toBe(expected);
});

it("shows a share and its interval in one cell", () => {
  const answer = {
    question: "q",
    sentence: "How many?",
    asked: { from: "2026-11-01", to: "2026-11-28", filters: {} },
    asOf: null,
    n: 10,
    columns: [
      { name: "version", label: "Version", kind: "text" },
      { name: "failed", label: "Failed", kind: "share" },
      { name: "failed_low", label: "Failed, at least", kind: "bound" },
      { name: "failed_high", label: "Failed, at most", kind: "bound" },
    ],
    rows: [
      ["1.0.0", 0.1, 0.0179, 0.404],
      ["1.1.0", null, null, null],
    ],
    notes: [],
  } as const;
  expect(formatAnswer(answer)).toEqual({
    columns: [
      { label: "Version", isNumber: false },
      { label: "Failed", isNumber: true },
    ],
    rows: [
      ["1.0.0", "10 % (1.79 to 40.4)"],
      ["1.1.0", "–"],
    ],
  });
});
