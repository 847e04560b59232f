/** Unwraps boxed primitives and declared texts. */
import { types } from "node:util";
import { unwrapText } from "../sanitizer/declared-text.js";

/** Returns the value that a boxed primitive (`new String("")`) or a declared text holds, and any other value unchanged. */
export function unbox(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (!types.isBoxedPrimitive(value)) return unwrapText(value);
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value);
  if (types.isBooleanObject(value)) return Boolean.prototype.valueOf.call(value);
  return types.isBigIntObject(value) ? BigInt.prototype.valueOf.call(value) : value;
}
