/** Reads the fields of spans: in columns of their own, or else in the JSON of all attributes. */
import type { Dialect } from "../store/dialect.js";
import { quoteName } from "../store/quote.js";
import { splitSpanPath } from "../store/tables.js";
import type { Field, FieldType } from "./row-set.js";

/** Returns the expression of a field in a column that has it alone, or undefined if there is none. */
export type FormatColumn = (name: string, type: FieldType) => string | undefined;

/** Collects what a statement reads of spans, so that each column of JSON is parsed once and not for each field. */
export class SpanFields {
  readonly #dialect: Dialect;
  readonly #formatColumn: FormatColumn;
  readonly #columns: Set<string>;
  /** The keys that are read in JSON, by their column. */
  readonly #keys = new Map<string, string[]>();

  /** @param columns that the statement reads besides the fields */
  constructor(dialect: Dialect, formatColumn: FormatColumn, columns: readonly string[]) {
    this.#dialect = dialect;
    this.#formatColumn = formatColumn;
    this.#columns = new Set(columns);
  }

  /** Returns the expression of a field. The name of an attribute has dots, and is one key. */
  format({ path, type, key = "" }: Field): string {
    const name = path.replace(/\*$/, "") + key;
    const column = this.#formatColumn(name, type);
    if (column !== undefined) {
      this.#columns.add(quoteName(name));
      return column;
    }
    const [part, attribute] = splitSpanPath(name);
    if (attribute !== "") return this.#formatText(part, attribute, type);
    this.#columns.add(part);
    return part;
  }

  /** Returns the columns that the expressions of all formatted fields refer to. */
  listColumns(): readonly string[] {
    const lists = [...this.#keys].map(([column, keys]) => {
      const paths = keys.map((key) => [key]);
      return `${this.#dialect.jsonTexts(column, paths)} AS ${column}_texts`;
    });
    return [...this.#columns, ...lists];
  }

  #formatText(column: string, key: string, type: FieldType): string {
    const keys = this.#keys.get(column) ?? [];
    this.#keys.set(column, keys);
    const place = keys.includes(key) ? keys.indexOf(key) + 1 : keys.push(key);
    const value = `${column}_texts[${place}]`;
    if (type === "number") return this.#dialect.toNumber(value);
    return type === "boolean" ? `${value} = 'true'` : value;
  }
}
