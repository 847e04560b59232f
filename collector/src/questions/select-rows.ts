/** Writes the SQL that selects the events and spans that a filter includes. */
import { EVERY_EVENT } from "codeweaver-telemetry/manifest";
import { quoteText } from "../store/quote.js";
import { type AnswerFilter, addDay } from "./answer-filter.js";
import type { EventLayout } from "./event-layout.js";
import { boolean, type Field, type Fields, type FieldType, number, SPAN_EVENT, text } from "./row-set.js";
import { SpanFields } from "./span-fields.js";

/** The event of `codeweaver-telemetry doctor`, which tests the connection. */
const DOCTOR_EVENT = "telemetry_doctor";
const NANOSECONDS_PER_MS = 1_000_000n;

/** Expressions by the names of their columns. */
export type Expressions = Readonly<Record<string, string>>;

/** The columns of each row that are not fields of the question. */
export function listBaseColumns(event: string): readonly string[] {
  return event === SPAN_EVENT ? ["time", "id", "weight", "duration_ms"] : ["time", "id", "uuid", "weight"];
}

export function formatFields(fields: Fields, format: (field: Field) => string): Expressions {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, format(field)]));
}

export function formatColumns(columns: Expressions): string {
  return Object.entries(columns)
    .map(([name, expression]) => `,\n    ${expression} AS ${name}`)
    .join("");
}

/** Returns the SELECT of an event's rows, or of spans: the base columns, and the fields. */
export function selectRows(event: string, fields: Fields, layout: EventLayout, filter: AnswerFilter): string {
  return event === SPAN_EVENT
    ? selectSpans(fields, layout, filter)
    : selectEvents(event, fields, layout, filter);
}

function selectEvents(event: string, fields: Fields, layout: EventLayout, filter: AnswerFilter): string {
  const format = (field: Field) => layout.formatField(event, field);
  const context = {
    isCi: format(boolean("is_ci")),
    version: format(text("tool_version")),
    platform: format(text("platform")),
  };
  const { from, condition } = layout.findTable(event) ?? { from: "entries", condition: "false" };
  const conditions = [
    ...(condition === undefined ? [] : [condition]),
    ...excludeDoctor(event, filter),
    ...limitTime(layout.time, filter),
    ...limitContext(context, filter),
  ];
  const weight = formatWeight(format(number("telemetry_sample_rate")));
  return `SELECT ${layout.time} AS time, distinct_id AS id, uuid, ${weight} AS weight${formatColumns(formatFields(fields, format))}
  FROM ${from}${formatWhere(conditions)}`;
}

const SPAN_COLUMNS = ["trace_id", "start_ns", "end_ns"];

function selectSpans(fields: Fields, layout: EventLayout, filter: AnswerFilter): string {
  const { dialect, hasSpans } = layout;
  if (!hasSpans) throw new RangeError("the layout has no spans");
  const formatColumn = (name: string, type: FieldType) => layout.formatSpanColumn(name, type);
  const spanFields = new SpanFields(dialect, formatColumn, SPAN_COLUMNS);
  const format = (field: Field) => spanFields.format(field);
  const context = {
    isCi: format(boolean("resource.*", "is_ci")),
    version: format(SPAN_VERSION),
    platform: format(SPAN_PLATFORM),
  };
  const weight = formatWeight(format(number("attributes.sampling.rate")));
  const columns = formatColumns(formatFields(fields, format));
  const conditions = limitContext(context, filter);
  const start = BigInt(Date.parse(filter.from)) * NANOSECONDS_PER_MS;
  const end = BigInt(Date.parse(addDay(filter.to))) * NANOSECONDS_PER_MS;
  return `SELECT ${dialect.timeOf("start_ns")} AS time, trace_id AS id, ${weight} AS weight,
    (end_ns - start_ns) / 1000000.0 AS duration_ms${columns}
  FROM (SELECT ${spanFields.listColumns().join(", ")}
    FROM spans WHERE start_ns >= ${start} AND start_ns < ${end}) AS parsed_spans${formatWhere(conditions)}`;
}

/** Where a span has what an event has as `tool_version` and `platform`. */
export const SPAN_VERSION: Field = text("resource.*", "service.version");
export const SPAN_PLATFORM: Field = text("resource.*", "os.type");

export function formatWhere(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : `\n  WHERE ${conditions.join("\n    AND ")}`;
}

/** An event that was sampled at a rate of 0.1 stands for ten. */
export function formatWeight(rate: string): string {
  return `CASE WHEN ${rate} > 0 AND ${rate} < 1 THEN 1 / ${rate} ELSE 1 END`;
}

/** Only the rows of all events have test events among them. */
export function excludeDoctor(event: string, { includesDoctor }: AnswerFilter): string[] {
  return event === EVERY_EVENT && !includesDoctor ? [`event <> '${DOCTOR_EVENT}'`] : [];
}

export function limitTime(time: string, { from, to }: AnswerFilter): string[] {
  return [`${time} >= '${from} 00:00:00'`, `${time} < '${addDay(to)} 00:00:00'`];
}

/** Expressions of what rows are filtered by. */
interface ContextColumns {
  readonly isCi: string;
  readonly version: string;
  readonly platform: string;
}

export function limitContext(columns: ContextColumns, filter: AnswerFilter): string[] {
  const { version, platform, includesCi } = filter;
  return [
    ...(includesCi ? [] : [`(${columns.isCi} IS NULL OR NOT (${columns.isCi}))`]),
    ...(version === undefined ? [] : [`${columns.version} = ${quoteText(version)}`]),
    ...(platform === undefined ? [] : [`${columns.platform} = ${quoteText(platform)}`]),
  ];
}
