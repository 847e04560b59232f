/** Writes the SQL that brings the lines of a batch to ClickHouse, and finds those that the tables have already. */
import type { RecordKind } from "../store.js";
import { quoteName, quoteText } from "./schema.js";

/** The tables in memory that one collector uses. Each append begins with empty ones. */
export interface WorkTables {
  readonly events: string;
  readonly spans: string;
  /** The ids of lines that the tables of events have. */
  readonly known: string;
  readonly erased: string;
}

export function nameWorkTables(collector: string): WorkTables {
  const name = (purpose: string) => quoteName(`${purpose}.${collector}`);
  return { events: name("batch"), spans: name("span_batch"), known: name("known"), erased: name("erased") };
}

export const SPAN_FIELDS = [
  "trace_id",
  "span_id",
  "parent_span_id",
  "trace_state",
  "name",
  "kind",
  "start_ns",
  "end_ns",
  "status",
  "scope",
  "links",
  "left_out",
  "attributes",
  "resource",
];

export function createWorkTables({ events, spans, known, erased }: WorkTables): string[] {
  const create = (name: string, columns: string) =>
    `CREATE TABLE IF NOT EXISTS ${name} (${columns}) ENGINE = Memory`;
  return [
    create(
      events,
      "uuid UUID, event String, distinct_id String, timestamp DateTime64(3, 'UTC'), properties String",
    ),
    create(
      spans,
      `trace_id String, span_id String, parent_span_id Nullable(String), trace_state Nullable(String), name String,
       kind Int32, start_ns Int64, end_ns Int64, status Int32, scope String, links Nullable(String),
       left_out Nullable(String), attributes Nullable(String), resource Nullable(String)`,
    ),
    create(known, "uuid UUID"),
    create(erased, "id String"),
  ];
}

const FORMAT_SETTINGS = [
  "async_insert = 0",
  "input_format_json_read_objects_as_strings = 1",
  "input_format_json_read_arrays_as_strings = 1",
  "input_format_skip_unknown_fields = 1",
  "input_format_null_as_default = 1",
  "date_time_input_format = 'best_effort'",
];
/** Only a damaged disk has lines that are not JSON. To skip them takes longer, because the lines are then read in one thread. */
const SKIP_SETTINGS = ["input_format_allow_errors_num = 1000000000", "input_format_allow_errors_ratio = 1"];

/** Returns the statement to which the lines are added. An erased line is blank, which the format allows. */
export function createStage(tables: WorkTables, kind: RecordKind, shouldSkipDamaged: boolean): string {
  const settings = shouldSkipDamaged ? [...FORMAT_SETTINGS, ...SKIP_SETTINGS] : FORMAT_SETTINGS;
  return `INSERT INTO ${tables[kind]} SETTINGS ${settings.join(", ")} FORMAT JSONEachRow`;
}

/** Settings of each insert: one block, so that all rows of a batch in a month are one part, which is written as a whole. */
export function createInsertSettings(token: string): string {
  return `SETTINGS insert_allow_materialized_columns = 1, insert_deduplication_token = ${quoteText(token)}, max_insert_threads = 1,
    min_insert_block_size_rows = 100000000, min_insert_block_size_bytes = 10000000000, max_partitions_per_insert_block = 0`;
}

/**
 * Selects the ids of lines that a table has. An event that is sent again has the same time. One that was sent without a time
 * has that of its arrival, so the days before and after are searched as well.
 * @param condition which lines of the batch belong to the table
 */
export function createSelectKnown({ events }: WorkTables, table: string, condition: string): string {
  return `SELECT uuid FROM ${table}
    WHERE toDate(timestamp) IN (SELECT DISTINCT toDate(timestamp) + arrayJoin([-1, 0, 1]) FROM ${events} WHERE ${condition})
    AND uuid IN (SELECT uuid FROM ${events} WHERE ${condition})`;
}

/** Counts, by event, the lines, their ids, and the ids that the tables have. */
export function createCountEvents({ events, known }: WorkTables): string {
  return `SELECT event, count(), uniqExact(uuid), uniqExactIf(uuid, uuid IN (SELECT uuid FROM ${known}))
    FROM ${events} GROUP BY event`;
}

const SPAN_ID = "(trace_id, span_id)";
const SPAN_DAY = "toDate(fromUnixTimestamp64Nano(start_ns, 'UTC'))";

function createIsKnownSpan({ spans }: WorkTables): string {
  return `${SPAN_ID} IN (
    SELECT trace_id, span_id FROM spans WHERE ${SPAN_DAY} IN (SELECT DISTINCT ${SPAN_DAY} FROM ${spans})
    AND ${SPAN_ID} IN (SELECT trace_id, span_id FROM ${spans}))`;
}

/** Counts the lines, their ids, and the ids that the table has. */
export function createCountSpans(tables: WorkTables): string {
  return `SELECT 'span', count(), uniqExact(${SPAN_ID}), uniqExactIf(${SPAN_ID}, ${createIsKnownSpan(tables)})
    FROM ${tables.spans}`;
}

/** Inserts with the day `{day:Date}` and the collector `{collector:String}`. */
export function createInsertSpans(tables: WorkTables, token: string): string {
  const fields = SPAN_FIELDS.join(", ");
  return `INSERT INTO spans (${fields}, day, _collector) ${createInsertSettings(token)}
    SELECT ${fields}, {day:Date}, {collector:String} FROM ${tables.spans}
    WHERE NOT ${createIsKnownSpan(tables)} LIMIT 1 BY trace_id, span_id`;
}
