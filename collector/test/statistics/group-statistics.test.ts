/** The estimate and variance of a group from its sums. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarizeMean, summarizeProportion, summarizeRatio } from "../../src/statistics/group-statistics.js";

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

function sumMean(values: readonly number[]) {
  return {
    n: values.length,
    sum: values.reduce((sum, x) => sum + x, 0),
    sumOfSquares: values.reduce((sum, x) => sum + x * x, 0),
  };
}

function sumRatio(pairs: readonly (readonly [number, number])[]) {
  const { n, ...numerator } = sumMean(pairs.map(([m]) => m));
  const { n: _, ...denominator } = sumMean(pairs.map(([, d]) => d));
  return { n, numerator, denominator, sumOfProducts: pairs.reduce((sum, [m, d]) => sum + m * d, 0) };
}

describe("summarizing a group", () => {
  it("finds the mean and the sample variance", () => {
    expect(summarizeMean(sumMean([1, 2, 3, 4, 5]))).toEqual({ n: 5, estimate: 3, variance: 2.5 });
  });

  it("finds the proportion and p (1 − p)", () => {
    expect(summarizeProportion({ n: 100, successes: 25 })).toEqual({
      n: 100,
      estimate: 0.25,
      variance: 0.1875,
    });
  });

  it("finds the ratio of the sums, and the variance of the distances from it", () => {
    // The ratio is 2, so the distances m − 2 d are 1, −2, 0 and 1. Their variance is 6 / 3, and the mean of d is 2.
    const summary = summarizeRatio(
      sumRatio([
        [3, 1],
        [2, 2],
        [4, 2],
        [7, 3],
      ]),
    );
    expect(summary).toEqual({ n: 4, estimate: 2, variance: 0.5 });
  });

  it("treats a mean as a ratio whose denominators are 1", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2 }), (values) => {
        const mean = summarizeMean(sumMean(values));
        const ratio = summarizeRatio(sumRatio(values.map((x) => [x, 1])));
        const scale = Math.max(1, ...values.map((x) => x * x));
        expect(Math.abs((ratio?.variance ?? 0) - (mean?.variance ?? 0)) / scale).toBeLessThan(1e-12);
      }),
    );
  });

  it("finds no variance in equal values, whatever the rounding of their sums", () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 500 }), (x, n) => {
        expect(summarizeMean(sumMean(new Array<number>(n).fill(x)))?.variance).toBe(0);
      }),
    );
  });

  it("finds no variance in a ratio that is the same everywhere", () => {
    const denominator = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(fc.array(denominator, { minLength: 1, maxLength: 200 }), value, (denominators, ratio) => {
        expect(summarizeRatio(sumRatio(denominators.map((d) => [ratio * d, d])))?.variance).toBe(0);
      }),
    );
  });

  it("keeps a small variance of large values", () => {
    const values = Array.from({ length: 1000 }, (_, index) => 1000 + (index % 2) / 10);
    expect(summarizeMean(sumMean(values))?.variance).toBeCloseTo(0.0025025, 6);
  });

  it("has no summary without installations or with a denominator of zero", () => {
    expect(summarizeMean({ n: 0, sum: 0, sumOfSquares: 0 })).toBeUndefined();
    expect(summarizeProportion({ n: 0, successes: 0 })).toBeUndefined();
    expect(summarizeRatio(sumRatio([]))).toBeUndefined();
    expect(
      summarizeRatio(
        sumRatio([
          [1, 0],
          [2, 0],
        ]),
      ),
    ).toBeUndefined();
  });

  it.each([
    ["a negative number of installations", () => summarizeMean({ n: -1, sum: 10, sumOfSquares: 100 })],
    ["half an installation", () => summarizeMean({ n: 1.5, sum: 10, sumOfSquares: 100 })],
    ["a sum of squares below sum² / n", () => summarizeMean({ n: 5, sum: 15, sumOfSquares: 40 })],
    ["a sum that is not a number", () => summarizeMean({ n: 5, sum: Number.NaN, sumOfSquares: 40 })],
    ["an infinite sum", () => summarizeMean({ n: 5, sum: 15, sumOfSquares: Number.POSITIVE_INFINITY })],
    ["more successes than installations", () => summarizeProportion({ n: 10, successes: 15 })],
    ["a negative number of successes", () => summarizeProportion({ n: 10, successes: -1 })],
    [
      "a sum of products that is too large",
      () =>
        summarizeRatio({
          ...sumRatio([
            [1, 1],
            [2, 3],
          ]),
          sumOfProducts: 99,
        }),
    ],
  ])("refuses %s", (_, summarize) => {
    expect(summarize).toThrow(RangeError);
  });
});
