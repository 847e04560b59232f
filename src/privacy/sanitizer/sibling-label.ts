/** Finds the key or the text that says what a property's value is. */

import { findLabelInMap, isLabel, isLabelKey, type ListLabelTracker } from "../../redaction/value-labels.js";
import { type TextForm, unwrapText } from "./declared-text.js";
import type { FieldPlan } from "./field-plan.js";

/** In an object with more members none describes another. */
const MAX_MEMBERS = 64;

/** Returns the key that says what a property's value is: a sibling's label, its own, or the one above. */
export function findTellingKey(
  field: FieldPlan,
  texts: TextForm,
  label: string | undefined,
  value: unknown,
  parentKey: string | undefined,
): string | undefined {
  if (field.isNamed && label !== undefined && typeof value !== "number") return label;
  return field.isSecret || (field.isPerson && texts === "undeclared") ? field.name : parentKey;
}

/** Finds the text that names a sibling, such as the `name` of `{ name: "DB_PASSWORD", value: "…" }`. */
export const LABELS = {
  inObject: findLabelInObject,
  inMap: findLabelInMap,
  inList: (labels: ListLabelTracker, item: unknown): string | undefined => labels.resolveLabel(item),
};

/**
 * No getter is run.
 * @param names all members that the object has
 */
function findLabelInObject(
  object: object,
  names: ReadonlySet<string>,
  isReadable: (name: string) => boolean,
): string | undefined {
  if (names.size > MAX_MEMBERS) return undefined;
  for (const name of names) {
    if (!isLabelKey(name) || !isReadable(name)) continue;
    const label = unwrapText(Object.getOwnPropertyDescriptor(object, name)?.value);
    if (isLabel(label)) return label;
  }
  return undefined;
}
