/** The always-valid interval and p value. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseMixtureVariance, computeSequentialTest } from "../../src/statistics/sequential-interval.js";

const unit = { estimate: 0, standardError: 1 };
const measureWidth = (installations: number, planned: number) =>
  computeSequentialTest(unit, installations, chooseMixtureVariance(0.05, planned), 0.05).interval.upper;

describe("the sequential interval", () => {
  it("is wider than the fixed-horizon interval, even where it is narrowest", () => {
    for (const planned of [100, 1000, 5000]) expect(measureWidth(planned, planned)).toBeGreaterThan(1.96);
  });

  it("is narrowest near the planned number of installations", () => {
    const widths = [0.9, 1, 1.1].map((factor) => measureWidth(1000, 1000 * factor));
    const [below, near, above] = [10, 1000, 100_000].map((planned) => measureWidth(1000, planned));
    expect(near).toBeLessThan(below ?? 0);
    expect(near).toBeLessThan(above ?? 0);
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(0.01);
  });

  it("excludes zero exactly if its p value is below alpha", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.integer({ min: 10, max: 1_000_000 }),
        fc.constantFrom(0.001, 0.05, 0.2),
        (estimate, installations, alpha) => {
          const mixtureVariance = chooseMixtureVariance(0.05, 5000);
          const difference = { estimate, standardError: 1 };
          const { interval, pValue } = computeSequentialTest(
            difference,
            installations,
            mixtureVariance,
            alpha,
          );
          if (Math.abs(pValue - alpha) < 1e-9) return;
          expect(interval.lower > 0 || interval.upper < 0).toBe(pValue < alpha);
        },
      ),
    );
  });

  it("has the p value 1 without a difference", () => {
    expect(computeSequentialTest(unit, 4000, chooseMixtureVariance(0.05, 5000), 0.05).pValue).toBe(1);
  });

  it("refuses to plan for no installations", () => {
    expect(() => chooseMixtureVariance(0.05, 0)).toThrow(RangeError);
  });
});
