/** Finds the key or the text that says what a property's value is. */

import { findLabelInMap, findLabelSibling, type ListLabelTracker } from "../../redaction/value-labels.js";
import { type TextForm, unwrapText } from "./declared-text.js";
import type { FieldPlan } from "./field-plan.js";

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
  return findLabelSibling(names, (name) =>
    isReadable(name) ? unwrapText(Object.getOwnPropertyDescriptor(object, name)?.value) : undefined,
  );
}
