/** Tests how answers look in a terminal. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { formatAnswerText } from "../../src/cli/answer-text.js";
import type { Answer } from "../../src/questions/answer.js";

const ANSWER: Answer = {
  question: "search-outcomes",
  sentence: "How many searches fail, by version?",
  asked: { from: "2026-11-01", to: "2026-11-28", filters: { platform: "linux" } },
  asOf: "2026-11-28T09:15:00.000Z",
  n: 1200,
  columns: [
    { name: "version", label: "Version", kind: "text" },
    { name: "searches", label: "Searches received", kind: "count" },
    { name: "failed", label: "Failed", kind: "share" },
    { name: "failed_low", label: "Failed, at least", kind: "bound" },
    { name: "failed_high", label: "Failed, at most", kind: "bound" },
    { name: "p95", label: "95 % are faster than", kind: "milliseconds" },
  ],
  rows: [
    ["1.2.0", 1200, 0.051, 0.042, 0.062, 1530],
    ["1.10.0", 7, null, null, null, null],
  ],
  notes: ["Each received search counts once."],
};

it("is a table where that fits", () => {
  expect(formatAnswerText(ANSWER, 82).split("\n")).toEqual([
    "How many searches fail, by version?",
    "2026-11-01 to 2026-11-28, platform linux, n = 1,200, data as of 2026-11-28 09:15",
    "UTC",
    "",
    "             Searches                          95 % are",
    "Version      received              Failed   faster than",
    "───────  ────────────  ──────────────────  ────────────",
    "1.2.0           1,200  5.1 % (4.2 to 6.2)        1.53 s",
    "1.10.0              7                   –             –",
    "",
    "Each received search counts once.",
  ]);
});

it("is a list of rows where a table does not fit", () => {
  expect(formatAnswerText(ANSWER, 40).split("\n")).toEqual([
    "How many searches fail, by version?",
    "2026-11-01 to 2026-11-28, platform",
    "linux, n = 1,200, data as of 2026-11-28",
    "09:15 UTC",
    "",
    "1.2.0",
    "  Searches received   1,200",
    "  Failed              5.1 % (4.2 to 6.2)",
    "  95 % are faster     1.53 s",
    "  than",
    "",
    "1.10.0",
    "  Searches received   7",
    "  Failed              –",
    "  95 % are faster     –",
    "  than",
    "",
    "Each received search counts once.",
  ]);
});

it("says that nothing was received", () => {
  const text = formatAnswerText({ ...ANSWER, rows: [], asOf: null, n: 0 }, 80);
  expect(text).toContain("no data yet");
  expect(text).toContain("Nothing was received that answers this question.");
  expect(text).not.toContain("counts once");
});

it("is never wider than the terminal, unless a word is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 120 }), fc.nat(1e12), (width, count) => {
      const rows = ANSWER.rows.map((row) => row.map((value, index) => (index === 1 ? count : value)));
      const lines = formatAnswerText({ ...ANSWER, rows }, width).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }),
  );
});
