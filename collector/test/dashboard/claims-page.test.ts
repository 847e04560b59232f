/** Tests what the page about claims says, and that it says it as the terminal does. */
import { describe, expect, it } from "vitest";
import { checkClaim } from "../../src/claims/check-claim.js";
import type { Claim } from "../../src/claims/claim-file.js";
import { describeAssumption, describeCase, describeVerdict } from "../../src/claims/claim-text.js";
import { type ClaimWithVerdict, renderClaimsPage } from "../../src/dashboard/claims-page.js";
import type { AnswerValue } from "../../src/questions/answer.js";
import { createAnswer, createColumn, createContext } from "./answers.js";
import { readText } from "./page-text.js";

const CLAIM: Claim = {
  id: "few-failures",
  sentence: "At most 5 % of the searches fail.",
  question: "search-failures",
  column: "failed_share",
  rows: {},
  at_most: 0.05,
  min_n: 100,
  assumption: "Others fail as often.",
};
const COLUMNS = [
  createColumn("version", "version"),
  createColumn("all_searches", "count"),
  createColumn("failed_share", "share"),
  createColumn("failed_share_low", "bound"),
  createColumn("failed_share_high", "bound"),
];

function check(rows: AnswerValue[][]): ClaimWithVerdict {
  return { claim: CLAIM, checked: checkClaim(CLAIM, createAnswer(COLUMNS, rows)) };
}

const SUPPORTED = check([
  ["0.9.0", 500, 0.02, 0.01, 0.03],
  ["0.10.0", 700, 0.03, 0.02, 0.04],
]);

function render(
  claims: readonly ClaimWithVerdict[] | undefined,
  asOf: string | null = "2026-11-28T10:00:00Z",
) {
  const { asked } = createAnswer([], []);
  return renderClaimsPage({ claims, frame: { asked, asOf } }, createContext());
}

describe("the page of the claims", () => {
  it("says of each claim what the terminal says", async () => {
    const { checked } = SUPPORTED;
    const text = readText(await render([SUPPORTED]));
    for (const sentence of [
      checked.sentence,
      describeVerdict(checked),
      ...checked.cases.map(describeCase),
      describeAssumption(checked),
    ])
      expect(text).toContain(sentence);
  });

  it("draws the intervals of the rows beside the threshold", async () => {
    const page = await render([SUPPORTED]);
    expect(page).toContain("Dot chart of “Failed” by “Version”. Values from 2 % to 3 %.");
    expect(page).toContain("A line across the chart is at 5 %.");
    expect(readText(page)).toContain("The dashed line is the threshold: at most 5 %.");
  });

  it("links to the question behind a claim", async () => {
    expect(await render([SUPPORTED])).toContain('<a href="/questions/search-failures">');
  });

  it("counts the verdicts", async () => {
    const refuted = check([["0.9.0", 500, 0.2, 0.1, 0.3]]);
    const text = readText(await render([SUPPORTED, refuted, SUPPORTED]));
    expect(text).toContain("2 claims: supported 1 claim: not supported 0 claims: not enough data");
  });

  it("says that there is not enough data, without a chart", async () => {
    const page = await render([check([])]);
    expect(page).not.toContain("<svg");
    expect(readText(page)).toContain("not enough data (n = 0");
  });

  it.each([
    [
      "the configuration names no file",
      undefined,
      /makes no claims yet.*\[projects\.default\] claims = "claims\.toml"/,
    ],
    ["the file is empty", [], /The file of claims has no claim\./],
  ])("says that %s", async (_, claims, sentence) => {
    expect(readText(await render(claims))).toMatch(sentence);
  });

  it("says that the project has no event", async () => {
    expect(readText(await render([check([])], null))).toContain(
      "No event has arrived for the project default yet.",
    );
  });
});
