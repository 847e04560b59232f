/** Bounds the time that the check of one event takes, because each of its keys and texts is searched for what identifies somebody. */
import type { Json } from "codeweaver-telemetry/manifest";

/** A client's largest event has some hundreds of values. The check of a new word takes about 20 µs. */
export const MAX_VALUES_PER_EVENT = 2000;
/** The search of a text of this length takes about 100 ms. A stack trace has some thousands of characters. */
export const MAX_TEXT_PER_EVENT = 256 * 1024;

export class ValueBudget {
  #values = MAX_VALUES_PER_EVENT;
  #characters = MAX_TEXT_PER_EVENT;

  /** Returns whether a value may still be checked. When one may not, none of those after it may. */
  take(value: Json): boolean {
    this.#values--;
    if (typeof value === "string") this.#characters -= value.length;
    return !this.isExhausted;
  }

  get isExhausted(): boolean {
    return this.#values < 0 || this.#characters < 0;
  }
}
