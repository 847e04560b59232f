/** Finds the text beside a value that names it. */

import { findLabelInMap, findLabelSibling, type ListLabelTracker } from "../../redaction/value-labels.js";
import { unwrapText } from "./declared-text.js";

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
