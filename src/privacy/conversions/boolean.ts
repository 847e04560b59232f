/** Converts a value to BOOLEAN. */
import { isContainer, measureContainer } from "./containers.js";
import { unbox } from "./unbox.js";

/** BOOLEAN: false for every value that a person would call empty. */
export function toBoolean(value: unknown): boolean {
  if (!value) return false; // undefined, null, false, 0, 0n, NaN and ""
  if (typeof value !== "object") return true;
  if (isContainer(value)) return measureContainer(value) > 0;
  const content = unbox(value);
  return content === value || Boolean(content);
}
