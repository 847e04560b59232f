/** Finds the text beside a value that names it. */

import type { ListLabeler } from "../../redaction/list-labels.js";
import { findLabelInMap, findLabelSibling } from "../../redaction/value-labels.js";
import { unwrapText } from "./declared-text.js";

/** Finds the text that names a sibling, such as the `name` of `{ name: "DB_PASSWORD", value: "…" }`. The leak test replaces entries. */
export const LABELS = {
  inObject: findLabelInObject,
  inMap: findLabelInMap,
  inList: (labeler: ListLabeler, item: unknown): string | undefined => labeler.takeNextItem(item),
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
