/** Runs the golden tests on ClickHouse. */
import { afterAll, beforeAll, expect } from "vitest";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import { DIALECTS } from "../../src/store/dialect.js";
import type { Store } from "../../src/store/store.js";
import { describeGoldenAnswers } from "../community/golden-answers.js";
import { listBatches } from "../community/small-community.js";
import { TABLES } from "../store/contract.js";
import { closeEngine, openClickHouse } from "./engine.js";

const layout = new ColumnLayout(DIALECTS.clickhouse, TABLES);
let store: Store;

/** Also on a machine that has much else to do. */
const FILL_TIMEOUT_MS = 120_000;
beforeAll(async () => {
  store = await openClickHouse("community", TABLES);
  let duplicates = 0;
  for (const batch of listBatches()) duplicates += (await store.append(batch)).duplicates;
  expect(duplicates).toBeGreaterThan(100);
}, FILL_TIMEOUT_MS);
afterAll(async () => {
  await store?.close();
  await closeEngine();
});

describeGoldenAnswers("ClickHouse", () => ({ layout, runQuery: (sql) => store.query(sql) }));
