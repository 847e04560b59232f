/** Reads fields in columns of JSON. */
import type { Dialect } from "../store/dialect.js";
import type { FieldType } from "./row-set.js";

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
