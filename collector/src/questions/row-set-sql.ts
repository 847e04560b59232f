/** Writes the SQL that selects the rows of a question, with its filter. */
import { EVERY_EVENT } from "codeweaver-telemetry/manifest";
import { quoteText } from "../store/quote.js";
import { type AnswerFilter, addDay } from "./answer-filter.js";
import type { EventLayout } from "./event-layout.js";
import {
  boolean,
  type EventRows,
  type Field,
  type Fields,
  type ItemRows,
  type MapRows,
  number,
  type RowSet,
  type SpanRows,
  text,
} from "./row-set.js";

/** The event of `codeweaver-telemetry doctor`, which tests the connection. */
const DOCTOR_EVENT = "telemetry_doctor";
const NANOSECONDS_PER_MS = 1_000_000n;

/** Returns the SELECT of the rows, whose columns are described at `Fields`. */
export function createRowsSql(rows: RowSet, layout: EventLayout, filter: AnswerFilter): string {
  switch (rows.kind) {
    case "events":
      return createEventsSql(rows, layout, filter);
    case "items":
      return createItemsSql(rows, layout, filter);
    case "map":
      return createMapSql(rows, layout, filter);
    case "spans":
      return createSpansSql(rows, layout, filter);
  }
}

function createEventsSql({ event, fields }: EventRows, layout: EventLayout, filter: AnswerFilter): string {
  return selectEvents(
    event,
    formatFields(fields, (field) => layout.formatField(event, field)),
    layout,
    filter,
  );
}

/** A row of an item has the columns of its event as well. */
function createItemsSql(
  { event, list, items, fields }: ItemRows,
  layout: EventLayout,
  filter: AnswerFilter,
): string {
  const { eachText, eachObject, jsonNumber, jsonText } = layout.dialect;
  const isText = Object.values(items).every(({ path }) => path === `${list}[]`);
  const columns = {
    ...formatFields(fields, (field) => layout.formatField(event, field)),
    list: layout.formatField(event, text(list)),
  };
  const values = formatFields(items, ({ path, type }) => {
    const keys = path.slice(`${list}[].`.length).split(".");
    if (isText) return "item";
    return type === "number" ? jsonNumber("item", ...keys) : jsonText("item", ...keys);
  });
  const outer = ["time", "id", "weight", ...Object.keys(fields)].join(", ");
  return `SELECT ${outer}${formatColumns(values)}
  FROM (SELECT ${outer}, ${isText ? eachText("list") : eachObject("list")} AS item
    FROM (${selectEvents(event, columns, layout, filter)}) AS event_rows) AS item_rows`;
}

function createMapSql({ event, map }: MapRows, layout: EventLayout, filter: AnswerFilter): string {
  const entries = layout.formatMap(event, map, [
    ...excludeDoctor(event, filter),
    ...limitTime(layout.time, filter),
  ]);
  const conditions = limitContext(MAP_CONTEXT, filter);
  return `SELECT time, id, ${formatWeight("rate")} AS weight, version, platform, key, number, text
  FROM ${entries} AS map_entries${formatWhere(conditions)}`;
}

/** Spans have the same table in every layout that has them. */
function createSpansSql({ fields }: SpanRows, layout: EventLayout, filter: AnswerFilter): string {
  const { dialect, hasSpans } = layout;
  if (!hasSpans) throw new RangeError("the layout has no spans");
  const read = ({ path, type }: Field) => {
    const [column = "", ...rest] = path.split(".");
    if (rest.length === 0) return column;
    const key = rest.join(".");
    return type === "number" ? dialect.jsonNumber(column, key) : dialect.jsonText(column, key);
  };
  const context = {
    isCi: `${dialect.jsonText("resource", "is_ci")} = 'true'`,
    version: dialect.jsonText("resource", "service.version"),
    platform: dialect.jsonText("resource", "os.type"),
  };
  const start = BigInt(Date.parse(filter.from)) * NANOSECONDS_PER_MS;
  const end = BigInt(Date.parse(addDay(filter.to))) * NANOSECONDS_PER_MS;
  const conditions = [`start_ns >= ${start} AND start_ns < ${end}`, ...limitContext(context, filter)];
  const weight = formatWeight(dialect.jsonNumber("attributes", "sampling.rate"));
  return `SELECT ${dialect.timeOf("start_ns")} AS time, trace_id AS id, ${weight} AS weight,
    (end_ns - start_ns) / 1000000.0 AS duration_ms${formatColumns(formatFields(fields, read))}
  FROM spans WHERE ${conditions.join(" AND ")}`;
}

type Expressions = Readonly<Record<string, string>>;

/** @param columns the expressions by their names */
function selectEvents(
  event: string,
  columns: Expressions,
  layout: EventLayout,
  filter: AnswerFilter,
): string {
  const context = {
    isCi: layout.formatField(event, boolean("is_ci")),
    version: layout.formatField(event, text("tool_version")),
    platform: layout.formatField(event, text("platform")),
  };
  const { from, condition } = layout.findTable(event) ?? { from: "entries", condition: "false" };
  const conditions = [
    ...(condition === undefined ? [] : [condition]),
    ...excludeDoctor(event, filter),
    ...limitTime(layout.time, filter),
    ...limitContext(context, filter),
  ];
  const weight = formatWeight(layout.formatField(event, number("telemetry_sample_rate")));
  return `SELECT ${layout.time} AS time, distinct_id AS id, ${weight} AS weight${formatColumns(columns)}
  FROM ${from} WHERE ${conditions.join(" AND ")}`;
}

function formatFields(fields: Fields, format: (field: Field) => string): Expressions {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, format(field)]));
}

function formatColumns(columns: Expressions): string {
  return Object.entries(columns)
    .map(([name, expression]) => `,\n    ${expression} AS ${name}`)
    .join("");
}

/** An event that was sampled at a rate of 0.1 stands for ten. */
function formatWeight(rate: string): string {
  return `CASE WHEN ${rate} > 0 AND ${rate} < 1 THEN 1 / ${rate} ELSE 1 END`;
}

function formatWhere(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
}

/** Only the rows of all events have test events among them. */
function excludeDoctor(event: string, { includesDoctor }: AnswerFilter): string[] {
  return event === EVERY_EVENT && !includesDoctor ? [`event <> '${DOCTOR_EVENT}'`] : [];
}

function limitTime(time: string, { from, to }: AnswerFilter): string[] {
  return [`${time} >= '${from} 00:00:00'`, `${time} < '${addDay(to)} 00:00:00'`];
}

/** Expressions of what rows are filtered by. */
interface ContextColumns {
  readonly isCi: string;
  readonly version: string;
  readonly platform: string;
}

/** The columns of the entries of a map. */
const MAP_CONTEXT: ContextColumns = { isCi: "is_ci", version: "version", platform: "platform" };

function limitContext(columns: ContextColumns, filter: AnswerFilter): string[] {
  const { version, platform, includesCi } = filter;
  return [
    ...(includesCi ? [] : [`(${columns.isCi} IS NULL OR NOT (${columns.isCi}))`]),
    ...(version === undefined ? [] : [`${columns.version} = ${quoteText(version)}`]),
    ...(platform === undefined ? [] : [`${columns.platform} = ${quoteText(platform)}`]),
  ];
}
