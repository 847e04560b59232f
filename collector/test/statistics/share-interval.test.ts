/** Tests the interval of a share against published and independent values. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { computeShare } from "../../src/statistics/share-interval.js";

// Method 3 in table I of R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998.
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("%d of %d are between %d and %d", (part, of, low, high) => {
  const result = computeShare(part, of);
  expect(result.share).toBe(part / of);
  expect(result.low).toBeCloseTo(low, 4);
  expect(result.high).toBeCloseTo(high, 4);
});

it("is not known without observations", () => {
  expect(computeShare(0, 0)).toEqual({ share: null, low: null, high: null });
  expect(computeShare(Number.NaN, Number.NaN)).toEqual({ share: null, low: null, high: null });
});

it("has the share between its bounds, which are within 0 and 1", () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), (part, others) => {
      fc.pre(part + others > 0);
      const { share, low, high } = computeShare(part, part + others);
      const inOrder = [0, low, share, high, 1].map(Number);
      expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
    }),
  );
});
