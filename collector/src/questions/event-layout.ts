/** Defines how a store keeps events, so that a question can read a field without knowing its column. */
import type { Dialect } from "../store/dialect.js";
import type { Field } from "./row-set.js";

/** Where the rows of an event are. */
export interface EventTableSource {
  /** The table, as it stands after FROM. */
  readonly from: string;
  /** Which of its rows belong to the event. Undefined if all do. */
  readonly condition?: string | undefined;
}

export interface EventLayout {
  readonly dialect: Dialect;
  /** Returns undefined for an event that the project does not have. @param event `*` for all events */
  findTable(event: string): EventTableSource | undefined;
  /** Returns the expression of a field in a row of the table. It is a missing value if the event has no such field. */
  formatField(event: string, field: Field): string;
  /**
   * Returns the entries of a map as a table: its fixed columns, and `key`, `number` and `text`.
   * @param event `*` for the map in all events
   */
  formatMap(event: string, map: string): string;
}

/** The columns of every event beside its properties. */
export const FIXED_PATHS: ReadonlySet<string> = new Set(["uuid", "event", "distinct_id", "timestamp"]);
