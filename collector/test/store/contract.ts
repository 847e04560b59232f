/** The tests that each driver of the store must pass. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Manifest } from "codeweaver-telemetry/manifest";
import { describe, expect, onTestFinished, test } from "vitest";
import type { LineBatch, Store } from "../../src/store/store.js";
import { deriveManifestTables, type StoreTables } from "../../src/store/tables.js";
import { toLines } from "../support/journal.js";

/** Opens a store. The same name opens the same store again. */
export type OpenStore = (name: string, tables: StoreTables | undefined) => Promise<Store>;

/** The manifest of the package itself. */
export const MANIFEST: Manifest = JSON.parse(
  readFileSync(new URL("../../../config/telemetry-manifest.json", import.meta.url), "utf8"),
);
export const TABLES = deriveManifestTables([MANIFEST]);
export const ID = "0198c0de-0000-7000-8000-00000000000a";
export const OTHER_ID = "0198c0de-0000-7000-8000-00000000000b";

export function createLine(event: string, properties: object, fields: object = {}): string {
  const timestamp = "2026-11-28T10:00:00.000Z";
  return JSON.stringify({ distinct_id: ID, uuid: randomUUID(), event, timestamp, properties, ...fields });
}

export function createSpanLine(fields: object = {}): string {
  const ids = { trace_id: "0af7651916cd43dd8448eb211c80319c", span_id: randomUUID().slice(0, 8).repeat(2) };
  const times = { start_ns: "1764324000000000000", end_ns: "1764324001000000000" };
  return JSON.stringify({
    ...ids,
    name: "run",
    kind: 1,
    ...times,
    status: 0,
    scope: "",
    attributes: {},
    resource: {},
    ...fields,
  });
}

let offset = 0;
/** Each batch ends after the one before it. */
export function createBatch(texts: readonly string[], fields: Partial<LineBatch> = {}): LineBatch {
  offset += 1000;
  return {
    kind: "events",
    day: "2026-11-28",
    lines: [toLines(...texts)],
    end: { sequence: 1, offset },
    ...fields,
  };
}

