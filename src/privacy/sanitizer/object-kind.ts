/** Tells how an object is sanitized by its prototypes, which takes less time than asking `instanceof` of each object. */

import { formatTime, readTime } from "../conversions/dates.js";
import { isDeclaredTextPrototype } from "./declared-text.js";

export const ObjectKind = {
  /** Its own properties are sanitized one by one. */
  PROPERTIES: 0,
  MAP: 1,
  SET: 2,
  // Objects of the kinds below are sanitized as one value.
  DATE: 3,
  BOXED: 4,
  URL: 5,
  ERROR: 6,
  DECLARED_TEXT: 7,
  /** JSON has no form for it. */
  OPAQUE: 8,
} as const;
export type ObjectKind = (typeof ObjectKind)[keyof typeof ObjectKind];

/** Returns whether an object is sanitized as one value, and not by its parts. */
export function isBuiltIn(kind: ObjectKind): boolean {
  return kind >= ObjectKind.DATE;
}

const KINDS = new Map<object, ObjectKind>([
  [Date.prototype, ObjectKind.DATE],
  [String.prototype, ObjectKind.BOXED],
  [Number.prototype, ObjectKind.BOXED],
  [Boolean.prototype, ObjectKind.BOXED],
  [URL.prototype, ObjectKind.URL],
  [Error.prototype, ObjectKind.ERROR],
  [RegExp.prototype, ObjectKind.OPAQUE],
  [Promise.prototype, ObjectKind.OPAQUE],
  [ArrayBuffer.prototype, ObjectKind.OPAQUE],
  [Map.prototype, ObjectKind.MAP],
  [Set.prototype, ObjectKind.SET],
]);

/** Returns the kind of the nearest built-in class that a prototype inherits from. */
export function findObjectKind(prototype: object | null): ObjectKind {
  for (let next = prototype; next !== null; next = Object.getPrototypeOf(next)) {
    const kind = KINDS.get(next);
    if (kind !== undefined) return kind;
    if (isDeclaredTextPrototype(next)) return ObjectKind.DECLARED_TEXT;
  }
  return ObjectKind.PROPERTIES;
}

/**
 * The value that is sanitized in place of an object; undefined if there is none. The casts say what the object's
 * prototypes say. If a Proxy claims a class that its object does not belong to, reading it throws.
 */
export const BUILT_IN_VALUES = {
  date: (raw: object): string | undefined =>
    Number.isNaN(readTime(raw as Date)) ? undefined : formatTime(raw as Date),
  boxed: (raw: object): unknown => raw.valueOf(),
  url: (raw: object): unknown => (raw as URL).href,
  /** Only the name is sent: messages and stacks quote what the tool was working on. */
  error: (raw: object): object | undefined => {
    const { name } = raw as Error;
    return typeof name === "string" ? { name } : undefined;
  },
};
