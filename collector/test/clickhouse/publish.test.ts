/** Counts the weekly reports of a period on DuckDB and on ClickHouse, and compares the numbers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countReports } from "../../src/publish/exact-tables.js";
import { parsePeriod } from "../../src/publish/publication-period.js";
import { TABLES } from "../../src/publish/published-tables.js";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import type { EventLayout } from "../../src/questions/event-layout.js";
import { createUndeclaredLayout } from "../../src/questions/property-layout.js";
import { DIALECTS } from "../../src/store/dialect.js";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import type { Store } from "../../src/store/store.js";
import { countByHand, REPORT, REPORT_TABLES, toLine } from "../publish/weekly-reports.js";
import { createBatch } from "../store/contract.js";
import { closeEngine, openClickHouse } from "./engine.js";

const REPORTS = fc.sample(
  fc.uniqueArray(REPORT, { selector: ({ uuid }) => uuid, minLength: 800, maxLength: 800 }),
  {
    numRuns: 1,
    seed: 40,
  },
)[0];
const folder = mkdtempSync(join(tmpdir(), "collector-publish-"));
let duckdb: Store;

beforeAll(async () => {
  const path = join(folder, "index.duckdb");
  duckdb = await DuckDbStore.open({ path, memoryLimit: "256MB", tables: REPORT_TABLES });
  await duckdb.append(createBatch((REPORTS ?? []).map(toLine)));
});

afterAll(async () => {
  await duckdb.close();
  await closeEngine();
  rmSync(folder, { recursive: true, force: true });
});

test.each(["columns", "properties"])("both engines have the same numbers: %s", async (name) => {
  const tables = name === "columns" ? REPORT_TABLES : undefined;
  const clickhouse = await openClickHouse(`publish_${name}`, tables);
  try {
    await clickhouse.append(createBatch((REPORTS ?? []).map(toLine)));
    for (const key of ["2026-W40", "2026-10"]) {
      const expected = await count(duckdb, new ColumnLayout(DIALECTS.duckdb, REPORT_TABLES), key);
      const layout =
        name === "columns"
          ? new ColumnLayout(DIALECTS.clickhouse, REPORT_TABLES)
          : createUndeclaredLayout("clickhouse");
      expect(await count(clickhouse, layout, key)).toEqual(expected);
      const byHand = TABLES.map((table) => countByHand(table, REPORTS ?? [], parsePeriod(key)?.weeks ?? []));
      expect(expected.map(({ values }) => Object.fromEntries(values))).toEqual(byHand);
    }
  } finally {
    await clickhouse.close();
  }
});

async function count(store: Store, layout: EventLayout, key: string) {
  const period = parsePeriod(key);
  if (period === undefined) throw new RangeError(`${key} is not a period`);
  const source = { layout, runQuery: (sql: string) => store.query(sql) };
  return (await countReports(TABLES, period, source)).tables;
}
