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

  it("is the same after it was stored as JSON and restored", () => {
    fc.assert(
      fc.property(durations, quantiles, (values, quantile) => {
        const sketch = createSketch([...values, 0]);
        const restored = QuantileSketch.restore(JSON.parse(JSON.stringify(sketch.store())));
        expect(restored?.count).toBe(sketch.count);
        expect(restored?.estimateQuantile(quantile)).toBe(sketch.estimateQuantile(quantile));
        expect(restored?.store()).toEqual(sketch.store());
      }),
    );
  });

  it("has at most twice the error each time that it halves its buckets", () => {
    fc.assert(
      fc.property(durations, quantiles, fc.integer({ min: 20, max: 400 }), (values, quantile, maxBuckets) => {
        const sketch = createSketch(values);
        sketch.shrink(maxBuckets);
        const error = MAX_RELATIVE_ERROR * 2 ** (sketch.store()?.merges ?? 0);
        const exact = findQuantile(values, quantile);
        const estimate = sketch.estimateQuantile(quantile) ?? Number.NaN;
        expect(Math.abs(estimate - exact) / exact).toBeLessThanOrEqual(error + 1e-9);
      }),
      { numRuns: 2000 },
    );
  });

  it("takes numbers after it was shrunk, and merges with a sketch that was not", () => {
    fc.assert(
      fc.property(durations, durations, quantiles, (first, second, quantile) => {
        const shrunk = createSketch(first);
        shrunk.shrink(20);
        const later = createSketch(second);
        const merged = createSketch(second);
        merged.merge(shrunk);
        shrunk.merge(later);
        const whole = createSketch([...first, ...second]);
        const merges = shrunk.store()?.merges ?? 0;
        const error = MAX_RELATIVE_ERROR * 2 ** merges;
        const exact = findQuantile([...first, ...second], quantile);
        expect(shrunk.count).toBe(whole.count);
        expect(shrunk.estimateQuantile(quantile)).toBe(merged.estimateQuantile(quantile));
        expect(Math.abs((shrunk.estimateQuantile(quantile) ?? 0) - exact) / exact).toBeLessThanOrEqual(
          error + 1e-9,
        );
      }),
    );
  });

  it("takes a few hundred bytes for a week of durations", () => {
    // From 4 ms to 6 s, most near 300 ms, as searches are.
    const durations = Array.from(
      { length: 5000 },
      (_, index) => 300 * Math.exp(1.2 * Math.sin(index) ** 3 * 3),
    );
    const sketch = createSketch(durations);
    sketch.shrink(200);
    expect(JSON.stringify(sketch.store()).length).toBeLessThan(700);
  });

  it.each([
    ["nothing", undefined],
    ["no object", 5],
    ["no buckets", { merges: 0, zeros: 0, min: 1, max: 1 }],
    ["a count that is not an integer", { merges: 0, zeros: 0.5, min: 1, max: 1, buckets: "" }],
    ["a negative count", { merges: 0, zeros: 0, min: 1, max: 1, buckets: "AgE=" }],
    ["an odd list", { merges: 0, zeros: 0, min: 1, max: 1, buckets: "Ag==" }],
    ["a list that is cut off", { merges: 0, zeros: 0, min: 1, max: 1, buckets: "AoA=" }],
    ["a thousand merges", { merges: 1000, zeros: 0, min: 1, max: 1, buckets: "" }],
  ])("is not restored from %s", (_, stored) => {
    expect(QuantileSketch.restore(stored)).toBeUndefined();
  });
});
