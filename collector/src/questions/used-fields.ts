/** Lists the fields of the manifest that a question uses. A field that no question uses is not worth collecting. */
import { EVERY_EVENT } from "codeweaver-telemetry/manifest";
import type { Question } from "./question.js";
import { type RowSet, SPAN_EVENT } from "./row-set.js";

/** A field as the manifest lists it. */
export interface UsedField {
  /** `span` for spans, and `*` for all events. */
  readonly event: string;
  readonly path: string;
}

/**
 * The fields that all questions use, and none is about: they join, filter and weigh. A manifest's other fields need a question
 * of their own.
 */
export const FRAME_FIELDS: readonly UsedField[] = [
  ...["uuid", "timestamp", "distinct_id", "tool", "tool_version", "platform", "is_ci"].map(inEveryEvent),
  ...["telemetry_sample_rate", "$session_id"].map(inEveryEvent),
  ...["trace_id", "span_id", "parent_span_id", "start_ns", "end_ns"].map((path) => ({
    event: SPAN_EVENT,
    path,
  })),
];

export function listUsedFields({ rows }: Question): readonly UsedField[] {
  return Object.values(rows).flatMap(listRowFields);
}

function listRowFields(rows: RowSet): UsedField[] {
  switch (rows.kind) {
    case "events":
      return toUsedFields(rows.event, rows.fields);
    case "items":
      return [...toUsedFields(rows.event, rows.fields), ...toUsedFields(rows.event, rows.items)];
    case "map":
      // A prefix such as `$feature/` stands for the property's own name.
      return [{ event: rows.event, path: rows.map.endsWith("/") ? `${rows.map}*` : `${rows.map}.*` }];
    case "spans":
      return toUsedFields(SPAN_EVENT, rows.fields);
  }
}

function toUsedFields(
  event: string,
  fields: Readonly<Record<string, { readonly path: string }>>,
): UsedField[] {
  return Object.values(fields).map(({ path }) => ({ event, path }));
}

function inEveryEvent(path: string): UsedField {
  return { event: EVERY_EVENT, path };
}
