/** Asks every question on DuckDB, on ClickHouse, and over a table shaped like PostHog's, and compares the answers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askQuestion } from "../../src/questions/ask-question.js";
import { QUESTIONS } from "../../src/questions/catalog.js";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import type { EventLayout } from "../../src/questions/event-layout.js";
import { HOGQL } from "../../src/questions/hogql-dialect.js";
import {
  createPostHogLayout,
  createUndeclaredLayout,
  HOGQL_LAYOUT,
} from "../../src/questions/property-layout.js";
import type { Question } from "../../src/questions/question.js";
import { canAsk, formatQuestionText } from "../../src/questions/question-text.js";
import { createStatement } from "../../src/questions/statement.js";
import { DIALECTS } from "../../src/store/dialect.js";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import type { Store } from "../../src/store/store.js";
import { expectValues, FILTERS, roundAnswer, roundRows } from "../questions/compare-answers.js";
import { createBatch, MANIFEST, TABLES } from "../store/contract.js";
import { createRandom } from "../support/generated-events.js";
import { generateManifestEvents, generateManifestSpans } from "../support/manifest-events.js";
import { closeEngine, connectDatabase, openClickHouse } from "./engine.js";
import { createHogQlDatabase, runHogQl } from "./hogql-imitation.js";
import { createPostHogTable, TEAM } from "./posthog-table.js";

const folder = mkdtempSync(join(tmpdir(), "collector-questions-"));
const stores = new Map<string, Store>();
let client: ClickHouseClient;

beforeAll(async () => {
  const random = createRandom(11);
  const events = [...generateManifestEvents(MANIFEST, 4000, random)];
  const spans = [...generateManifestSpans(MANIFEST, 900, random)];
  const path = join(folder, "index.duckdb");
  stores.set("DuckDB", await DuckDbStore.open({ path, memoryLimit: "256MB", tables: TABLES }));
  stores.set("ClickHouse", await openClickHouse("columns", TABLES));
  await fillStores(events, spans);
  const filled = [...stores];
  stores.clear();
  stores.set("ClickHouse without manifests", await openClickHouse("properties", undefined));
  await fillStores(events, spans);
  for (const [name, store] of filled) stores.set(name, store);
  client = await connectDatabase("posthog");
  await createPostHogTable(client, events);
  await createHogQlDatabase(client);
});

async function fillStores(events: readonly string[], spans: readonly string[]): Promise<void> {
  for (const store of stores.values())
    for (const batch of [createBatch(events), createBatch(spans, { kind: "spans" })])
      expect((await store.append(batch)).duplicates).toBe(0);
}

afterAll(async () => {
  for (const store of stores.values()) await store.close();
  await closeEngine();
  rmSync(folder, { recursive: true, force: true });
});

async function runQuery(name: string, database: string, sql: string) {
  await client.command({ query: `USE "${database}"` });
  const store = stores.get(name);
  if (store === undefined) throw new RangeError(`there is no store ${name}`);
  return store.query(sql);
}

const COLUMNS = new ColumnLayout(DIALECTS.clickhouse, TABLES);

describe.each(FILTERS)("with $title, the answer is the same as on DuckDB", ({ filter, isNarrow }) => {
  const ask = async (question: Question, layout: EventLayout, name: string, database: string) =>
    roundAnswer(
      await askQuestion(question, filter, { layout, runQuery: (sql) => runQuery(name, database, sql) }),
    );

  test.each(QUESTIONS)("to $id", async (question) => {
    const expected = await ask(question, new ColumnLayout(DIALECTS.duckdb, TABLES), "DuckDB", "columns");
    if (!isNarrow) expectValues(expected);
    expect(await ask(question, COLUMNS, "ClickHouse", "columns")).toEqual(expected);
    const undeclared = createUndeclaredLayout("clickhouse");
    const withoutManifests = await ask(question, undeclared, "ClickHouse without manifests", "properties");
    expect(withoutManifests).toEqual(expected);
  });

  const layout = createPostHogLayout(TEAM);
  test.each(QUESTIONS.filter((question) => canAsk(question, layout)))(
    "to $id, as it is printed, over PostHog's table",
    async (question) => {
      const expected = await runQuery("ClickHouse", "columns", createStatement(question, COLUMNS, filter));
      const text = formatQuestionText(question, filter, { dialect: "clickhouse", layout });
      await client.command({ query: 'USE "posthog"' });
      const result = await client.query({
        query: text.replace(/;$/, ""),
        format: "JSONCompact",
        clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
      });
      const { data } = await result.json<unknown[]>();
      expect(roundRows(data)).toEqual(roundRows(expected.rows));
    },
  );

  // HogQL's quantiles do not lie between two values, so the other side has the same ones.
  const columns = new ColumnLayout({ ...DIALECTS.clickhouse, quantile: HOGQL.quantile }, TABLES);
  test.each(QUESTIONS.filter((question) => canAsk(question, HOGQL_LAYOUT)))(
    "to $id, as it is printed in HogQL, by an imitation of HogQL",
    async (question) => {
      const expected = await runQuery("ClickHouse", "columns", createStatement(question, columns, filter));
      const text = formatQuestionText(question, filter, { dialect: "hogql", layout: HOGQL_LAYOUT });
      expect(roundRows(await runHogQl(client, text))).toEqual(roundRows(expected.rows));
    },
  );
});
