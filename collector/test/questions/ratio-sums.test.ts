/** Tests that a ratio and its interval are those of the rows, on a real engine. */
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, it } from "vitest";
import { computeRatio, selectRatio } from "../../src/questions/ratio-sums.js";
import { createRandom } from "../support/generated-events.js";

const connection = await (await DuckDBInstance.create(":memory:")).connect();
afterAll(() => connection.closeSync());

/** @param pairs numerators and denominators */
async function computeFromRows(pairs: readonly (readonly [number, number])[]) {
  const values = pairs.map(([a, b]) => `(${a}, ${b})`).join(", ");
  const sql = `SELECT ${selectRatio("part", "a", "b")} FROM (VALUES ${values}) AS t(a, b)`;
  const reader = await connection.runAndReadAll(sql);
  const [row = []] = reader.getRowsJson();
  const names = reader.columnNames();
  return computeRatio("part", (column) => row[names.indexOf(column)]);
}

it("is the ratio of the sums", async () => {
  const { ratio } = await computeFromRows([
    [1, 10],
    [9, 30],
  ]);
  expect(ratio).toBeCloseTo(10 / 40, 12);
});

it("can be negative", async () => {
  expect(
    (
      await computeFromRows([
        [-5, 10],
        [-7, 10],
      ])
    ).ratio,
  ).toBeCloseTo(-0.6, 12);
});

it("has no interval with one row, and is not known without a denominator", async () => {
  expect(await computeFromRows([[1, 4]])).toEqual({ ratio: 0.25, low: null, high: null });
  expect(await computeFromRows([[1, 0]])).toEqual({ ratio: null, low: null, high: null });
});

it("contains the true ratio in 95 % of the samples", async () => {
  const random = createRandom(3);
  let hits = 0;
  for (let sample = 0; sample < 200; sample++) {
    const pairs = Array.from({ length: 200 }, () => {
      const b = 1 + 9 * random();
      return [b * (0.4 + 0.4 * random()), b] as const;
    });
    const { low, high } = await computeFromRows(pairs);
    if (Number(low) <= 0.6 && Number(high) >= 0.6) hits++;
  }
  // Of 200 intervals of 95 %, 190 are expected to contain it. The standard deviation is 3.1, and 12 are four of them.
  expect(hits).toBeGreaterThanOrEqual(178);
  expect(hits).toBeLessThan(200);
});
