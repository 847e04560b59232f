/** The reports of a period are counted as the definitions of the tables say, and one report is in few cells. */
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countReports } from "../../src/publish/exact-tables.js";
import { parsePeriod } from "../../src/publish/publication-period.js";
import { getCellsPerReport, TABLES } from "../../src/publish/published-tables.js";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import type { EventLayout } from "../../src/questions/event-layout.js";
import { createUndeclaredLayout } from "../../src/questions/property-layout.js";
import { DIALECTS } from "../../src/store/dialect.js";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import { createBatch } from "../store/contract.js";
import { createTempFolder } from "../support/temp-folder.js";
import { countByHand, REPORT, REPORT_TABLES, toLine, type WeeklyReport } from "./weekly-reports.js";

const LAYOUTS: Readonly<Record<string, EventLayout>> = {
  "typed columns": new ColumnLayout(DIALECTS.duckdb, REPORT_TABLES),
  "one column of JSON": createUndeclaredLayout("duckdb"),
};

describe.each(Object.entries(LAYOUTS))("in %s", (name, layout) => {
  const folder = createTempFolder(afterAll);
  let store: DuckDbStore;
  beforeAll(async () => {
    const tables = name === "typed columns" ? REPORT_TABLES : undefined;
    store = await DuckDbStore.open({ path: join(folder, "index.duckdb"), memoryLimit: "256MB", tables });
    return () => store.close();
  });

  async function count(reports: readonly WeeklyReport[], key: string) {
    const period = parsePeriod(key);
    if (period === undefined) throw new Error(`${key} is not a period`);
    await store.deleteBefore("events", "9999-12-31");
    if (reports.length > 0) await store.append(createBatch(reports.map(toLine)));
    const source = { layout, runQuery: (sql: string) => store.query(sql) };
    return { period, exact: (await countReports(TABLES, period, source)).tables };
  }

  it.each(["2026-W40", "2026-10"])("counts the reports of %s as a plain loop does", async (key) => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(REPORT, { selector: ({ uuid }) => uuid, maxLength: 40 }),
        async (reports) => {
          const { period, exact } = await count(reports, key);
          const counted = exact.map(({ id, values }) => [
            id,
            new Map([...values].filter(([, value]) => value > 0)),
          ]);
          expect(counted).toEqual(
            TABLES.map((table) => [
              table.id,
              new Map(Object.entries(countByHand(table, reports, period.weeks))),
            ]),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it("knows how many reports are in no cell of a table with one cell per report", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(REPORT, { selector: ({ uuid }) => uuid, maxLength: 30 }),
        async (reports) => {
          const { exact } = await count(reports, "2026-W40");
          const { reports: total = 0 } = Object.fromEntries(
            exact.map(({ id, values }) => [id, values.get("all") ?? 0]),
          );
          for (const { values, cellsPerReport, reportsInNoCell } of exact) {
            const inCells = [...values.values()].reduce((sum, value) => sum + value, 0);
            expect(reportsInNoCell).toBe(cellsPerReport === 1 ? total - inCells : 0);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  it("adds a report to no more cells than it states, and nothing to the others", async () => {
    const reports = fc.uniqueArray(REPORT, { selector: ({ uuid }) => uuid, minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(reports, async ([added, ...others]) => {
        if (added === undefined) return;
        const { exact: before } = await count(others, "2026-W40");
        const { exact: after } = await count([...others, added], "2026-W40");
        for (const [index, { values, cellsPerReport, maxPerReport }] of after.entries()) {
          const earlier = before[index]?.values;
          const changes = [...new Set([...values.keys(), ...(earlier?.keys() ?? [])])]
            .map((cell) => (values.get(cell) ?? 0) - (earlier?.get(cell) ?? 0))
            .filter((change) => change !== 0);
          expect(changes.length).toBeLessThanOrEqual(cellsPerReport);
          for (const change of changes) expect(change).toBe(maxPerReport);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe("the tables", () => {
  it("have one cell for a report in each, and few for lists", () => {
    const cells = TABLES.map((table) => [table.id, getCellsPerReport(table)]);
    expect(cells.filter(([, number]) => number !== 1)).toEqual([
      ["settings", 3],
      ["features", 2],
      ["models", 2],
    ]);
    expect(TABLES.reduce((sum, table) => sum + getCellsPerReport(table), 0)).toBe(17);
  });

  it.each(["Ann Miller", "ann@example.org", "", "-x", "/home/ann", "<b>", "a".repeat(65)])(
    "count no name such as %j",
    (name) => {
      const forms = TABLES.flatMap((table) => (table.kind === "names" ? [table.form] : []));
      expect(forms.filter((form) => form.test(name))).toEqual([]);
    },
  );
});
