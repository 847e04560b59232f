/** The rank of a value among published counts: without noise it is as near as the cells allow, and with noise it has bounds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findMedianCells, rankValue } from "../../src/cli/commands/distribution-rank.js";
import { boundRatio, boundShareOfFirstCells, type CellCounts } from "../../src/cli/commands/share-bounds.js";
import { SeededRandom } from "../simulation/seeded-random.js";

const exact = (...values: readonly (number | null)[]): CellCounts => ({
  values,
  marginOfError: 0,
  maxWithheld: undefined,
});

const listCells = (...bounds: readonly (number | null)[]) =>
  bounds.map((from) => ({ name: `from ${from}`, from }));

/** The values of many installations, the lower bounds of cells, and a value to rank. */
const population = fc.record({
  values: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 80 }),
  bounds: fc
    .uniqueArray(fc.integer({ min: 1, max: 50 }), { maxLength: 8 })
    .map((bounds) => [0, ...bounds.toSorted((a, b) => a - b)]),
  own: fc.integer({ min: 0, max: 70 }),
});

function countCells(values: readonly number[], bounds: readonly number[]): CellCounts {
  const counts = bounds.map(
    (from, index) =>
      values.filter((value) => value >= from && value < (bounds[index + 1] ?? Infinity)).length,
  );
  return exact(...counts);
}

const shareBelow = (values: readonly number[], limit: number) =>
  values.filter((value) => value < limit).length / values.length;

describe("the rank of a value", () => {
  it("has bounds that contain the share of the raw values below it", () => {
    fc.assert(
      fc.property(population, ({ values, bounds, own }) => {
        const { low, high, estimate } = rankValue(own, listCells(...bounds), countCells(values, bounds));
        expect(low).toBeLessThanOrEqual(shareBelow(values, own) + 1e-9);
        expect(high).toBeGreaterThanOrEqual(shareBelow(values, own) - 1e-9);
        expect(estimate).toBeGreaterThanOrEqual(low);
        expect(estimate).toBeLessThanOrEqual(high);
      }),
    );
  });

  it("has bounds that are no further apart than the value's own cell is large", () => {
    fc.assert(
      fc.property(population, ({ values, bounds, own }) => {
        const counts = countCells(values, bounds);
        const { low, high } = rankValue(own, listCells(...bounds), counts);
        const position = bounds.findLastIndex((from) => from <= own);
        expect(high - low).toBeCloseTo(
          bounds[position] === own ? 0 : (counts.values[position] ?? 0) / values.length,
        );
      }),
    );
  });

  it("is the share of the raw values for the lowest value of a cell", () => {
    fc.assert(
      fc.property(population, ({ values, bounds }) => {
        for (const bound of bounds) {
          const { low, high } = rankValue(bound, listCells(...bounds), countCells(values, bounds));
          expect(low).toBeCloseTo(shareBelow(values, bound));
          expect(high).toBeCloseTo(shareBelow(values, bound));
        }
      }),
    );
  });

  it("has wider bounds that still contain the share if cells are withheld", () => {
    fc.assert(
      fc.property(population, fc.array(fc.boolean()), ({ values, bounds, own }, hidden) => {
        const all = countCells(values, bounds);
        const shown = all.values.map((value, index) => (hidden[index] === true ? null : value));
        const withheld = values.length - shown.reduce<number>((sum, value) => sum + (value ?? 0), 0);
        for (const maxWithheld of [undefined, withheld, withheld + 10]) {
          const counts = { values: shown, marginOfError: 0, maxWithheld };
          const { low, high } = rankValue(own, listCells(...bounds), counts);
          expect(low).toBeLessThanOrEqual(shareBelow(values, own) + 1e-9);
          expect(high).toBeGreaterThanOrEqual(shareBelow(values, own) - 1e-9);
        }
      }),
    );
  });

  it.each<[string, number, readonly (number | null)[], object]>([
    ["in the middle", 7, [0, 5], { low: 0.5, high: 1, estimate: 0.75, cell: "from 5" }],
    ["below the first cell", -3, [0, 5], { low: 0, high: 0, cell: undefined }],
    ["in a first cell without a lower bound", -3, [null, 5], { low: 0, high: 0.5, cell: "from null" }],
    ["at the beginning of a cell", 5, [0, 5], { low: 0.5, high: 0.5, cell: "from 5" }],
  ])("is known for a value %s", (_, value, bounds, expected) => {
    expect(rankValue(value, listCells(...bounds), exact(10, 10))).toMatchObject(expected);
  });

  it("is unknown if the noise hides whether there are any reports", () => {
    const counts = { values: [40, 40], marginOfError: 60, maxWithheld: undefined };
    expect(rankValue(7, listCells(0, 5), counts)).toMatchObject({ low: 0, high: 1 });
  });
});

