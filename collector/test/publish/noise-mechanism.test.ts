/** The noise and the threshold follow from the budget. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeTailProbability, toNumber } from "../../src/publish/discrete-laplace.js";
import { deriveNoiseMechanism } from "../../src/publish/noise-mechanism.js";

const BUDGET = { epsilon: 1, delta: 1e-6 };

describe("deriveNoiseMechanism", () => {
  it.each([
    { epsilon: 1, cellsPerReport: 1, maxPerReport: 1, scale: 1, threshold: 15 },
    { epsilon: 1, cellsPerReport: 4, maxPerReport: 1, scale: 4, threshold: 60 },
    { epsilon: 0.5, cellsPerReport: 4, maxPerReport: 1, scale: 8, threshold: 118 },
    { epsilon: 1, cellsPerReport: 1, maxPerReport: 100, scale: 100, threshold: 1413 },
  ])(
    "shows a cell from $threshold with epsilon $epsilon, $cellsPerReport cells and at most $maxPerReport per report",
    ({ epsilon, cellsPerReport, maxPerReport, scale, threshold }) => {
      const mechanism = deriveNoiseMechanism({ epsilon, delta: 1e-6 }, cellsPerReport, maxPerReport);
      expect(toNumber(mechanism.scale)).toBe(scale);
      expect(mechanism.threshold).toBe(threshold);
    },
  );

  it("has the smallest threshold that shows the cells of one report with the probability delta or less", () => {
    const numbers = fc.record({
      epsilon: fc.integer({ min: 1, max: 5_000_000 }).map((steps) => steps / 1e6),
      delta: fc.integer({ min: 1, max: 12 }).map((digits) => 10 ** -digits),
      cellsPerReport: fc.integer({ min: 1, max: 50 }),
      maxPerReport: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(numbers, ({ epsilon, delta, cellsPerReport, maxPerReport }) => {
        const { scale, threshold } = deriveNoiseMechanism({ epsilon, delta }, cellsPerReport, maxPerReport);
        expect((toNumber(scale) * epsilon) / (maxPerReport * cellsPerReport)).toBeCloseTo(1, 12);
        /** The logarithm keeps the digits of probabilities near to zero. */
        const computeShown = (lowest: number) =>
          -Math.expm1(cellsPerReport * Math.log1p(-computeTailProbability(lowest - maxPerReport, scale)));
        expect(computeShown(threshold)).toBeLessThanOrEqual(delta);
        if (threshold > maxPerReport + 1)
          expect(computeShown(threshold - 1) * (1 + 1e-9)).toBeGreaterThan(delta);
      }),
    );
  });

  it("has the smallest margin that the noise keeps with a probability of 95 %", () => {
    const computeOutside = (margin: number, scale: number) =>
      2 * computeTailProbability(margin + 1, { numerator: BigInt(scale), denominator: 1n });
    for (const cellsPerReport of [1, 4, 20]) {
      const { marginOfError } = deriveNoiseMechanism(BUDGET, cellsPerReport, 1);
      expect(computeOutside(marginOfError, cellsPerReport)).toBeLessThanOrEqual(0.05);
      expect(computeOutside(marginOfError - 1, cellsPerReport)).toBeGreaterThan(0.05);
    }
  });

  it("has an exact scale for decimals that floating-point numbers do not have", () => {
    expect(deriveNoiseMechanism({ epsilon: 0.1, delta: 1e-6 }, 3, 1).scale).toEqual({
      numerator: 3_000_000n,
      denominator: 100_000n,
    });
  });

  it("has a threshold that a double can hold, also at the largest scale and the smallest delta", () => {
    const budget = { epsilon: 1e-6, delta: Number.MIN_VALUE };
    const { threshold } = deriveNoiseMechanism(budget, 1, 1_000_000);
    expect(threshold).toBeGreaterThan(1e14);
    expect(Number.isSafeInteger(threshold)).toBe(true);
  });

  it.each([
    ["an epsilon of 0", { epsilon: 0, delta: 1e-6 }, 1, 1],
    ["a negative epsilon", { epsilon: -1, delta: 1e-6 }, 1, 1],
    ["an epsilon that is not a number", { epsilon: Number.NaN, delta: 1e-6 }, 1, 1],
    ["an infinite epsilon", { epsilon: Number.POSITIVE_INFINITY, delta: 1e-6 }, 1, 1],
    ["an epsilon with seven decimals", { epsilon: 0.1234567, delta: 1e-6 }, 1, 1],
    ["a delta of 0", { epsilon: 1, delta: 0 }, 1, 1],
    ["a delta of 1", { epsilon: 1, delta: 1 }, 1, 1],
    ["no cells per report", BUDGET, 0, 1],
    ["half a cell per report", BUDGET, 0.5, 1],
    ["a report that adds nothing", BUDGET, 1, 0],
    ["a report that adds more than the noise can hide", BUDGET, 1, Number.MAX_SAFE_INTEGER],
  ])("refuses %s", (_, budget, cellsPerReport, maxPerReport) => {
    expect(() => deriveNoiseMechanism(budget, cellsPerReport, maxPerReport)).toThrow(RangeError);
  });
});
