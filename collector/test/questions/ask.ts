/** Asks a question over events that a test writes, on a real DuckDB. */
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Answer } from "../../src/questions/answer.js";
import { parseFilter } from "../../src/questions/answer-filter.js";
import { askQuestion } from "../../src/questions/ask-question.js";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import type { Question } from "../../src/questions/question.js";
import { DIALECTS } from "../../src/store/dialect.js";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import { RECORD_KINDS } from "../../src/store/store.js";
import { createBatch, TABLES } from "../store/contract.js";
import { NOON } from "../support/journal.js";
import { createTempFolder } from "../support/temp-folder.js";

const FOLDER = createTempFolder(afterAll);
let opened: Promise<DuckDbStore> | undefined;
afterAll(async () => (await opened)?.close());

/** The tests of a file share a store, because creating its tables takes half a second. */
async function openEmptyStore(): Promise<DuckDbStore> {
  opened ??= DuckDbStore.open({ path: join(FOLDER, "index.duckdb"), memoryLimit: "256MB", tables: TABLES });
  const store = await opened;
  for (const kind of RECORD_KINDS) await store.deleteBefore(kind, "9999-12-31");
  return store;
}

/** @param options lines of spans, and a filter such as `from=2026-11-01&ci=include`; by default, the four weeks to 2026-11-28 */
export async function askEvents(
  question: Question,
  lines: readonly string[],
  { spans = [], filter = "" }: { readonly spans?: readonly string[]; readonly filter?: string } = {},
): Promise<Answer> {
  const store = await openEmptyStore();
  await store.append(createBatch(lines));
  if (spans.length > 0) await store.append(createBatch(spans, { kind: "spans" }));
  return askQuestion(question, parseFilter(new URLSearchParams(filter), NOON), {
    layout: new ColumnLayout(DIALECTS.duckdb, TABLES),
    runQuery: (sql) => store.query(sql),
  });
}
