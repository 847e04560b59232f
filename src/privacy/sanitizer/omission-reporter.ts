/** Reports what was removed from an event, with the path of the property. */
import type { Omission, OnOmission } from "./omission.js";
import { redactName } from "./text-redaction.js";
import { isWordKey } from "./undeclared-text.js";

/** The path part of a list's item. */
export const LIST_ITEM = "[]";
/** The path part of a key that may not be sent itself. */
export const ANY_KEY = "*";

/** Reports omitted parts together with the path of the property that is being sanitized. */
export class OmissionReporter {
  /** The key of the property that is being sanitized, in the innermost object. */
  key = "";
  readonly #onOmission: OnOmission;
  readonly #event: string;
  /** At the index `depth - 1`, the key under which the object at that depth stands. The index 0 is unused. */
  readonly #path: string[] = [];
  #depth = 0;

  /** @param event the name under which omissions are reported */
  constructor(onOmission: OnOmission, event: string) {
    this.#onOmission = onOmission;
    this.#event = event;
  }

  /** The value of the current property is an object, whose properties are next. */
  enter(depth: number): void {
    this.#path[depth - 1] = this.key;
    this.#depth = depth;
  }

  /** Ends the object at a depth: `key` is again the key that holds it. */
  leave(depth: number): void {
    if (this.#depth < depth) return; // it was not entered
    this.key = this.#path[depth - 1] ?? "";
    this.#depth = depth - 1;
  }

  omit(reason: Omission, isIdentifiedByName = false): void {
    const keys = this.#depth === 0 ? [] : [...this.#path.slice(1, this.#depth), this.key];
    const path = keys.map((key) => (key === LIST_ITEM || isWordKey(key) ? key : ANY_KEY)).join(".");
    this.#onOmission(reason, {
      event: redactName(this.#event),
      property: path.replaceAll(`.${LIST_ITEM}`, LIST_ITEM),
      ...(isIdentifiedByName && { isIdentifiedByName }),
    });
  }
}
