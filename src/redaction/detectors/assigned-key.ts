/** Defines a key and its value in a text. */
import type { KeyKind } from "../sensitive-keys.js";
import type { Surrounding } from "../surroundings.js";

/** The number of characters of an unquoted value that are tested. The match includes the whole value. */
export const MAX_TESTED_LENGTH = 64;

export interface ValueSpan {
  readonly start: number;
  readonly end: number;
}

export interface AssignedKey {
  readonly kind: KeyKind;
  readonly start: number;
  readonly surrounding: Surrounding;
}
