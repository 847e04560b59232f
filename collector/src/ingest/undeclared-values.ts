/** Reduces the values of a project without a manifest to numbers and words. */
import { isIdentifiedByKey, isSendable, isUnsafeKey, type Json } from "codeweaver-telemetry/manifest";
import type { OnDrop } from "./drop-reason.js";
import { hasHiddenAddress } from "./hidden-addresses.js";
import { isPlainKey } from "./redact-texts.js";
import { ValueBudget } from "./value-budget.js";

/**
 * Returns the value without the texts that are not words, and without what its key identifies as a secret or a person.
 * Undefined if nothing remains.
 */
export function keepNumbersAndWords(value: Json, onDrop: OnDrop): Json | undefined {
  const budget = new ValueBudget();
  const kept = keepValue(value, "", budget, onDrop);
  if (budget.isExhausted) onDrop("too_large");
  return kept;
}

/** @param key the nearest key above the value */
function keepValue(value: Json, key: string, budget: ValueBudget, onDrop: OnDrop): Json | undefined {
  if (typeof value === "string") {
    const isKept = isSendable(value, key) && !hasHiddenAddress(value);
    return isKept ? value : void onDrop("property_undeclared");
  }
  if (typeof value === "number")
    return isIdentifiedByKey(value, key) ? void onDrop("property_undeclared") : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      if (!budget.take(item)) break;
      const reduced = keepValue(item, key, budget, onDrop);
      if (reduced !== undefined) items.push(reduced);
    }
    return items;
  }
  const kept: Record<string, Json> = {};
  for (const [name, item] of Object.entries(value)) {
    if (!budget.take(item)) break;
    const isKept = isPlainKey(name) && !isUnsafeKey(name);
    const reduced = isKept ? keepValue(item, name, budget, onDrop) : void onDrop("property_undeclared");
    if (reduced !== undefined) kept[name] = reduced;
  }
  return kept;
}
