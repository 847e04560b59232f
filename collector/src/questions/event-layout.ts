/** Defines how a store keeps events, so that a question can read a field without knowing its column. */
import type { Dialect } from "../store/dialect.js";
import type { Field, FieldType } from "./row-set.js";

/** Where the rows of an event are. */
export interface EventTableSource {
  /** The table, as it stands after FROM. */
  readonly from: string;
  /** Which of its rows belong to the event. Undefined if all do. */
  readonly condition?: string | undefined;
}

export interface EventLayout {
  readonly dialect: Dialect;
  /** The expression of an event's time in UTC, in a row of its table. */
  readonly time: string;
  /** Whether there is the table `spans`. */
  readonly hasSpans: boolean;
  /** Returns undefined for an event that the project does not have. @param event `*` for all events */
  findTable(event: string): EventTableSource | undefined;
  /** Returns the expression of a field in a row of the table. It is a missing value if the event has no such field. */
  formatField(event: string, field: Field): string;
  /**
   * Returns the entries of a map as a table with the columns `time`, `id`, `uuid`, `version`, `platform`, `is_ci`, `rate`, `key`,
   * `number` and `text`.
   * @param event `*` for the map in all events
   * @param conditions on the event and its `time`, which have to be met
   */
  formatMap(event: string, map: string, conditions: readonly string[]): string;
  /** Returns the expression of an attribute of spans, such as `attributes.gen_ai.request.model`, if it has a column of its own. */
  formatSpanColumn(name: string, type: FieldType): string | undefined;
}

/** The columns of every event beside its properties. */
export const FIXED_PATHS: ReadonlySet<string> = new Set(["uuid", "event", "distinct_id", "timestamp"]);

/** The columns of a map's entries that come from the properties of their event. */
export const ENTRY_FIELDS: Readonly<Record<string, Field>> = {
  version: { path: "tool_version", type: "text" },
  platform: { path: "platform", type: "text" },
  is_ci: { path: "is_ci", type: "boolean" },
  rate: { path: "telemetry_sample_rate", type: "number" },
};
