import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAggregate } from "../../src/privacy/conversions/aggregate.js";
import type { AggregateOptions, DistributionOptions } from "../../src/privacy/conversions/conversion.js";
import { toDistribution } from "../../src/privacy/conversions/distribution.js";

const READER = {
  readEntries: Object.entries,
  visit: () => true,
  isDistributionKey: () => true,
  omit: () => {},
};
const distribution = (value: unknown, options: DistributionOptions = {}) =>
  toDistribution(value, options, READER);
const aggregate = (value: unknown, op: AggregateOptions["op"]) =>
  toAggregate(value, op === undefined ? {} : { op }, READER);

describe("a distribution", () => {
  it("counts what is not in a closed set under other", () => {
    expect(distribution(["ts", "/home/jane", "ts", "x"], { allow: ["ts"] })).toEqual({ ts: 2, other: 2 });
  });

  it("sorts numbers into bins", () => {
    expect(distribution([1, 9n, 10, 99, 100, 1e9, "7", "x", null], { bins: [10, 100] })).toEqual({
      "<10": 3,
      "10..100": 2,
      ">=100": 2,
    });
  });

  it("takes bins in any order, none for no bins, and a top below nothing for none", () => {
    expect(distribution([5, 50], { bins: [100, 10] })).toEqual({ "<10": 1, "10..100": 1 });
    expect(distribution([5], { bins: [] })).toEqual({ 5: 1 });
    expect(distribution(["a", "b"], { top: -1 })).toEqual({ other: 2 });
  });

  it("keeps the 50 most frequent keys and sums the rest under other", () => {
    const values = Array.from({ length: 60 }, (_, i) => Array(60 - i).fill(`key${i}`)).flat();
    const result = distribution(values);
    expect(Object.keys(result)).toHaveLength(51);
    expect(result).toMatchObject({ key0: 60, key49: 11, other: 10 + 9 + 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1 });
  });

  it("has the most frequent first, and equals as they came, be they few or many", () => {
    const few = ["b", "a", "c", "a", "b", "d"];
    expect(Object.entries(distribution(few))).toEqual([
      ["b", 2],
      ["a", 2],
      ["c", 1],
      ["d", 1],
    ]);
    const many = [...few, ...Array.from({ length: 30 }, (_, i) => `x${i}`)];
    expect(Object.keys(distribution(many)).slice(0, 5)).toEqual(["b", "a", "c", "d", "x0"]);
  });

  it("adds a value that is itself called other to the rest", () => {
    expect(distribution(["other", "a", "a", "b"], { top: 1 })).toEqual({ a: 2, other: 2 });
  });

  it("loses no count", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 200 }),
        fc.integer({ min: 1, max: 5 }),
        (values, top) => {
          const countable = values.filter(
            (value) => !["__proto__", "constructor", "prototype"].includes(value),
          );
          const sum = Object.values(distribution(values, { top })).reduce((a, b) => a + b, 0);
          expect(sum).toBe(countable.length);
        },
      ),
    );
  });

  it("ends on an iterable that does not", () => {
    const endless = {
      *[Symbol.iterator]() {
        for (;;) yield "a";
      },
    };
    expect(distribution(endless)).toEqual({ a: 500_000 });
  });
});

describe("an aggregate", () => {
  const sample = [4, 1, 3, 2];
  it.each([
    ["sum", 10],
    ["mean", 2.5],
    ["min", 1],
    ["max", 4],
    ["median", 2.5],
    ["p95", 4],
  ] as const)("%s of 4, 1, 3, 2 is %d", (op, expected) => expect(aggregate(sample, op)).toBe(expected));

  it("takes the nearest rank for p95", () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(aggregate(hundred, "p95")).toBe(95);
    expect(aggregate([7], "p95")).toBe(7);
  });

  it("summarises", () => {
    expect(aggregate(sample, "summary")).toEqual({
      count: 4,
      sum: 10,
      min: 1,
      max: 4,
      mean: 2.5,
      median: 2.5,
      p95: 4,
    });
    expect(aggregate([], "summary")).toBeUndefined();
  });

  it.each(["sum", "mean", "min", "max", "median", "p95"] as const)("has no %s of nothing", (op) => {
    expect(aggregate([], op)).toBeUndefined();
  });

  it("is never NaN or infinite", () => {
    const ops = fc.constantFrom("sum", "mean", "min", "max", "median", "p95", "summary" as const);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.string(), fc.bigInt())), ops, (values, op) => {
        const result = aggregate(values, op);
        const numbers = typeof result === "object" ? Object.values(result) : [result ?? 0];
        expect(numbers.every(Number.isFinite)).toBe(true);
      }),
    );
  });
});
