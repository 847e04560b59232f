/** Writes the SQL that creates ClickHouse's tables and the view of all events. */
import { quoteName as quoteStandardName, quoteText as quoteStandardText } from "../quote.js";
import type { RecordKind } from "../store.js";
import {
  type Column,
  type ColumnType,
  ENTRY_CONTEXT,
  type EventTable,
  type SpanColumn,
  type StoreTables,
} from "../tables.js";
import { formatEventTable } from "./translate.js";

/** In names and texts of ClickHouse, a backslash begins an escape. */
function escapeBackslashes(text: string): string {
  return text.replaceAll("\\", "\\\\");
}

export function quoteName(name: string): string {
  return quoteStandardName(escapeBackslashes(name));
}

export function quoteText(text: string): string {
  return quoteStandardText(escapeBackslashes(text));
}

/** The table of all events of a project without manifests. */
export const UNDECLARED_TABLE = "events";

export function getTableName({ name }: EventTable): string {
  return formatEventTable(name);
}

/** `JSON` is text, because ClickHouse's own type would not give back the text that was stored. */
export const COLUMN_TYPES: Readonly<Record<ColumnType, string>> = {
  DOUBLE: "Nullable(Float64)",
  BOOLEAN: "Nullable(Bool)",
  VARCHAR: "Nullable(String)",
  JSON: "Nullable(String)",
};

const FIXED_COLUMNS = `uuid UUID, event LowCardinality(String), distinct_id String, timestamp DateTime64(3, 'UTC'), day Date`;
/** The collector that wrote a row. `SELECT *` does not return it. */
const COLLECTOR = "_collector LowCardinality(String) MATERIALIZED ''";

/** The sort order is that of PostHog's own table of events. Rows that are equal in it are one row after a merge. */
const EVENT_ORDER = "toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid)";
const SPAN_DAY = "toDate(fromUnixTimestamp64Nano(start_ns, 'UTC'))";

/**
 * A part is synced before the position is written. Without this, a power failure could lose rows that the position has passed.
 * The periods are those in which parts are deleted after an erasure.
 */
const TABLE_SETTINGS = [
  "non_replicated_deduplication_window = 1000",
  "fsync_after_insert = 1",
  "fsync_part_directory = 1",
  "cleanup_delay_period = 2",
  "cleanup_delay_period_random_add = 0",
  "max_cleanup_delay_period = 4",
].join(", ");

/** Days by kind, after which ClickHouse deletes rows by itself, if the collector has not done it. */
export type RetentionDays = Readonly<Record<RecordKind, number>>;

/**
 * Returns the statements that create what is missing.
 * @param tables undefined for a project without manifests, whose properties are one column of JSON
 */
export function createTables(tables: StoreTables | undefined, retention: RetentionDays): string[] {
  return [
    `CREATE TABLE IF NOT EXISTS positions (
      collector String, kind String, sequence Int64, "offset" Int64, epoch String
    ) ENGINE = ReplacingMergeTree(sequence) ORDER BY (collector, kind)
    SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    ...createTable("entries", ENTRY_COLUMNS, ENTRY_LAYOUT, retention.events),
    ...createTable("spans", SPAN_COLUMNS, SPAN_LAYOUT, retention.spans),
    // A table of an earlier version lacks these columns.
    "ALTER TABLE spans ADD COLUMN IF NOT EXISTS trace_state Nullable(String), ADD COLUMN IF NOT EXISTS left_out Nullable(String)",
    ...addSpanColumns(tables?.spans ?? []),
    ...(tables === undefined
      ? createTable(UNDECLARED_TABLE, `${FIXED_COLUMNS}, properties String`, EVENT_LAYOUT, retention.events)
      : [...tables.events.flatMap((table) => createEventTable(table, retention)), createView(tables)]),
  ];
}

interface Layout {
  readonly partition: string;
  readonly order: string;
}

const EVENT_LAYOUT: Layout = { partition: "toYYYYMM(timestamp)", order: EVENT_ORDER };
const ENTRY_LAYOUT: Layout = { ...EVENT_LAYOUT, order: `${EVENT_ORDER}, field, key` };
const SPAN_LAYOUT: Layout = { partition: `toYYYYMM(${SPAN_DAY})`, order: `${SPAN_DAY}, trace_id, span_id` };

const CONTEXT_COLUMNS = ENTRY_CONTEXT.map(({ name, type }) => `${name} ${COLUMN_TYPES[type]}`).join(", ");
const ENTRY_COLUMNS = `${FIXED_COLUMNS}, ${CONTEXT_COLUMNS}, field LowCardinality(String), key String, number Nullable(Float64), text Nullable(String)`;
const SPAN_COLUMNS = `
  trace_id String, span_id String, parent_span_id Nullable(String), name String, kind Int32, start_ns Int64, end_ns Int64,
  status Int32, scope String, day Date, links Nullable(String), attributes Nullable(String), resource Nullable(String)`;

/** The days of retention may have changed. */
function createTable(name: string, columns: string, { partition, order }: Layout, days: number): string[] {
  const ttl = `day + INTERVAL ${days + 1} DAY`;
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (${columns}, ${COLLECTOR})
     ENGINE = ReplacingMergeTree PARTITION BY ${partition} ORDER BY (${order}) TTL ${ttl} SETTINGS ${TABLE_SETTINGS}`,
    `ALTER TABLE ${name} MODIFY TTL ${ttl} SETTINGS materialize_ttl_after_modify = 0`,
  ];
}

