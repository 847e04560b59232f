/** Writes the SQL that creates DuckDB's tables and the view of all events. */
import { quoteName } from "../quote.js";
import { type Column, ENTRY_CONTEXT, type EventTable, type StoreTables } from "../tables.js";

/** The table of all events of a project without manifests. */
export const UNDECLARED_TABLE = "events";

export function getTableName({ name }: EventTable): string {
  return `event.${quoteName(name)}`;
}

const FIXED_COLUMNS = "uuid UUID, event VARCHAR, distinct_id VARCHAR, timestamp TIMESTAMP, day DATE";
const CONTEXT_COLUMNS = ENTRY_CONTEXT.map(({ name, type }) => `${name} ${type}`).join(", ");

/**
 * Returns the statements that create what is missing. No table has a primary key or an index: with a primary key, ingest takes
 * twice as long, and DuckDB has known faults in replaying indexes after a crash (duckdb/duckdb, issues 22823 and 23645).
 * @param tables undefined for a project without manifests, whose properties are one column of JSON
 */
export function createTables(tables: StoreTables | undefined): string[] {
  return [
    'CREATE TABLE IF NOT EXISTS positions (kind VARCHAR, sequence BIGINT, "offset" BIGINT)',
    `CREATE TABLE IF NOT EXISTS entries (${FIXED_COLUMNS}, ${CONTEXT_COLUMNS}, field VARCHAR, key VARCHAR, number DOUBLE, text VARCHAR)`,
    `CREATE TABLE IF NOT EXISTS spans (
      trace_id VARCHAR, span_id VARCHAR, parent_span_id VARCHAR, name VARCHAR, kind INTEGER, start_ns BIGINT,
      end_ns BIGINT, status INTEGER, scope VARCHAR, day DATE, links JSON, attributes JSON, resource JSON)`,
    // An index of an earlier version lacks these columns.
    "ALTER TABLE spans ADD COLUMN IF NOT EXISTS trace_state VARCHAR",
    "ALTER TABLE spans ADD COLUMN IF NOT EXISTS left_out JSON",
    ...addColumns("spans", tables?.spans ?? []),
    ...(tables === undefined
      ? [`CREATE TABLE IF NOT EXISTS ${UNDECLARED_TABLE} (${FIXED_COLUMNS}, properties JSON)`]
      : [
          "CREATE SCHEMA IF NOT EXISTS event",
          ...tables.events.flatMap(createEventTable),
          createView(tables),
        ]),
  ];
}

/** A manifest that was added later has columns that the table lacks. */
function createEventTable(table: EventTable): string[] {
  const name = getTableName(table);
  return [`CREATE TABLE IF NOT EXISTS ${name} (${FIXED_COLUMNS})`, ...addColumns(name, table.columns)];
}

function addColumns(table: string, columns: readonly Column[]): string[] {
  return columns.map(
    ({ name, type }) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${quoteName(name)} ${type}`,
  );
}

const NO_EVENTS = "SELECT uuid, event, distinct_id, timestamp, day FROM entries WHERE false";

function createView({ events, common }: StoreTables): string {
  const selects = events.map((table) => {
    const columns = common.map(
      ({ name, type }) => `TRY_CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`,
    );
    return `SELECT ${["uuid", "event", "distinct_id", "timestamp", "day", ...columns].join(", ")} FROM ${getTableName(table)}`;
  });
  const all = selects.length === 0 ? NO_EVENTS : selects.join(" UNION ALL ");
  return `CREATE OR REPLACE VIEW events AS ${all}`;
}

/** Returns the columns of a table that have another type than before, which only a new table can have. */
export function findChangedColumns(
  columns: readonly Column[],
  existing: ReadonlyMap<string, string>,
): readonly Column[] {
  return columns.filter(({ name, type }) => {
    const known = existing.get(name.toLowerCase());
    return known !== undefined && known !== type;
  });
}
