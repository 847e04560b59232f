/** Recognises objects that are looked up by key, as opposed to lists. */

/** An object whose values are unknown until they are checked. */
export type UnknownRecord = Readonly<Record<string, unknown>>;

/** Returns whether a value is an object and not a list. The values of JSON and TOML are such objects, lists or scalars. */
export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