describe("the bounds of a share with noise", () => {
  const RUNS = 2000;

  /** Draws the noise of a cell as it is published: discrete, and cut off so that no count is negative. */
  function addNoise(value: number, scale: number, random: () => number): number {
    const draw = () => Math.floor(-Math.log(1 - random()) * scale); // geometric; a difference of two is Laplace
    return Math.max(0, value + draw() - draw());
  }

  it.each<[string, readonly number[]]>([
    ["large cells", [200, 400, 800, 100]],
    ["a small cell", [20, 700, 30, 5]],
    ["ten cells, most of them empty", [500, 0, 0, 0, 0, 0, 0, 0, 0, 300]],
  ])("contain the true share in more than 93 of 100 publications of %s", (_, truth) => {
    const seeded = new SeededRandom(7);
    const random = () => seeded.uniform();
    const scale = 17; // epsilon 1, seventeen cells a report
    const marginOfError = Math.ceil(scale * Math.log(20)); // P(|noise| > margin) is 5 %
    const total = truth.reduce((sum, value) => sum + value, 0);
    for (let count = 1; count < truth.length; count++) {
      const share = truth.slice(0, count).reduce((sum, value) => sum + value, 0) / total;
      let covered = 0;
      for (let run = 0; run < RUNS; run++) {
        const values = truth.map((value) => addNoise(value, scale, random));
        const { low, high } = boundShareOfFirstCells(count, {
          values,
          marginOfError,
          maxWithheld: undefined,
        });
        if (low <= share && share <= high) covered++;
      }
      expect(covered / RUNS).toBeGreaterThan(0.93);
    }
  });

  it("are those of a normal approximation for a large whole", () => {
    const ratio = {
      part: 7100,
      whole: 10_000,
      squaredPartMargin: 10_000,
      squaredWholeMargin: 0,
      squaredMarginInBoth: 0,
    };
    const { low, high } = boundRatio(ratio);
    expect([low, high]).toEqual([expect.closeTo(0.7, 6), expect.closeTo(0.72, 6)]);
  });

  it("are those of no cell and of all cells, whatever the noise is", () => {
    const counts = { values: [300, 200, 400], marginOfError: 51, maxWithheld: undefined };
    expect(boundShareOfFirstCells(0, counts)).toEqual({ low: 0, high: 0 });
    expect(boundShareOfFirstCells(3, counts)).toEqual({ low: expect.closeTo(1, 9), high: 1 });
  });

  it("are wider with more noise", () => {
    const values = [300, 300, 300];
    const widths = [0, 10, 20, 40].map((marginOfError) => {
      const { low, high } = boundShareOfFirstCells(1, { values, marginOfError, maxWithheld: undefined });
      return high - low;
    });
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(widths[0]).toBeCloseTo(0);
  });
});

describe("the median", () => {
  it("is in one of the cells that are named", () => {
    fc.assert(
      fc.property(population, ({ values, bounds }) => {
        const sorted = values.toSorted((a, b) => a - b);
        const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
        const cell = bounds.findLast((from) => from <= median);
        expect(findMedianCells(listCells(...bounds), countCells(values, bounds))).toContain(`from ${cell}`);
      }),
    );
  });

  it("is in one cell, unless half of the reports are below its end", () => {
    expect(findMedianCells(listCells(0, 1, 5), exact(10, 30, 20))).toEqual(["from 1"]);
    expect(findMedianCells(listCells(0, 1, 5), exact(10, 10, 20))).toEqual(["from 1", "from 5"]);
  });

  it("may be in several cells if there is noise", () => {
    const counts = { values: [500, 490, 500], marginOfError: 51, maxWithheld: undefined };
    expect(findMedianCells(listCells(0, 1, 5), counts)).toEqual(["from 1"]);
    const noisy = { values: [500, 40, 500], marginOfError: 51, maxWithheld: undefined };
    expect(findMedianCells(listCells(0, 1, 5), noisy)).toEqual(["from 0", "from 1", "from 5"]);
  });
});