/** A manifest that was added later has columns that the table lacks. A comment has the type, because two are the same here. */
function createEventTable(table: EventTable, { events }: RetentionDays): string[] {
  const name = getTableName(table);
  const added = table.columns.map(
    (column) =>
      `ADD COLUMN IF NOT EXISTS ${quoteName(column.name)} ${COLUMN_TYPES[column.type]} COMMENT '${column.type}'`,
  );
  const statements = createTable(name, FIXED_COLUMNS, EVENT_LAYOUT, events);
  return added.length === 0 ? statements : [...statements, `ALTER TABLE ${name} ${added.join(", ")}`];
}

/** ClickHouse computes these columns when spans are inserted, and of earlier spans when they are read. */
function addSpanColumns(columns: readonly SpanColumn[]): string[] {
  const added = columns.map((column) => {
    const { name, type, part, key } = column;
    const value =
      type === "JSON"
        ? `nullIf(nullIf(JSONExtractRaw(${part}, ${quoteText(key)}), ''), 'null')`
        : `JSONExtract(${part}, ${quoteText(key)}, ${quoteText(COLUMN_TYPES[type])})`;
    return `ADD COLUMN IF NOT EXISTS ${quoteName(name)} ${COLUMN_TYPES[type]} MATERIALIZED ${value} COMMENT '${type}'`;
  });
  return added.length === 0 ? [] : [`ALTER TABLE spans ${added.join(", ")}`];
}

function createView({ events, common }: StoreTables): string {
  const fixed = "uuid, event, distinct_id, timestamp, day";
  const selects = events.map((table) => {
    const columns = common.map((column) => `, ${castCommon(column, table)} AS ${quoteName(column.name)}`);
    return `SELECT ${fixed}${columns.join("")} FROM ${getTableName(table)}`;
  });
  const all = selects.length === 0 ? `SELECT ${fixed} FROM entries WHERE false` : selects.join(" UNION ALL ");
  return `CREATE OR REPLACE VIEW events AS ${all}`;
}

/** A version of an event may have the column with a type of its own. */
function castCommon({ name, type }: Column, table: EventTable): string {
  const isSame = table.columns.find((column) => column.name === name)?.type === type;
  return isSame
    ? quoteName(name)
    : `accurateCastOrNull(${quoteName(name)}, ${quoteText(COLUMN_TYPES[type])})`;
}

/** Returns the columns of a table that have another type than before. @param existing types and comments by name */
export function findChangedColumns(
  columns: readonly Column[],
  existing: ReadonlyMap<string, string>,
): readonly Column[] {
  return columns.filter(({ name, type }) => {
    const known = existing.get(name);
    return known !== undefined && known !== `${COLUMN_TYPES[type]} ${type}`;
  });
}
