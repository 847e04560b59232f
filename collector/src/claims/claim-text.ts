/** Describes claims and their verdicts in plain words, for a terminal and for a page. */
import { formatValue } from "../questions/answer-format.js";
import type { CheckedClaim, ClaimCase } from "./check-claim.js";
import type { Claim } from "./claim-file.js";

/** @example describeVerdict(checked); // "supported (n = 300, data as of 2026-11-28)" */
export function describeVerdict({ verdict, n, asOf }: CheckedClaim): string {
  const facts = `n = ${formatValue("number", n)}${asOf === null ? "" : `, data as of ${asOf.slice(0, 10)}`}`;
  return `${verdict} (${facts})`;
}

/** @example describeCase(each); // "whole_files: 70 %, between 60 % and 80 %, n = 300, supported" */
export function describeCase({ label, n, value, low, high, verdict }: ClaimCase): string {
  const [shown, from, to] = [value, low, high].map((number) => formatValue("share", number));
  const interval = low === null ? "" : `, between ${from} and ${to}`;
  return `${label === "" ? "" : `${label}: `}${shown}${interval}, n = ${formatValue("number", n)}, ${verdict}`;
}

export function describeAssumption({ assumption }: Pick<Claim, "assumption">): string {
  return `Assumption: ${assumption}`;
}

/** @example describeThreshold(claim); // "at least 60 %" */
export function describeThreshold({ at_least, at_most }: Claim): string {
  return at_least === undefined
    ? `at most ${formatValue("share", at_most ?? null)}`
    : `at least ${formatValue("share", at_least)}`;
}
