/** Welch's test of a relative difference. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GroupSummary } from "../../src/statistics/group-statistics.js";
import { computeWelchTest } from "../../src/statistics/welch-test.js";

const group: fc.Arbitrary<GroupSummary> = fc.record({
  n: fc.integer({ min: 5, max: 100_000 }),
  estimate: fc.double({ min: 0.01, max: 1000, noNaN: true }),
  variance: fc.double({ min: 0.01, max: 1000, noNaN: true }),
});

describe("Welch's test", () => {
  it.each([
    [
      "a group has fewer than five installations",
      { n: 4, estimate: 2, variance: 1 },
      { n: 9, estimate: 1, variance: 1 },
    ],
    [
      "the control's estimate is zero",
      { n: 9, estimate: 2, variance: 1 },
      { n: 9, estimate: 0, variance: 1 },
    ],
    ["no value varies", { n: 9, estimate: 2, variance: 0 }, { n: 9, estimate: 1, variance: 0 }],
  ])("has no result if %s", (_, treatment, control) => {
    expect(computeWelchTest(treatment, control, 0.05)).toBeUndefined();
  });

  it("excludes zero from the interval exactly if the p value is below alpha", () => {
    fc.assert(
      fc.property(group, group, fc.constantFrom(0.01, 0.05, 0.2), (treatment, control, alpha) => {
        const test = computeWelchTest(treatment, control, alpha);
        if (test === undefined || Math.abs(test.pValue - alpha) < 1e-9) return;
        expect(test.interval.lower > 0 || test.interval.upper < 0).toBe(test.pValue < alpha);
      }),
    );
  });

  it("gives the same answer in any unit of the values", () => {
    const scale = (summary: GroupSummary, factor: number) => ({
      n: summary.n,
      estimate: summary.estimate * factor,
      variance: summary.variance * factor * factor,
    });
    fc.assert(
      fc.property(
        group,
        group,
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        (treatment, control, factor) => {
          const test = computeWelchTest(treatment, control, 0.05);
          const scaled = computeWelchTest(scale(treatment, factor), scale(control, factor), 0.05);
          expect(scaled?.pValue).toBeCloseTo(test?.pValue ?? 0, 9);
        },
      ),
    );
  });
});
