/** Reads what an existing file of DuckDB has: its columns, and the positions up to which it has the journals. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { JOURNAL_START, type JournalPosition } from "../../journal/position.js";
import { OutdatedStoreError, RECORD_KINDS, type RecordKind } from "../store.js";
import { ENTRY_CONTEXT, type StoreTables } from "../tables.js";
import { findChangedColumns, UNDECLARED_TABLE } from "./schema.js";

/** @throws OutdatedStoreError if the tables were made with manifests that the given ones do not only add to */
export async function checkColumns(writer: DuckDBConnection, tables: StoreTables | undefined): Promise<void> {
  const reader = await writer.runAndReadAll(
    "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal",
  );
  const existing = new Map<string, Map<string, string>>();
  for (const [schema, table, column, type] of reader.getRows()) {
    const key = `${schema}.${String(table).toLowerCase()}`;
    existing.set(key, (existing.get(key) ?? new Map()).set(String(column).toLowerCase(), String(type)));
  }
  const isUndeclared = existing.get(`main.${UNDECLARED_TABLE}`)?.has("properties");
  if (existing.size > 0 && isUndeclared !== (tables === undefined))
    throw new OutdatedStoreError("its manifests changed");
  const entries = existing.get("main.entries");
  if (entries !== undefined && !ENTRY_CONTEXT.every(({ name }) => entries.has(name)))
    throw new OutdatedStoreError("an earlier version has made it");
  for (const table of tables?.events ?? []) {
    const [changed] = findChangedColumns(
      table,
      existing.get(`event.${table.name.toLowerCase()}`) ?? new Map(),
    );
    if (changed !== undefined)
      throw new OutdatedStoreError(`${changed.name} of ${table.event} has another type now`);
  }
}

export async function readPositions(writer: DuckDBConnection): Promise<Map<RecordKind, JournalPosition>> {
  const reader = await writer.runAndReadAll('SELECT kind, sequence, "offset" FROM positions');
  const rows = reader.getRows().map(([kind, sequence, offset]) => ({
    kind: String(kind),
    position: { sequence: Number(sequence), offset: Number(offset) },
  }));
  return new Map(
    RECORD_KINDS.map(
      (kind) => [kind, rows.find((row) => row.kind === kind)?.position ?? JOURNAL_START] as const,
    ),
  );
}
