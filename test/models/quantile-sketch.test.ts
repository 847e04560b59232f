import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_RELATIVE_ERROR, QuantileSketch } from "../../src/models/quantile-sketch.js";

const durations = fc.array(fc.double({ min: 0.001, max: 1e9, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
});
const quantiles = fc.double({ min: 0, max: 1, noNaN: true });

function createSketch(values: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.record(value);
  return sketch;
}

/** The exact number of the nearest rank. */
function findQuantile(values: readonly number[], quantile: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(quantile * sorted.length)) - 1] ?? Number.NaN;
}

describe("a quantile sketch", () => {
  it("estimates every quantile within its error", () => {
    fc.assert(
      fc.property(durations, quantiles, (values, quantile) => {
        const exact = findQuantile(values, quantile);
        const estimate = createSketch(values).estimateQuantile(quantile) ?? Number.NaN;
        // The logarithm of a bound is rounded.
        expect(Math.abs(estimate - exact) / exact).toBeLessThanOrEqual(MAX_RELATIVE_ERROR + 1e-9);
      }),
      { numRuns: 2000 },
    );
  });

  it("of two merged sketches is that of all numbers", () => {
    fc.assert(
      fc.property(durations, durations, quantiles, (first, second, quantile) => {
        const merged = createSketch(first);
        merged.merge(createSketch(second));
        const whole = createSketch([...first, ...second]);
        expect(merged.count).toBe(whole.count);
        expect(merged.estimateQuantile(quantile)).toBe(whole.estimateQuantile(quantile));
      }),
    );
  });

  it.each([
    ["no number", [], 0.5, undefined],
    ["one number, which it knows exactly", [75], 0.5, 75],
    ["zeros", [0, 0, 5], 0.5, 0],
    ["numbers below a thousandth, which count as 0", [0.0001, 0.0002, 5], 0.5, 0],
    ["numbers past a billion", [1e300, Number.POSITIVE_INFINITY], 0.5, 1e9],
    ["no negative number and no NaN", [-1, Number.NaN, 3], 0, 3],
  ])("has %s", (_, values, quantile, expected) => {
    expect(createSketch(values).estimateQuantile(quantile)).toBe(expected);
  });
});
