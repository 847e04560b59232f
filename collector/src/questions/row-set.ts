/** Defines which rows the SQL of a question reads: those of an event, of the items in it, or of spans. */

/** The name of spans among the events of a manifest. */
export const SPAN_EVENT = "span";

/** The type that a field has in SQL, whatever the engine. */
export type FieldType = "number" | "text" | "boolean";

/** A field of an event, by its path in the manifest. */
export interface Field {
  readonly path: string;
  readonly type: FieldType;
  /** Which entry is read, if the path is that of a map in a span or an item, such as `attributes.zen.cost.*`. */
  readonly key?: string;
}

/**
 * Columns by their names in the SQL. Beside them, the rows of events, items and maps have `time`, `id` (the distinct id), `uuid`
 * (the event's own id), and `weight`: the number of events that one event stands for, because its session was sampled. Spans have
 * `time`, `id` (the trace), `duration_ms`, and the weight of their trace.
 */
export type Fields = Readonly<Record<string, Field>>;

export type RowSet = EventRows | ItemRows | MapRows | SpanRows;

/** One row for each event. The name `*` means all events, of which only the fields can be read that each of them has. */
export interface EventRows {
  readonly kind: "events";
  readonly event: string;
  readonly fields: Fields;
}

/** One row for each item of a list. A field of an item has a path such as `matches[].score`, and a text is `features[]`. */
export interface ItemRows {
  readonly kind: "items";
  /** `span` for the list of a span. */
  readonly event: string;
  /** The path of the list without the brackets at its end. A list in the items of another one is `faults[].frames`. */
  readonly list: string;
  readonly fields: Fields;
  readonly items: Fields;
}

/** One row for each entry of a map, with the columns `key`, `number` and `text`. A path such as `$feature/` is a prefix. */
export interface MapRows {
  readonly kind: "map";
  /** `span` for the map of a span. */
  readonly event: string;
  readonly map: string;
}

/** One row for each span. */
export interface SpanRows {
  readonly kind: "spans";
  readonly fields: Fields;
}

/** @param key of the entry, if the path ends in `*` */
export function number(path: string, key?: string): Field {
  return createField(path, "number", key);
}

export function text(path: string, key?: string): Field {
  return createField(path, "text", key);
}

export function boolean(path: string, key?: string): Field {
  return createField(path, "boolean", key);
}

function createField(path: string, type: FieldType, key: string | undefined): Field {
  return key === undefined ? { path, type } : { path, type, key };
}

/** The rows of an event. @param fields the columns of the SQL, such as `{ duration: number("execution_time_ms") }` */
export function eventRows(event: string, fields: Fields = {}): EventRows {
  return { kind: "events", event, fields };
}

/** The rows of the items in a list of an event. */
export function itemRows(event: string, list: string, items: Fields, fields: Fields = {}): ItemRows {
  return { kind: "items", event, list, items, fields };
}

/** The rows of the entries in a map of an event. @param event `*` for a map that all events can have */
export function mapRows(event: string, map: string): MapRows {
  return { kind: "map", event, map };
}

/** The rows of spans. Paths begin with `attributes.` or `resource.`, or are members of a span, such as `status`. */
export function spanRows(fields: Fields): SpanRows {
  return { kind: "spans", fields };
}
