/** What is published, and what is withheld. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExactTable, type Protection, publishTables } from "../../src/publish/disclosure-control.js";

/** At these numbers the threshold is 15. */
const NOISE = { kind: "noise", epsilon: 1, delta: 1e-6 } as const;
const THRESHOLD = 15;
const MINIMUM = { kind: "minimum", minimumReports: 5 } as const;

function createTable(values: Readonly<Record<string, number>>, input: Partial<ExactTable> = {}): ExactTable {
  const entries = new Map(Object.entries(values));
  const table = { id: "versions", knownCells: [], cellsPerReport: 1, maxPerReport: 1, reportsInNoCell: 0 };
  return { ...table, ...input, values: entries };
}

/** Publishes one table with the given noise, or none. */
function publishTable(table: ExactTable, protection: Protection, noises: readonly number[] = []) {
  let index = 0;
  const [published] = publishTables([table], protection, () => BigInt(noises[index++] ?? 0));
  if (published === undefined) throw new Error("one table is published");
  return published;
}

const CELL_NAMES = ["a", "b", "c", "d", "e", "f"];
const VALUES = fc.dictionary(fc.constantFrom(...CELL_NAMES), fc.nat({ max: 40 }), { maxKeys: 6 });
const KNOWN_CELLS = fc.subarray(CELL_NAMES);

