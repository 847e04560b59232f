/** Opens ClickHouse in this process, with a database for each name. Run `npm run test:clickhouse` to install it. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import { type ClickHouseOptions, ClickHouseStore } from "../../src/store/clickhouse/clickhouse-store.js";
import type { StoreTables } from "../../src/store/tables.js";

type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>["connection"]>;

/** The package has a folder of its own, so the compiler does not know its types. */
const { createChdbConnection }: { createChdbConnection(options: { path: string }): Connection } =
  createRequire(import.meta.url)("chdb/connection");

/** The files of the engine. A process has one engine. */
export const ENGINE_FOLDER = mkdtempSync(join(tmpdir(), "collector-clickhouse-"));

/** The connection of all clients. */
export const engine = createChdbConnection({ path: ENGINE_FOLDER });

/** Ends the engine, and deletes its files. */
export async function closeEngine(): Promise<void> {
  await engine.close();
  rmSync(ENGINE_FOLDER, { recursive: true, force: true });
}

/** Returns a client of the engine that is not closed with its store. The database becomes that of all statements. */
export async function connectDatabase(name: string): Promise<ClickHouseClient> {
  const client = createClient({ connection: { ...bindMethods(engine), close: async () => {} } });
  await client.command({ query: `CREATE DATABASE IF NOT EXISTS "${name}"` });
  await client.command({ query: `USE "${name}"` });
  return client;
}

function bindMethods(target: Connection): Connection {
  return {
    query: (params) => target.query(params),
    insert: (params) => target.insert(params),
    exec: (params) => target.exec(params),
    command: (params) => target.command(params),
    ping: (params) => target.ping(params),
    close: () => target.close(),
  };
}

export const COLLECTOR = "0198c0de-0000-7000-8000-0000000000c1";
/** No test is about the engine's own deletion of rows. */
export const RETENTION = { events: 3650, spans: 3650 };

export async function openClickHouse(
  name: string,
  tables: StoreTables | undefined,
  options: Partial<ClickHouseOptions> = {},
): Promise<ClickHouseStore> {
  const client = await connectDatabase(name);
  return ClickHouseStore.open({ client, collector: COLLECTOR, tables, retention: RETENTION, ...options });
}
