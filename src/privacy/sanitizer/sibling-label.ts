/** Finds the label of a value: a text beside it that acts as its key. */

import type { ListLabeler } from "../../redaction/list-labels.js";
import { findLabelInMap, findLabelSibling } from "../../redaction/value-labels.js";
import { unwrapText } from "./declared-text.js";

/** How a label is found, such as the `name` of `{ name: "DB_PASSWORD", value: "…" }`. The leak test replaces entries. */
export const LABELS = {
  inObject: findLabelInObject,
  inMap: findLabelInMap,
  inList: (labeler: ListLabeler, item: unknown): string | undefined => labeler.takeNextItem(item),
};

/**
 * Returns the label that a sibling of `value` holds. No getter is run.
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
