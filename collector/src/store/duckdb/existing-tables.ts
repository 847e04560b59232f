/** Reads what an existing file of DuckDB has: its columns, and the positions up to which it has the journals. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { SPAN_EVENT } from "../../ingest/manifest-set.js";
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
  const { events = [], spans = [] } = tables ?? {};
  const spanColumns = existing.get("main.spans");
  const hasSpanColumn = spans.some(({ name }) => spanColumns?.has(name.toLowerCase()));
  if (spanColumns !== undefined && spans.length > 0 && !hasSpanColumn && (await hasRows(writer, "spans")))
    throw new OutdatedStoreError("an earlier version has made its spans");
  const declared = [
    { event: SPAN_EVENT, table: "main.spans", columns: spans },
    ...events.map(({ event, name, columns }) => ({ event, table: `event.${name.toLowerCase()}`, columns })),
  ];
  for (const { event, table, columns } of declared) {
    const [changed] = findChangedColumns(columns, existing.get(table) ?? new Map());
    if (changed !== undefined)
      throw new OutdatedStoreError(`${changed.name} of ${event} has another type now`);
  }
}

async function hasRows(writer: DuckDBConnection, table: string): Promise<boolean> {
  const reader = await writer.runAndReadAll(`SELECT 1 FROM ${table} LIMIT 1`);
  return reader.currentRowCount > 0;
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
