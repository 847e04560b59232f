/** Asks every question on DuckDB and on ClickHouse, and compares the answers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../src/questions/answer.js";
import { parseFilter } from "../../src/questions/answer-filter.js";
import { askQuestion } from "../../src/questions/ask-question.js";
import { QUESTIONS } from "../../src/questions/catalog.js";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import type { Question } from "../../src/questions/question.js";
import { DIALECTS, type Engine } from "../../src/store/dialect.js";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import type { Store } from "../../src/store/store.js";
import { createBatch, MANIFEST, TABLES } from "../store/contract.js";
import { createRandom } from "../support/generated-events.js";
import { NOON } from "../support/journal.js";
import { generateManifestEvents, generateManifestSpans } from "../support/manifest-events.js";
import { closeEngine, openClickHouse } from "./engine.js";

const folder = mkdtempSync(join(tmpdir(), "collector-questions-"));
const stores = new Map<Engine, Store>();

beforeAll(async () => {
  const path = join(folder, "index.duckdb");
  stores.set("duckdb", await DuckDbStore.open({ path, memoryLimit: "256MB", tables: TABLES }));
  stores.set("clickhouse", await openClickHouse("questions", TABLES));
  const random = createRandom(11);
  const events = createBatch([...generateManifestEvents(MANIFEST, 4000, random)]);
  const spans = createBatch([...generateManifestSpans(MANIFEST, 900, random)], { kind: "spans" });
  for (const store of stores.values())
    for (const batch of [events, spans]) expect((await store.append(batch)).duplicates).toBe(0);
});

afterAll(async () => {
  for (const store of stores.values()) await store.close();
  await closeEngine();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(engine: Engine, question: Question, filter = ""): Promise<Answer> {
  const store = stores.get(engine);
  if (store === undefined) throw new Error(`${engine} is not open`);
  return askQuestion(question, parseFilter(new URLSearchParams(filter), NOON), {
    layout: new ColumnLayout(DIALECTS[engine], TABLES),
    runQuery: (sql) => store.query(sql),
  });
}

describe.each(QUESTIONS)("the question $id", (question) => {
  it("has rows, no column that is always empty, and the same answer on both engines", async () => {
    const [expected, actual] = [await ask("duckdb", question), await ask("clickhouse", question)];
    expect(expected.rows.length).toBeGreaterThan(0);
    expect(listEmptyColumns(expected)).toEqual([]);
    expect(roundNumbers(actual)).toEqual(roundNumbers(expected));
  });

  it.each(["version=a&platform=b&ci=include&doctor=include", "from=2026-01-01&to=2026-01-02"])(
    "has the same answer on both engines with the filter %s",
    async (filter) => {
      const [expected, actual] = [
        await ask("duckdb", question, filter),
        await ask("clickhouse", question, filter),
      ];
      expect(roundNumbers(actual)).toEqual(roundNumbers(expected));
    },
  );
});

/** A column that is misspelled in the SQL, or in the question, has no value in any row. */
function listEmptyColumns({ columns, rows }: Answer): string[] {
  return columns.filter((_, index) => rows.every((row) => row[index] === null)).map(({ name }) => name);
}

/** The engines add numbers in different orders. */
function roundNumbers(answer: Answer): Answer {
  const round = (value: Answer["rows"][number][number]) =>
    typeof value === "number" ? Number(value.toPrecision(10)) : value;
  return { ...answer, rows: answer.rows.map((row) => row.map(round)) };
}
