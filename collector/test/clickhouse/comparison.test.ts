/** Runs the same statements on DuckDB and on ClickHouse, and compares the answers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DIALECTS } from "../../src/store/dialect.js";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import type { QueryAnswer, Store } from "../../src/store/store.js";
import { createBatch, TABLES } from "../store/contract.js";
import { createRandom, generateEvents, generateSpans } from "../support/generated-events.js";
import { closeEngine, openClickHouse } from "./engine.js";
import { STATEMENTS } from "./statements.js";

const folder = mkdtempSync(join(tmpdir(), "collector-comparison-"));
let duckdb: Store;
let clickhouse: Store;

beforeAll(async () => {
  const path = join(folder, "index.duckdb");
  duckdb = await DuckDbStore.open({ path, memoryLimit: "256MB", tables: TABLES });
  clickhouse = await openClickHouse("comparison", TABLES);
  const random = createRandom(7);
  const events = createBatch([...generateEvents(4000, 200, random)]);
  const spans = createBatch([...generateSpans(500, random)], { kind: "spans" });
  for (const store of [duckdb, clickhouse])
    for (const batch of [events, spans]) expect((await store.append(batch)).duplicates).toBe(0);
});

afterAll(async () => {
  await duckdb.close();
  await clickhouse.close();
  await closeEngine();
  rmSync(folder, { recursive: true, force: true });
});

test.each(STATEMENTS)("both engines have the same answer: $title", async ({ createSql, parameters }) => {
  const expected = await duckdb.query(createSql(DIALECTS.duckdb), parameters);
  const actual = await clickhouse.query(createSql(DIALECTS.clickhouse), parameters);
  expect(expected.rows.length).toBeGreaterThan(0);
  expect(roundNumbers(actual)).toEqual(roundNumbers(expected));
});

/** The engines add numbers in different orders. */
function roundNumbers({ columns, rows }: QueryAnswer): QueryAnswer {
  const round = (value: unknown) => (typeof value === "number" ? Number(value.toPrecision(12)) : value);
  return { columns: columns.filter((name) => /^\w+$/.test(name)), rows: rows.map((row) => row.map(round)) };
}
