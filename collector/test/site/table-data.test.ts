/** A published table is shown in the order that its reader expects. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PeriodTable } from "../../src/publish/published-period.js";
import { sortPeriods } from "../../src/site/period-list.js";
import { createInterval, createTableChart, formatTableCsv, sortCells } from "../../src/site/table-data.js";
import { createPeriod } from "./figures.js";

function createTable(fields: Partial<PeriodTable>): PeriodTable {
  const [table] = createPeriod("2026-W40").tables;
  if (table === undefined) throw new Error("a period has tables");
  return { ...table, kind: "names", ...fields };
}

const listNames = (table: PeriodTable) => sortCells(table).map(({ name }) => name);

describe("sortCells", () => {
  it("begins with the newest version", () => {
    const cells = ["1.10.0", "1.2.0", "1.9.0"].map((name) => ({ name, value: 5 }));
    expect(listNames(createTable({ id: "versions", cells }))).toEqual(["1.10.0", "1.9.0", "1.2.0"]);
  });

  it("begins with the most frequent other name, and ends with withheld numbers", () => {
    const cells = [
      { name: "a", value: 3 },
      { name: "b", value: null },
      { name: "c", value: 9 },
    ];
    expect(listNames(createTable({ id: "settings", cells }))).toEqual(["c", "a", "b"]);
  });

  it("keeps the order of a distribution", () => {
    const cells = ["0", "1 to 4", "5 and more"].map((name, value) => ({ name, from: value, value }));
    expect(listNames(createTable({ kind: "distribution", cells }))).toEqual(["0", "1 to 4", "5 and more"]);
  });
});

describe("createTableChart", () => {
  it("has an interval for each number with noise, which is not below zero", () => {
    const cells = [
      { name: "a", value: 100 },
      { name: "b", value: 10 },
      { name: "c", value: null },
    ];
    const chart = createTableChart(createTable({ id: "settings", marginOfError: 51, cells }));
    expect(chart?.points).toEqual([
      { at: "a", value: 100, series: "", low: 49, high: 151 },
      { at: "b", value: 10, series: "", low: 0, high: 61 },
    ]);
  });

  it("has no interval without noise", () => {
    expect(createInterval(100, 0)).toEqual({});
  });

  it("is not there if all numbers are withheld", () => {
    expect(createTableChart(createTable({ cells: [{ name: "a", value: null }] }))).toBeUndefined();
  });
});

describe("formatTableCsv", () => {
  it("has the cells in the order of the data, and nothing for a missing number", () => {
    const cells = [
      { name: "b,c", value: null },
      { name: "=a", value: 7 },
    ];
    expect(formatTableCsv(createTable({ cells }))).toBe(`name,value\r\n"b,c",\r\n'=a,7\r\n`);
    const ranges = [{ name: "below 0 %", from: null, value: 4 }];
    expect(formatTableCsv(createTable({ kind: "distribution", cells: ranges }))).toBe(
      "name,from,value\r\nbelow 0 %,,4\r\n",
    );
  });
});

describe("sortPeriods", () => {
  it("begins with the newest period, whatever their order was", () => {
    const newestFirst = ["2027-W02", "2026-12", "2026-W48", "2026-W47", "2026-10", "2026-W39"];
    const periods = newestFirst.map((key) => createPeriod(key));
    fc.assert(
      fc.property(fc.shuffledSubarray(periods, { minLength: 1 }), ([first, ...rest]) => {
        if (first === undefined) return;
        const sorted = sortPeriods([first, ...rest]).map(({ period }) => period);
        expect(sorted).toEqual(newestFirst.filter((key) => sorted.includes(key)));
      }),
    );
  });
});
