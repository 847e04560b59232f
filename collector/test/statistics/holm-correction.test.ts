/** Holm's correction, beside the procedure as he states it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustByHolm, divideAlpha } from "../../src/statistics/holm-correction.js";

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

describe("Holm's correction", () => {
  it.each([
    [[], []],
    [[0.04], [0.04]],
    [
      [0.01, 0.04, 0.03],
      [0.03, 0.06, 0.06],
    ],
    [
      [0.5, 0.9, 0.001],
      [1, 1, 0.003],
    ],
  ])("adjusts %j to %j", (values, expected) => {
    const adjusted = adjustByHolm(values);
    expect(adjusted).toHaveLength(expected.length);
    for (const [index, value] of expected.entries()) expect(adjusted[index]).toBeCloseTo(value, 12);
  });

  it("rejects what the step-down procedure rejects", () => {
    fc.assert(
      fc.property(pValues, (values) => {
        // The procedure as Holm states it: from the smallest p value on, until one is at or above alpha / (m − rank).
        const sorted = [...values].sort((a, b) => a - b);
        const failed = sorted.findIndex((value, rank) => value * (values.length - rank) >= 0.05);
        const expected = failed < 0 ? values.length : failed;
        expect(adjustByHolm(values).filter((value) => value < 0.05)).toHaveLength(expected);
      }),
    );
  });

  it("is never stricter than Bonferroni's, and never milder than no correction", () => {
    fc.assert(
      fc.property(pValues, (values) => {
        for (const [index, adjusted] of adjustByHolm(values).entries()) {
          const value = values[index] ?? Number.NaN;
          expect(adjusted).toBeGreaterThanOrEqual(value);
          expect(adjusted).toBeLessThanOrEqual(Math.min(1, value * values.length));
        }
      }),
    );
  });

  it("divides alpha among the intervals", () => {
    expect(divideAlpha(0.05, 4)).toBe(0.0125);
  });
});
