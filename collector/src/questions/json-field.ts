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

/** Returns the expression of a field of a span. The name of an attribute has dots, and is one key. */
export function formatSpanField({ path, type, key = "" }: Field, dialect: Dialect): string {
  const [column, name] = splitSpanPath(path.replace(/\*$/, ""));
  return name === "" && key === "" ? column : readJson(dialect, type, column, [name + key]);
}

/** Splits `attributes.error.type` at its first dot. The name of a column such as `status` is the whole path. */
export function splitSpanPath(path: string): readonly [column: string, name: string] {
  const [column = "", ...rest] = path.split(".");
  return [column, rest.join(".")];
}