describe("with noise", () => {
  it("adds the noise of each cell to its value", () => {
    const table = createTable({ "1.0": 30, "1.1": 50 }, { knownCells: ["1.1", "1.0"] });
    expect(publishTable(table, NOISE, [2, -3])).toEqual({
      id: "versions",
      outcome: "published",
      cells: [
        { name: "1.1", value: 52 },
        { name: "1.0", value: 27 },
      ],
      threshold: THRESHOLD,
      marginOfError: 3,
    });
  });

  it("shows a cell from the data if its noisy value reaches the threshold", () => {
    const table = createTable({ x: 14, y: 16, z: 40 });
    expect(publishTable(table, NOISE, [1, -2, 0]).cells.map(({ name }) => name)).toEqual(["x", "z"]);
  });

  it("shows a known cell that no report has", () => {
    const table = createTable({ a: 20 }, { knownCells: ["a", "b", "c"] });
    expect(publishTable(table, NOISE, [0, -1, 2]).cells).toEqual([
      { name: "a", value: 20 },
      { name: "b", value: 0 },
      { name: "c", value: 2 },
    ]);
  });

  it("draws no noise for a cell from the data that no report has", () => {
    expect(publishTable(createTable({ x: 0 }), NOISE, [100]).cells).toEqual([]);
  });

  it("shares the budget among the tables, because a report is in each of them", () => {
    const scales: number[] = [];
    const table = createTable({ a: 1 }, { knownCells: ["a"], cellsPerReport: 2 });
    publishTables([table, { ...table, cellsPerReport: 1, maxPerReport: 10 }], NOISE, (scale) => {
      scales.push(Number(scale.numerator) / Number(scale.denominator));
      return 0n;
    });
    expect(scales).toEqual([3, 30]);
  });

  it("says that there are not enough reports if the noise alone can explain the values", () => {
    const table = createTable({ a: 3 }, { knownCells: ["a", "b"] });
    expect(publishTable(table, NOISE)).toMatchObject({ outcome: "not enough reports", cells: [] });
    expect(publishTable(createTable({}), NOISE)).toMatchObject({ outcome: "not enough reports", cells: [] });
  });

  it("publishes hardly any table that no report is in", () => {
    const table = createTable({}, { knownCells: CELL_NAMES });
    const outcomes = Array.from({ length: 1000 }, () => publishTables([table], NOISE)[0]?.outcome);
    expect(outcomes.filter((outcome) => outcome === "published").length).toBeLessThan(50);
  });

  it("never shows a negative value, whatever the noise", () => {
    const noises = fc.array(fc.integer({ min: -100, max: 100 }), { maxLength: 6 });
    fc.assert(
      fc.property(VALUES, KNOWN_CELLS, noises, (values, knownCells, noise) => {
        const { cells } = publishTable(createTable(values, { knownCells }), NOISE, noise);
        for (const { value } of cells) expect(value).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("reveals nothing of cells below the threshold: neither names nor how many there are", () => {
    const small = fc.dictionary(fc.constantFrom("p", "q", "r"), fc.integer({ min: 1, max: THRESHOLD - 1 }));
    fc.assert(
      fc.property(VALUES, KNOWN_CELLS, small, (values, knownCells, more) => {
        const published = publishTable(createTable(values, { knownCells }), NOISE);
        expect(publishTable(createTable({ ...more, ...values }, { knownCells }), NOISE)).toEqual(published);
      }),
    );
  });

  it("has an order that does not depend on the values, nor on their order", () => {
    fc.assert(
      fc.property(VALUES, KNOWN_CELLS, (values, knownCells) => {
        const reversed = Object.fromEntries(Object.entries(values).reverse());
        const published = publishTable(createTable(values, { knownCells }), NOISE);
        expect(publishTable(createTable(reversed, { knownCells }), NOISE)).toEqual(published);
        const names = published.cells.map(({ name }) => name);
        expect(names).toEqual(
          [...knownCells, ...CELL_NAMES.filter((name) => !knownCells.includes(name))].filter((name) =>
            names.includes(name),
          ),
        );
      }),
    );
  });

  it("uses the system's randomness, so that two publications differ", () => {
    const table = createTable({}, { knownCells: Array.from({ length: 200 }, (_, index) => `cell ${index}`) });
    const many = { ...table, values: new Map(table.knownCells.map((name) => [name, 100])) };
    expect(publishTables([many], NOISE)).not.toEqual(publishTables([many], NOISE));
  });
});

describe("with a minimum of reports", () => {
  it.each<{
    name: string;
    values: Record<string, number>;
    reportsInNoCell?: number;
    shown: Record<string, number | null>;
  }>([
    { name: "shows exact values", values: { a: 5, b: 9 }, shown: { a: 5, b: 9 } },
    {
      name: "withholds the next smallest cell beside a single one",
      values: { a: 4, b: 9, c: 7 },
      shown: { a: null, b: 9, c: null },
    },
    {
      name: "withholds only the small cells if their sum reaches the minimum",
      values: { a: 4, b: 3, c: 7, d: 8 },
      shown: { a: null, b: null, c: 7, d: 8 },
    },
    {
      name: "withholds another cell if the sum of the small ones would be a small value itself",
      values: { a: 1, b: 2, c: 7, d: 8 },
      shown: { a: null, b: null, c: null, d: 8 },
    },
    { name: "shows zeros, which are no secret", values: { a: 0, b: 9, c: 0 }, shown: { a: 0, b: 9, c: 0 } },
    {
      name: "does not take a zero for the protection of a small cell",
      values: { a: 1, b: 0, c: 7, d: 8 },
      shown: { a: null, b: 0, c: null, d: 8 },
    },
    {
      name: "withholds a cell if so few reports are in no cell that their number needs protection",
      values: { a: 7, b: 9 },
      reportsInNoCell: 2,
      shown: { a: null, b: 9 },
    },
    {
      name: "lets a small cell and the few reports in no cell protect each other",
      values: { a: 4, b: 7, c: 9 },
      reportsInNoCell: 3,
      shown: { a: null, b: 7, c: 9 },
    },
    {
      name: "withholds another cell beside a small one although many reports are in no cell",
      values: { a: 4, b: 7, c: 9 },
      reportsInNoCell: 50,
      shown: { a: null, b: null, c: 9 },
    },
    {
      name: "withholds one of two equal cells",
      values: { a: 8, b: 2, c: 8 },
      shown: { a: null, b: null, c: 8 },
    },
  ])("$name", ({ values, reportsInNoCell = 0, shown }) => {
    const knownCells = ["a", "b", "c", "d"].filter((name) => name in values);
    const { cells } = publishTable(createTable(values, { knownCells, reportsInNoCell }), MINIMUM);
    expect(Object.fromEntries(cells.map(({ name, value }) => [name, value]))).toEqual(shown);
  });

  it("does not name a withheld cell whose name comes from the data", () => {
    const { cells } = publishTable(createTable({ secret: 1, x: 6, y: 7, z: 8 }), MINIMUM);
    expect(cells).toEqual([
      { name: "y", value: 7 },
      { name: "z", value: 8 },
    ]);
  });

  it("says that there are not enough reports if every cell is withheld", () => {
    const table = createTable({ a: 4, b: 9 }, { knownCells: ["a", "b", "zero"] });
    expect(publishTable(table, MINIMUM)).toMatchObject({ outcome: "not enough reports", cells: [] });
  });

  it("does not let two tables together reveal what each of them withholds", () => {
    const createCounts = (id: string, counts: readonly number[]): ExactTable => {
      const entries = counts.map((count, index) => [`${id} ${index}`, count] as const);
      const knownCells = entries.map(([name]) => name);
      const reportsInNoCell = 1000 - counts.reduce((sum, count) => sum + count, 0);
      return { ...createTable(Object.fromEntries(entries), { knownCells, reportsInNoCell }), id };
    };
    // The two reports without a search are in no cell of the second table.
    const tables = [
      createCounts("searches", [2, 200, 200, 200, 150, 100, 80, 43, 25]),
      createCounts("search-success", [50, 60, 70, 80, 90, 648]),
    ];
    const withheld = publishTables(tables, { kind: "minimum", minimumReports: 20 }).map(({ cells }) =>
      cells.filter(({ value }) => value === null).map(({ name }) => name),
    );
    expect(withheld).toEqual([["searches 0", "searches 8"], ["search-success 0"]]);
  });

  it("requires of a sum that so many reports can have made it up", () => {
    const table = createTable({ a: 499, b: 500, c: 501, d: 502 }, { maxPerReport: 100 });
    expect(publishTable(table, MINIMUM).cells.map(({ name }) => name)).toEqual(["c", "d"]);
  });

  it("leaves no withheld sum that is small or belongs to one cell, to a reader who knows the total", () => {
    fc.assert(
      fc.property(VALUES, fc.nat({ max: 12 }), (values, reportsInNoCell) => {
        const table = createTable(values, { knownCells: CELL_NAMES, reportsInNoCell });
        const { cells } = publishTable(table, MINIMUM);
        if (cells.length === 0) return;
        const sum = CELL_NAMES.reduce((before, name) => before + (values[name] ?? 0), 0);
        const shown = cells.reduce((before, { value }) => before + (value ?? 0), 0);
        const hidden = [
          ...cells.filter(({ value }) => value === null).map(({ name }) => values[name] ?? 0),
          ...(reportsInNoCell > 0 ? [reportsInNoCell] : []),
        ];
        // The reader may know from another table how many reports are in no cell, if they are many.
        const largestSum = sum + reportsInNoCell - shown;
        const smallestSum = reportsInNoCell < 5 ? largestSum : sum - shown;
        for (const hiddenSum of [largestSum, smallestSum])
          expect(hiddenSum === 0 || hiddenSum >= 5).toBe(true);
        if (hidden.some((value) => value < 5)) expect(hidden.length).toBeGreaterThanOrEqual(2);
        for (const { value } of cells) expect(value === null || value === 0 || value >= 5).toBe(true);
      }),
    );
  });

  it("reveals of withheld cells only that they are withheld, and their sum to a reader who knows the total", () => {
    const table = (a: number, b: number) =>
      createTable({ a, b, c: 7, d: 8 }, { knownCells: ["a", "b", "c", "d"] });
    expect(publishTable(table(4, 1), MINIMUM)).toEqual(publishTable(table(2, 3), MINIMUM));
  });
});

describe("values and limits that are not usable", () => {
  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("a value of %d is refused", (value) => {
    for (const protection of [NOISE, MINIMUM])
      expect(() => publishTable(createTable({ a: value }), protection)).toThrow(RangeError);
  });

  it.each([0, -1, 1.5, Number.NaN])("a minimum of %d reports is refused", (minimumReports) => {
    expect(() => publishTable(createTable({}), { kind: "minimum", minimumReports })).toThrow(RangeError);
  });
});