export function describeStore(driver: string, open: OpenStore): void {
  const openStore = async (tables: StoreTables | "no manifests" = TABLES, name: string = randomUUID()) => {
    const store = await open(name, tables === "no manifests" ? undefined : tables);
    onTestFinished(() => store.close());
    return store;
  };
  const count = async (store: Store, table: string) => {
    const { rows } = await store.query(`SELECT count(*) FROM ${table}`);
    return Number(rows[0]?.[0]);
  };

  describe(`store: ${driver}`, () => {
    test("has a typed column for each listed field", async () => {
      const store = await openStore();
      const properties = {
        intent: "debug",
        execution_time_ms: 12.5,
        has_warnings: true,
        results: { returned: 7 },
        strategies: ["ast"],
      };
      await store.append(createBatch([createLine("codeweaver_search", properties)]));
      const answer = await store.query(
        'SELECT event, intent, execution_time_ms, has_warnings, "results.returned", strategies FROM event.codeweaver_search',
      );
      expect(answer.rows).toEqual([["codeweaver_search", "debug", 12.5, true, 7, '["ast"]']]);
      expect(answer.columns[4]).toBe("results.returned");
    });

    test("has the items of maps, and properties whose names are data, in a table of their own", async () => {
      const store = await openStore();
      const properties = {
        languages: { python: 3, "c++": 1 },
        "$feature/new_reranker": "test",
        intent: "debug",
      };
      await store.append(createBatch([createLine("codeweaver_search", properties)]));
      const { rows } = await store.query("SELECT field, key, number, text FROM entries ORDER BY field, key");
      expect(rows).toEqual([
        ["$feature/", "new_reranker", null, "test"],
        ["languages", "c++", 1, "1"],
        ["languages", "python", 3, "3"],
      ]);
    });

    test("adds an event once, within a batch, in a later one and after it is opened again", async () => {
      const name = randomUUID();
      const store = await open(name, TABLES);
      const line = createLine("codeweaver_search", { languages: { go: 1 } });
      expect(await store.append(createBatch([line, line]))).toEqual({ added: 1, duplicates: 1 });
      expect(await store.append(createBatch([line]))).toEqual({ added: 0, duplicates: 1 });
      await store.close();
      const reopened = await openStore(TABLES, name);
      const another = createLine("codeweaver_search", {});
      expect(await reopened.append(createBatch([line, another]))).toEqual({ added: 1, duplicates: 1 });
      expect(await count(reopened, "events")).toBe(2);
      expect(await count(reopened, "entries")).toBe(1);
    });

    test("keeps the position with the lines, of each kind", async () => {
      const name = randomUUID();
      const store = await open(name, TABLES);
      expect(store.getPosition("events")).toEqual({ sequence: 0, offset: 0 });
      const batch = createBatch([createLine("codeweaver_search", {})], { end: { sequence: 3, offset: 77 } });
      await store.append(batch);
      await store.append(createBatch([createSpanLine()], { kind: "spans", end: { sequence: 5, offset: 9 } }));
      await store.close();
      const reopened = await openStore(TABLES, name);
      expect(reopened.getPosition("events")).toEqual({ sequence: 3, offset: 77 });
      expect(reopened.getPosition("spans")).toEqual({ sequence: 5, offset: 9 });
    });

    test("skips blank and damaged lines, and a value of another type", async () => {
      const store = await openStore();
      const lines = [
        "   ",
        "{damaged",
        createLine("codeweaver_search", { execution_time_ms: "fast", intent: "debug" }),
      ];
      expect(await store.append(createBatch(lines))).toEqual({ added: 1, duplicates: 0 });
      const { rows } = await store.query("SELECT intent, execution_time_ms FROM event.codeweaver_search");
      expect(rows).toEqual([["debug", null]]);
    });

    test("keeps texts with quotes, line breaks and characters of all planes", async () => {
      const store = await openStore();
      const text = `it's "quoted"\n\u{1F600} \u0001 $1 {x}`;
      await store.append(createBatch([createLine("codeweaver_search", { intent: text })]));
      expect((await store.query("SELECT intent FROM event.codeweaver_search")).rows).toEqual([[text]]);
    });

    test("keeps all properties as JSON without manifests", async () => {
      const store = await openStore("no manifests");
      const properties = { files: 3, mode: "full" };
      await store.append(createBatch([createLine("index_done", properties)]));
      const { rows } = await store.query("SELECT event, properties FROM events");
      expect(rows.map(([event, json]) => [event, JSON.parse(String(json))])).toEqual([
        ["index_done", properties],
      ]);
    });

    test("keeps spans, once each", async () => {
      const store = await openStore();
      const line = createSpanLine({
        attributes: { "gen_ai.usage.input_tokens": 5 },
        parent_span_id: "a".repeat(16),
      });
      const batch = createBatch([line, line], { kind: "spans" });
      expect(await store.append(batch)).toEqual({ added: 1, duplicates: 1 });
      const { rows } = await store.query(
        "SELECT name, parent_span_id, attributes, (end_ns - start_ns) / 1000000000 FROM spans",
      );
      const [name, parent, attributes, seconds] = rows[0] ?? [];
      expect([name, parent, JSON.parse(String(attributes)), Number(seconds)]).toEqual([
        "run",
        "a".repeat(16),
        { "gen_ai.usage.input_tokens": 5 },
        1,
      ]);
    });

    test("deletes what was sent under ids", async () => {
      const store = await openStore();
      const languages = { languages: { go: 1 } };
      const kept = createLine("codeweaver_search", languages, { distinct_id: OTHER_ID });
      await store.append(createBatch([createLine("codeweaver_search", languages), kept]));
      expect(await store.deleteByIds([ID, randomUUID()])).toBe(1);
      expect((await store.query("SELECT distinct_id FROM events")).rows).toEqual([[OTHER_ID]]);
      expect(await count(store, "entries")).toBe(1);
    });

    test("drops what arrived before a day, of one kind", async () => {
      const store = await openStore();
      const old = { day: "2026-08-01" };
      await store.append(createBatch([createLine("codeweaver_search", { languages: { go: 1 } })], old));
      await store.append(createBatch([createLine("codeweaver_search", {})]));
      await store.append(createBatch([createSpanLine()], { ...old, kind: "spans" }));
      expect(await store.deleteBefore("events", "2026-08-30")).toBe(1);
      expect([
        await count(store, "events"),
        await count(store, "entries"),
        await count(store, "spans"),
      ]).toEqual([1, 0, 1]);
    });

    test("has the attributes of spans that the manifest lists in columns, and all of them as JSON", async () => {
      const store = await openStore();
      const attributes = {
        "gen_ai.request.model": "m",
        "gen_ai.usage.input_tokens": 5,
        "gen_ai.response.finish_reasons": ["stop"],
        "zen.cost.usd": 0.25,
      };
      const resource = { is_ci: true, "os.type": "linux" };
      const lines = [createSpanLine({ attributes, resource }), createSpanLine()];
      await store.append(createBatch(lines, { kind: "spans" }));
      const columns = [...Object.keys(attributes).map((key) => `attributes.${key}`), "resource.os.type"];
      const { rows } = await store.query(`
        SELECT ${columns.map((name) => `"${name}"`).join(", ")}, CAST("resource.is_ci" AS VARCHAR), attributes
        FROM spans ORDER BY "attributes.gen_ai.request.model" NULLS LAST`);
      expect(rows.map((row) => row.slice(0, -1))).toEqual([
        ["m", 5, '["stop"]', 0.25, "linux", "true"],
        [null, null, null, null, null, null],
      ]);
      expect(rows.map((row) => JSON.parse(String(row.at(-1))))).toEqual([attributes, {}]);
    });

    test.each([
      ["a key of a map by its name", "attributes.zen.cost.usd"],
      ["a key of the resource by its name", "resource.service.name"],
      ["a key of the resource in another case", "resource.Is_CI"],
      ["an attribute in another case", "attributes.ERROR.type"],
    ])("takes spans if a manifest also lists %s", async (_, path) => {
      const field = { path, type: "string", purpose: "", sensitivity: "usage", since: "0.1.0" } as const;
      const span = { event: "span", fields: [field] };
      const store = await openStore(deriveManifestTables([MANIFEST, { ...MANIFEST, events: [span] }]));
      await store.append(createBatch([createSpanLine()], { kind: "spans" }));
      expect(await count(store, "spans")).toBe(1);
    });

    test("gets a column for a field that a later manifest lists", async () => {
      const name = randomUUID();
      const store = await open(name, {
        common: [],
        spans: [],
        events: [
          { event: "codeweaver_search", name: "codeweaver_search", columns: [], maps: [], prefixes: [] },
        ],
      });
      await store.append(createBatch([createLine("codeweaver_search", { intent: "debug" })]));
      await store.close();
      const reopened = await openStore(TABLES, name);
      await reopened.append(createBatch([createLine("codeweaver_search", { intent: "fix" })]));
      expect(
        (await reopened.query("SELECT intent FROM event.codeweaver_search ORDER BY intent")).rows,
      ).toEqual([["fix"], [null]]);
    });
  });
}
