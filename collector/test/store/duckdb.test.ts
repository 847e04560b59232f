/** Tests the store in DuckDB. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import { DamagedStoreError, OutdatedStoreError } from "../../src/store/store.js";
import type { StoreTables } from "../../src/store/tables.js";
import { createTempFolder } from "../support/temp-folder.js";
import { createBatch, createSpanLine, describeStore, TABLES } from "./contract.js";

const folders = new Map<string, string>();

describeStore("DuckDB", (name, tables) => {
  const path = folders.get(name) ?? join(createTempFolder(), "index.duckdb");
  folders.set(name, path);
  return DuckDbStore.open({ path, memoryLimit: "256MB", tables });
});

test("a file that is damaged is reported as such", async () => {
  const path = join(createTempFolder(), "index.duckdb");
  writeFileSync(path, "x".repeat(100_000));
  await expect(DuckDbStore.open({ path, memoryLimit: "256MB", tables: TABLES })).rejects.toThrow(
    DamagedStoreError,
  );
});

test("spans that were stored without columns for their attributes make it outdated", async () => {
  const path = join(createTempFolder(), "index.duckdb");
  const open = (tables: StoreTables) => DuckDbStore.open({ path, memoryLimit: "256MB", tables });
  const earlier = await open({ ...TABLES, spans: [] });
  await earlier.append(createBatch([createSpanLine()], { kind: "spans" }));
  await earlier.close();
  await expect(open(TABLES)).rejects.toThrow(OutdatedStoreError);
});

test.each([
  ["reads no file", "SELECT * FROM read_csv('/etc/passwd')"],
  ["writes no file", "COPY events TO '/tmp/collector-test-copy.csv'"],
  ["opens no other database", "ATTACH '/tmp/collector-test-other.duckdb'"],
  ["loads no code", "INSTALL httpfs"],
  ["changes no option", "SET enable_external_access = true"],
])("a statement %s", async (_, sql) => {
  const store = await DuckDbStore.open({
    path: join(createTempFolder(), "i.duckdb"),
    memoryLimit: "256MB",
    tables: TABLES,
  });
  await expect(store.query(sql)).rejects.toThrow(/disabled|locked|lock|Permission/i);
  await store.close();
});
