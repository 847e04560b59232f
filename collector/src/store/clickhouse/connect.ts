/** Connects to a server of ClickHouse, and creates the project's database. This module loads the client. */
import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { describeError } from "../../internal/errors.js";
import type { StoreTables } from "../tables.js";
import { ClickHouseStore } from "./clickhouse-store.js";
import { quoteName, type RetentionDays } from "./schema.js";

/** Where a project has its tables. */
export interface ClickHouseTarget {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
  /** The id of the collector. */
  readonly collector: string;
  readonly retention: RetentionDays;
}

/** The inserts of a batch and deletions take longer than the client's 30 seconds. */
const REQUEST_TIMEOUT_MS = 10 * 60 * 1000;

/** A question reads. The server refuses other statements, and functions that read files or addresses. */
const READ_ONLY = { readonly: 1 };

/** @throws Error that names the address if the server cannot be used */
export async function connectToClickHouse(
  target: ClickHouseTarget,
  tables: StoreTables | undefined,
): Promise<ClickHouseStore> {
  const { url, username, password, database, collector, retention } = target;
  const options = {
    url,
    username,
    password,
    request_timeout: REQUEST_TIMEOUT_MS,
    log: { level: ClickHouseLogLevel.OFF }, // the errors reach the operator as a line of the collector
  };
  try {
    await createDatabase(options, database);
    const client = createClient({ ...options, database });
    return await ClickHouseStore.open({ client, collector, tables, retention, querySettings: READ_ONLY });
  } catch (error) {
    throw new Error(`ClickHouse at ${url}: ${describeError(error)}`);
  }
}

/** An account that may not create a database can have one that exists. */
async function createDatabase(options: Parameters<typeof createClient>[0], database: string): Promise<void> {
  const client = createClient({ ...options });
  try {
    const result = await client.query({
      query: "SELECT count() FROM system.databases WHERE name = {database:String}",
      query_params: { database },
      format: "JSONCompact",
    });
    const { data } = await result.json<[number | string]>();
    if (Number(data[0]?.[0]) === 0)
      await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${quoteName(database)}` });
  } finally {
    await client.close();
  }
}
