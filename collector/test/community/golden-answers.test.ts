/** Runs the golden tests on DuckDB. */
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import { DIALECTS } from "../../src/store/dialect.js";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import { TABLES } from "../store/contract.js";
import { createTempFolder } from "../support/temp-folder.js";
import { describeGoldenAnswers } from "./golden-answers.js";
import { listBatches } from "./small-community.js";

const path = join(createTempFolder(afterAll), "index.duckdb");
const layout = new ColumnLayout(DIALECTS.duckdb, TABLES);
let store: DuckDbStore;

/** Also on a machine that has much else to do. */
const FILL_TIMEOUT_MS = 120_000;
beforeAll(async () => {
  store = await DuckDbStore.open({ path, memoryLimit: "256MB", tables: TABLES });
  let duplicates = 0;
  for (const batch of listBatches()) duplicates += (await store.append(batch)).duplicates;
  expect(duplicates).toBeGreaterThan(100);
}, FILL_TIMEOUT_MS);
afterAll(() => store?.close());

describeGoldenAnswers("DuckDB", () => ({ layout, runQuery: (sql) => store.query(sql) }));
