/** Defines the interface by which properties and values are sanitized in turn. */
import type { Json } from "../../envelope.js";
import type { ClassLike } from "../decorators/declarations.js";
import type { TextForm } from "./declared-text.js";

/** Sanitizes the values of properties and items. */
export interface ValueSanitizer {
  /**
   * Returns the JSON of a value; undefined if it has none, or may not be sent. The parameters are passed one by one,
   * because an object for them would be made for every value.
   * @param texts how texts are treated
   * @param type the class whose declarations hold for plain objects
   * @param parentKey the nearest key above the value that names a secret or a person, if there is one
   * @param isItem whether the value is an item of a list
   * @param depth levels of nesting; the event's properties are the first
   */
  sanitizeValue(
    raw: unknown,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    isItem: boolean,
    depth: number,
  ): Json | undefined;
}
