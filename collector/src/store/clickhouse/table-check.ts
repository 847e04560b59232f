/** Checks that the tables of a database in ClickHouse can hold what the manifests list. */
import { SPAN_EVENT } from "../../ingest/manifest-set.js";
import type { StoreTables } from "../tables.js";
import { findChangedColumns, getTableName, UNDECLARED_TABLE } from "./schema.js";
import type { ClickHouseSession } from "./session.js";
import { unquoteName } from "./translate.js";

/**
 * The tables belong to other collectors as well, so that they are not rebuilt as those of an embedded engine are. A new
 * database is filled from the journals instead.
 * @throws Error if the tables were made with manifests that the given ones do not only add to
 */
export async function checkColumns(
  session: ClickHouseSession,
  tables: StoreTables | undefined,
): Promise<void> {
  const { data } = await session.read(
    "SELECT table, name, type, comment FROM system.columns WHERE database = currentDatabase()",
  );
  const existing = new Map<string, Map<string, string>>();
  for (const [table, column, type, comment] of data) {
    const columns = existing.get(String(table)) ?? new Map<string, string>();
    existing.set(String(table), columns.set(String(column), `${type} ${comment}`));
  }
  const hasProperties = existing.get(UNDECLARED_TABLE)?.has("properties");
  if (existing.has(UNDECLARED_TABLE) && hasProperties !== (tables === undefined))
    throw createError(tables === undefined ? "the events have manifests" : "the events have no manifests");
  const { events = [], spans = [] } = tables ?? {};
  const declared = [
    { event: SPAN_EVENT, table: "spans", columns: spans },
    ...events.map((table) => ({ ...table, table: unquoteName(getTableName(table)) })),
  ];
  for (const { event, table, columns } of declared) {
    const known = existing.get(table) ?? new Map();
    const [changed] = findChangedColumns(columns, known);
    if (changed !== undefined)
      throw createError(`${changed.name} of ${event} has the type ${known.get(changed.name)}`);
  }
}

function createError(reason: string): Error {
  return new Error(
    `the database cannot be used with these manifests, because in it ${reason}: set another index.clickhouse.database`,
  );
}
