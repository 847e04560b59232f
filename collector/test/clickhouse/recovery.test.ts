/** Tests that no event is lost or counted twice when a statement fails, or when several collectors write. */
import { randomUUID } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, describe, expect, test } from "vitest";
import { ClickHouseStore } from "../../src/store/clickhouse/clickhouse-store.js";
import { PositionTable } from "../../src/store/clickhouse/positions.js";
import { ClickHouseSession } from "../../src/store/clickhouse/session.js";
import type { StoreTables } from "../../src/store/tables.js";
import { createBatch, createLine, createSpanLine, TABLES } from "../store/contract.js";
import { COLLECTOR, closeEngine, connectDatabase, openClickHouse, RETENTION } from "./engine.js";

afterAll(closeEngine);

const OTHER_COLLECTOR = "0198c0de-0000-7000-8000-0000000000c2";
/** A database with few tables is created faster. */
const FEW_TABLES: StoreTables = {
  ...TABLES,
  events: TABLES.events.filter(({ event }) => ["codeweaver_search", "mcp_tool_call"].includes(event)),
};
type Statement = (query: string) => "run" | "refuse" | "lose the answer" | "skip";

/** Opens a store whose client does with each statement as it is told. */
async function openFailing(name: string, decide: Statement, collector = COLLECTOR): Promise<ClickHouseStore> {
  const client = await connectDatabase(name);
  const wrap = <T>(method: (params: { query: string }) => Promise<T>) => {
    return async (params: { query: string }): Promise<T> => {
      const decision = decide(params.query);
      if (decision === "refuse") throw new Error("refused");
      if (decision === "skip") return method({ ...params, query: "SELECT 1" });
      const result = await method(params);
      if (decision === "lose the answer") throw new Error("the answer is lost");
      return result;
    };
  };
  const failing = {
    command: wrap((params) => client.command(params)),
    exec: wrap((params) => client.exec(params)),
    query: wrap((params) => client.query(params)),
    close: () => client.close(),
  } as unknown as ClickHouseClient; // the store uses these methods only
  return ClickHouseStore.open({ client: failing, collector, tables: FEW_TABLES, retention: RETENTION });
}

/** Shows also the rows that `FINAL` would count as one. */
const ALL_ROWS = { querySettings: { final: 0 } };

async function countRows(store: ClickHouseStore): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ["events", "entries", "spans"]) {
    const { rows } = await store.query(`SELECT count(*) FROM ${table}`);
    counts[table] = Number(rows[0]?.[0]);
  }
  return counts;
}

const createLines = () => [
  createLine("codeweaver_search", { languages: { go: 1, python: 2 } }),
  createLine("mcp_tool_call", { "$feature/new_reranker": "test" }),
  createLine("mcp_tool_call", {}),
];

describe("a batch", () => {
  test.each(["refuse", "lose the answer"] as const)(
    "is added once, whichever of its statements the server answers with an error (%s)",
    async (failure) => {
      const name = randomUUID();
      const lines = createLines();
      const batch = createBatch(lines);
      let statements = 0;
      let failAt = 0;
      let isAppending = false;
      const decide = () => (isAppending && ++statements === failAt ? failure : "run");
      for (failAt = 1; ; failAt++) {
        const store = await openFailing(`${name}-${failAt}`, decide);
        statements = 0;
        isAppending = true;
        const isComplete = await store.append(batch).then(
          () => true,
          () => false,
        );
        isAppending = false;
        if (isComplete && statements < failAt) break;
        const reopened = await openClickHouse(`${name}-${failAt}`, FEW_TABLES, ALL_ROWS);
        const next = createBatch([...lines, createLine("codeweaver_search", {})]);
        if (!isComplete) await reopened.append(next);
        expect({ failAt, ...(await countRows(reopened)) }).toEqual({
          failAt,
          events: isComplete ? 3 : 4,
          entries: 3,
          spans: 0,
        });
      }
      expect(failAt).toBeGreaterThan(10);
    },
  );

  test("is ignored by the engine if the same insert comes again before the first one is seen", async () => {
    const name = randomUUID();
    const batch = createBatch(createLines());
    await (await openClickHouse(name, FEW_TABLES)).append(batch);
    const blind = await openFailing(name, (query) => (/INSERT INTO "known/.test(query) ? "skip" : "run"));
    await blind.append(batch);
    expect(await countRows(await openClickHouse(name, FEW_TABLES, ALL_ROWS))).toEqual({
      events: 3,
      entries: 3,
      spans: 0,
    });
  });
});

describe("two collectors", () => {
  test("have positions of their own, and an event that both received counts once", async () => {
    const name = randomUUID();
    const first = await openClickHouse(name, FEW_TABLES);
    const second = await openClickHouse(name, FEW_TABLES, { collector: OTHER_COLLECTOR });
    const lines = createLines();
    await first.append(createBatch(lines, { end: { sequence: 9, offset: 1 } }));
    const span = createSpanLine();
    await second.append(createBatch([span], { kind: "spans" }));
    expect(await first.append(createBatch([span], { kind: "spans" }))).toEqual({ added: 0, duplicates: 1 });
    expect(second.getPosition("events")).toEqual({ sequence: 0, offset: 0 });
    expect(await second.append(createBatch(lines))).toEqual({ added: 0, duplicates: 3 });
    const reopened = await openClickHouse(name, FEW_TABLES);
    expect(reopened.getPosition("events")).toEqual({ sequence: 9, offset: 1 });
    expect(await countRows(reopened)).toEqual({ events: 3, entries: 3, spans: 1 });
  });

  test("count an event once that both insert at the same moment", async () => {
    const name = randomUUID();
    const lines = createLines();
    await (await openClickHouse(name, FEW_TABLES)).append(createBatch(lines));
    const blind = (query: string) => (/INSERT INTO "known/.test(query) ? "skip" : "run");
    const second = await openFailing(name, blind, OTHER_COLLECTOR);
    expect(await second.append(createBatch(lines))).toEqual({ added: 3, duplicates: 0 });
    expect(await countRows(second)).toEqual({ events: 3, entries: 3, spans: 0 });
  });

  test("are rebuilt one by one", async () => {
    const name = randomUUID();
    const first = await openClickHouse(name, FEW_TABLES);
    const second = await openClickHouse(name, FEW_TABLES, { collector: OTHER_COLLECTOR });
    const batch = createBatch(createLines());
    await first.append(batch);
    await second.append(createBatch([createLine("codeweaver_search", {})]));
    await first.reset();
    expect(first.getPosition("events")).toEqual({ sequence: 0, offset: 0 });
    expect(await countRows(first)).toEqual({ events: 1, entries: 0, spans: 0 });
    expect(await first.append(batch)).toEqual({ added: 3, duplicates: 0 });
    expect(await countRows(first)).toEqual({ events: 4, entries: 3, spans: 0 });
  });

  test("have other tokens when the journals are read again", async () => {
    const session = new ClickHouseSession(await connectDatabase("recovery-tokens"));
    await (await openClickHouse("recovery-tokens", FEW_TABLES)).append(createBatch(createLines()));
    const end = { sequence: 1, offset: 1 };
    const positions = await PositionTable.load(session, COLLECTOR);
    const token = positions.createToken("events", end);
    expect((await PositionTable.load(session, COLLECTOR)).createToken("events", end)).toBe(token);
    await positions.reset();
    expect(positions.createToken("events", end)).not.toBe(token);
  });
});
