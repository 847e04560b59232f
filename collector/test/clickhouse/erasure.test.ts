/** Tests that what is erased is in no file of the engine. */
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { deriveTables } from "../../src/store/tables.js";
import { createBatch, createLine, createSpanLine, TABLES } from "../store/contract.js";
import { closeEngine, ENGINE_FOLDER, openClickHouse } from "./engine.js";

afterAll(closeEngine);

/** Returns the files that have a text. Texts that are not repeated are as they are in a compressed file. */
function findFiles(text: string): string[] {
  return readdirSync(ENGINE_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}

/**
 * Returns a random UUID that has no four characters in common with another text. The engine's compression replaces four
 * characters that occur before, as two UUIDs have them in about one of twenty cases.
 */
function createUuidUnlike(text: string): string {
  for (;;) {
    const id = randomUUID();
    const parts = Array.from(text + id).map((_, index, all) => all.slice(index, index + 4).join(""));
    if (new Set(parts).size === parts.length) return id;
  }
}

test("the bytes of an erased person are in no file, and those of another are", async () => {
  const store = await openClickHouse(randomUUID(), TABLES);
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const otherId = createUuidUnlike(traceId);
  const id = createUuidUnlike(traceId + otherId);
  const mark = `mark-${createUuidUnlike(traceId + otherId + id)}`;
  const properties = { intent: mark, languages: { [mark]: 1 }, "$feature/x": mark };
  const kept = { intent: "kept", languages: { go: 1 } };
  await store.append(
    createBatch([
      createLine("codeweaver_search", properties, { distinct_id: id }),
      createLine("codeweaver_search", kept, { distinct_id: otherId }),
      createLine("mcp_tool_call", {}, { distinct_id: id }),
    ]),
  );
  const createSpan = (span_id: string, fields: object = {}) =>
    createSpanLine({ trace_id: traceId, span_id, ...fields });
  const span = createSpan("1111111111111111", { resource: { "service.instance.id": id }, name: mark });
  await store.append(createBatch([span, createSpan("2222222222222222")], { kind: "spans" }));
  expect(findFiles(id).length).toBeGreaterThanOrEqual(4);
  expect(findFiles(mark).length).toBeGreaterThanOrEqual(3);

  expect(await store.deleteByIds([id, randomUUID()])).toBe(3);

  expect(findFiles(id)).toEqual([]);
  expect(findFiles(mark)).toEqual([]);
  expect(findFiles(otherId).length).toBeGreaterThan(0);
  expect((await store.query("SELECT distinct_id FROM events")).rows).toEqual([[otherId]]);
  expect((await store.query("SELECT count(*) FROM entries")).rows).toEqual([["1"]]);
  expect((await store.query("SELECT count(*) FROM spans")).rows).toEqual([["1"]]);
});

test("a store that erases its bytes says so, and takes lines after an erasure", async () => {
  const store = await openClickHouse(randomUUID(), TABLES);
  expect(store.erasesBytes).toBe(true);
  const line = createLine("codeweaver_search", {});
  await store.append(createBatch([line]));
  expect(await store.deleteByIds([randomUUID()])).toBe(0);
  expect(await store.append(createBatch([line, createLine("codeweaver_search", {})]))).toEqual({
    added: 1,
    duplicates: 1,
  });
});

test("a column that has another type in newer manifests is reported, and the tables remain", async () => {
  const name = randomUUID();
  const store = await openClickHouse(name, TABLES);
  await store.append(createBatch([createLine("codeweaver_search", { intent: "debug" })]));
  const fields = new Map([["codeweaver_search", [{ path: "intent", type: "number" }]]]);
  const changed = deriveTables(fields as unknown as Parameters<typeof deriveTables>[0]);
  await expect(openClickHouse(name, changed)).rejects.toThrow(
    "intent of codeweaver_search has the type Nullable(String) VARCHAR: set another index.clickhouse.database",
  );
  await expect(openClickHouse(name, undefined)).rejects.toThrow("the events have manifests");
  expect((await store.query("SELECT intent FROM event.codeweaver_search")).rows).toEqual([["debug"]]);
});
