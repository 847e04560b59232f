/** Reads fields in columns of JSON: those of an item, and those of a span. */
import type { Dialect } from "../store/dialect.js";
import type { Field, FieldType } from "./row-set.js";

/** @param keys from the outside to the inside */
export function readJson(
  { jsonBoolean, jsonNumber, jsonText }: Dialect,
  type: FieldType,
  column: string,
  keys: readonly string[],
): string {
  const read = { boolean: jsonBoolean, number: jsonNumber, text: jsonText }[type];
  return read(column, ...keys);
}

/** Collects the fields of spans that a statement reads, so that each column of JSON is parsed once and not for each field. */
export class SpanFields {
  readonly #dialect: Dialect;
  /** The keys that are read, by their column. */
  readonly #keys = new Map<string, string[]>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** Returns the expression of a field. The name of an attribute has dots, and is one key. */
  format({ path, type, key = "" }: Field): string {
    const [column, name] = splitSpanPath(path.replace(/\*$/, ""));
    if (name === "" && key === "") return column;
    const keys = this.#keys.get(column) ?? [];
    this.#keys.set(column, keys);
    const place = keys.includes(name + key) ? keys.indexOf(name + key) + 1 : keys.push(name + key);
    const value = `${column}_texts[${place}]`;
    if (type === "number") return this.#dialect.toNumber(value);
    return type === "boolean" ? `${value} = 'true'` : value;
  }

  /** Returns the columns that the expressions of all formatted fields refer to, each after a comma. */
  formatLists(): string {
    const lists = [...this.#keys].map(([column, keys]) => {
      const paths = keys.map((key) => [key]);
      return `, ${this.#dialect.jsonTexts(column, paths)} AS ${column}_texts`;
    });
    return lists.join("");
  }
}

/** Splits `attributes.error.type` at its first dot. The name of a column such as `status` is the whole path. */
export function splitSpanPath(path: string): readonly [column: string, name: string] {
  const [column = "", ...rest] = path.split(".");
  return [column, rest.join(".")];
}
