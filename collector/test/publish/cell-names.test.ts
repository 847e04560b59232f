/** The cells of a distribution have names that a reader understands. */
import { expect, it } from "vitest";
import { listCells } from "../../src/publish/cell-names.js";
import { TABLES } from "../../src/publish/published-tables.js";

it.each([
  {
    unit: "count",
    bounds: [0, 1, 2, 5, 1000],
    names: ["0", "1", "2 to 4", "5 to 999", "1000 and more"],
  },
  {
    unit: "milliseconds",
    bounds: [0, 20, 500, 1000, 2000],
    names: ["below 20 ms", "20 to 500 ms", "500 ms to 1 s", "1 to 2 s", "2 s and more"],
  },
  {
    unit: "share",
    bounds: [null, 0, 0.25, 0.9],
    names: ["below 0 %", "0 to 25 %", "25 to 90 %", "90 % and more"],
  },
] as const)("names the cells of a $unit by their bounds", ({ unit, bounds, names }) => {
  const cells = listCells({ unit, bounds: [...bounds] as [number | null, ...number[]] }); // a tuple of literals
  expect(cells.map(({ name }) => name)).toEqual(names);
  expect(cells.map(({ from }) => from)).toEqual(bounds);
});

it("gives each cell of a table a bound above the one before it, and a name of its own", () => {
  for (const table of TABLES) {
    if (table.kind !== "distribution") continue;
    const cells = listCells(table);
    expect(new Set(cells.map(({ name }) => name)).size).toBe(cells.length);
    const bounds = cells.map(({ from }) => from ?? Number.NEGATIVE_INFINITY);
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
  }
});
