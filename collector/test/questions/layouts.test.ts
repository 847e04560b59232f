/** Asks every question to the same events in typed columns and in one column of JSON, and compares the answers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askQuestion } from "../../src/questions/ask-question.js";
import { QUESTIONS } from "../../src/questions/catalog.js";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import type { EventLayout } from "../../src/questions/event-layout.js";
import { createUndeclaredLayout } from "../../src/questions/property-layout.js";
import { DIALECTS } from "../../src/store/dialect.js";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import type { Store } from "../../src/store/store.js";
import { createBatch, MANIFEST, TABLES } from "../store/contract.js";
import { createRandom } from "../support/generated-events.js";
import { generateManifestEvents, generateManifestSpans } from "../support/manifest-events.js";
import { expectValues, FILTERS, roundAnswer } from "./compare-answers.js";

const folder = mkdtempSync(join(tmpdir(), "collector-layouts-"));
const stores: Record<"columns" | "properties", Store | undefined> = {
  columns: undefined,
  properties: undefined,
};

beforeAll(async () => {
  const random = createRandom(11);
  const batches = [
    createBatch([...generateManifestEvents(MANIFEST, 4000, random)]),
    createBatch([...generateManifestSpans(MANIFEST, 900, random)], { kind: "spans" }),
  ];
  for (const name of ["columns", "properties"] as const) {
    const path = join(folder, `${name}.duckdb`);
    const tables = name === "columns" ? TABLES : undefined;
    const store = await DuckDbStore.open({ path, memoryLimit: "256MB", tables });
    for (const batch of batches) await store.append(batch);
    stores[name] = store;
  }
});

afterAll(async () => {
  for (const store of Object.values(stores)) await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

const LAYOUTS: Record<keyof typeof stores, EventLayout> = {
  columns: new ColumnLayout(DIALECTS.duckdb, TABLES),
  properties: createUndeclaredLayout("duckdb"),
};

describe.each(FILTERS)(
  "with $title, a project without manifests has the same answer as one with them",
  ({ filter, isNarrow }) => {
    it.each(QUESTIONS)("to $id", async (question) => {
      const ask = async (name: keyof typeof stores) => {
        const layout = LAYOUTS[name];
        const runQuery = async (sql: string) => stores[name]?.query(sql) ?? { columns: [], rows: [] };
        return roundAnswer(await askQuestion(question, filter, { layout, runQuery }));
      };
      const expected = await ask("columns");
      if (!isNarrow) expectValues(expected);
      expect(await ask("properties")).toEqual(expected);
    });
  },
);
