/** Finds fields in typed columns: the layout of a project with manifests. */
import { EVERY_EVENT } from "codeweaver-telemetry/manifest";
import type { Dialect } from "../store/dialect.js";
import { quoteName, quoteText } from "../store/quote.js";
import type { Column, ColumnType, StoreTables } from "../store/tables.js";
import { ENTRY_FIELDS, type EventLayout, type EventTableSource, FIXED_PATHS } from "./event-layout.js";
import type { Field, FieldType } from "./row-set.js";

/** The column types that have a field's values without a conversion. A list is read as its JSON. */
const COLUMN_OF_FIELD: Readonly<Record<FieldType, readonly ColumnType[]>> = {
  number: ["DOUBLE"],
  text: ["VARCHAR", "JSON"],
  boolean: ["BOOLEAN"],
};

export class ColumnLayout implements EventLayout {
  readonly dialect: Dialect;
  readonly time = "timestamp";
  readonly hasSpans = true;
  readonly #tables: StoreTables;

  constructor(dialect: Dialect, tables: StoreTables) {
    this.dialect = dialect;
    this.#tables = tables;
  }

  findTable(event: string): EventTableSource | undefined {
    if (event === EVERY_EVENT) return { from: "events" };
    const name = this.#tables.events.find((table) => table.event === event)?.name;
    return name === undefined ? undefined : { from: `event.${quoteName(name)}` };
  }

  formatField(event: string, { path, type }: Field): string {
    if (FIXED_PATHS.has(path)) return `CAST(${path} AS VARCHAR)`;
    const column = this.#listColumns(event).find(({ name }) => name === path);
    return column === undefined ? this.dialect.nullOf(type) : this.#formatColumn(column, type);
  }

  formatSpanColumn(name: string, type: FieldType): string | undefined {
    const column = this.#tables.spans.find((known) => known.name === name);
    return column && this.#formatColumn(column, type);
  }

  formatMap(event: string, map: string, conditions: readonly string[]): string {
    const context = Object.entries(ENTRY_FIELDS).map(([name, { path }]) =>
      path === name ? name : `${path} AS ${name}`,
    );
    const columns = ["timestamp AS time", "distinct_id AS id", "uuid", ...context, "key", "number", "text"];
    const ofEvent = event === EVERY_EVENT ? [] : [`event = ${quoteText(event)}`];
    const all = [...ofEvent, `field = ${quoteText(map)}`, ...conditions];
    return `(SELECT ${columns.join(", ")}\n    FROM entries WHERE ${all.join(" AND ")})`;
  }

  #formatColumn(column: Column, type: FieldType): string {
    const name = quoteName(column.name);
    if (COLUMN_OF_FIELD[type].includes(column.type)) return name;
    // A version of the event has the field with another type, so that the column is text.
    if (type === "number") return this.dialect.toNumber(name);
    return type === "text" ? `CAST(${name} AS VARCHAR)` : this.dialect.nullOf(type);
  }

  #listColumns(event: string): readonly Column[] {
    if (event === EVERY_EVENT) return this.#tables.common;
    return this.#tables.events.find((table) => table.event === event)?.columns ?? [];
  }
}
