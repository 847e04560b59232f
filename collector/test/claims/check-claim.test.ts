/** Tests the verdicts about claims. */
import { describe, expect, it } from "vitest";
import { checkClaim } from "../../src/claims/check-claim.js";
import type { Claim } from "../../src/claims/claim-file.js";
import type { Answer } from "../../src/questions/answer.js";

const CLAIM: Claim = {
  id: "fewer-tokens",
  sentence: "Answers have at least 60 % fewer tokens.",
  question: "saved-tokens",
  column: "saved",
  rows: {},
  at_least: 0.6,
  min_n: 100,
  assumption: "A model would read whole files.",
};

/** @param rows the baseline, the number of reports, the share and its bounds */
function createAnswer(rows: Answer["rows"]): Answer {
  return {
    question: "saved-tokens",
    sentence: "Which share of the tokens is saved?",
    asked: { from: "2026-11-01", to: "2026-11-28", filters: {} },
    asOf: "2026-11-28T10:00:00.000Z",
    n: 900,
    columns: [
      { name: "baseline", label: "Compared with", kind: "text" },
      { name: "reports", label: "Reports", kind: "count" },
      { name: "saved", label: "Saved", kind: "share" },
      { name: "saved_low", label: "Saved, at least", kind: "bound" },
      { name: "saved_high", label: "Saved, at most", kind: "bound" },
    ],
    rows,
    notes: [],
  };
}

const { at_least: _, ...WITHOUT_THRESHOLD } = CLAIM;
const AT_MOST: Claim = { ...WITHOUT_THRESHOLD, at_most: 0.6 };

describe("a claim of at least 60 %", () => {
  it.each([
    ["is supported if the whole interval is above", [0.7, 0.6, 0.8], "supported"],
    ["is not supported if the whole interval is below", [0.5, 0.4, 0.59], "not supported"],
    ["needs more data if the threshold is in the interval", [0.7, 0.59, 0.8], "not enough data"],
    ["needs more data without an interval", [0.7, null, null], "not enough data"],
  ] as const)("%s", (_title, numbers, verdict) => {
    const { cases, ...checked } = checkClaim(CLAIM, createAnswer([["whole_files", 500, ...numbers]]));
    const [value, low, high] = numbers;
    expect(cases).toEqual([{ label: "whole_files", n: 500, value, low, high, verdict }]);
    expect(checked).toMatchObject({
      verdict,
      n: 900,
      assumption: CLAIM.assumption,
      sentence: CLAIM.sentence,
    });
  });

  it("needs the smallest n that it names", () => {
    expect(checkClaim(CLAIM, createAnswer([["a", 99, 0.7, 0.65, 0.8]])).verdict).toBe("not enough data");
    expect(checkClaim(CLAIM, createAnswer([["a", 100, 0.7, 0.65, 0.8]])).verdict).toBe("supported");
  });

  it("needs data", () => {
    expect(checkClaim(CLAIM, createAnswer([]))).toMatchObject({ verdict: "not enough data", cases: [] });
  });
});

it("is turned around for at most", () => {
  const check = (low: number, high: number) =>
    checkClaim(AT_MOST, createAnswer([["a", 500, 0.5, low, high]])).verdict;
  expect([check(0.4, 0.6), check(0.61, 0.7), check(0.4, 0.61)]).toEqual([
    "supported",
    "not supported",
    "not enough data",
  ]);
});

describe("a claim about several baselines", () => {
  const HIGH = ["high", 500, 0.8, 0.7, 0.9] as const;
  const LOW = ["low", 500, 0.3, 0.2, 0.4] as const;
  const WIDE = ["wide", 500, 0.6, 0.3, 0.9] as const;
  it.each([
    ["supported", [HIGH, HIGH]],
    ["not supported", [HIGH, LOW]],
    ["not supported", [WIDE, LOW]],
    ["not enough data", [HIGH, WIDE]],
  ] as const)("is %s if its cases are %j", (verdict, rows) => {
    expect(checkClaim(CLAIM, createAnswer(rows)).verdict).toBe(verdict);
  });

  it("does not depend on a case with few observations", () => {
    const few = ["few", 5, 0.3, 0.2, 0.4] as const;
    const { verdict, cases } = checkClaim(CLAIM, createAnswer([HIGH, few]));
    expect([verdict, cases.length]).toEqual(["supported", 2]);
    expect(checkClaim(CLAIM, createAnswer([few])).verdict).toBe("not enough data");
  });

  it("is about the rows that it names", () => {
    const claim = { ...CLAIM, rows: { baseline: ["high"] } };
    const { verdict, cases } = checkClaim(claim, createAnswer([HIGH, LOW]));
    expect([verdict, cases.map(({ label }) => label)]).toEqual(["supported", ["high"]]);
  });
});
