/** Reduces the values of a project without a manifest to numbers and words. */
import {
  isIdentifiedByKey,
  isSendable,
  isUnsafeKey,
  isWordKey,
  type Json,
} from "codeweaver-telemetry/manifest";
import type { OnDrop } from "./drop-reason.js";

/**
 * Returns the value without the texts that are not words, and without what its key identifies as a secret or a person.
 * Undefined if nothing remains.
 * @param key the nearest key above the value
 */
export function keepNumbersAndWords(value: Json, key: string, onDrop: OnDrop): Json | undefined {
  if (typeof value === "string") return isSendable(value, key) ? value : void onDrop("property_undeclared");
  if (typeof value === "number")
    return isIdentifiedByKey(value, key) ? void onDrop("property_undeclared") : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value
      .map((item: Json) => keepNumbersAndWords(item, key, onDrop))
      .filter((item) => item !== undefined);
  const kept: Record<string, Json> = {};
  for (const [name, item] of Object.entries(value)) {
    const isKept = isWordKey(name) && !isUnsafeKey(name);
    const reduced = isKept ? keepNumbersAndWords(item, name, onDrop) : void onDrop("property_undeclared");
    if (reduced !== undefined) kept[name] = reduced;
  }
  return kept;
}
