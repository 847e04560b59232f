/** Tells containers from other values, and reads them within limits. */

import type { ValueReader } from "./value-reader.js";

/** Values that a person would say have a size: lists, Sets, Maps, bytes and plain objects. */
export function isContainer(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return (
    Array.isArray(value) ||
    isTypedArray(value) ||
    value instanceof Map ||
    value instanceof Set ||
    isPlainObject(value)
  );
}

/** Returns the number of items. A subclass may claim any size; a claim that is not a number of items counts as none. */
export function measureContainer(value: object): number {
  let size: unknown;
  if (Array.isArray(value) || isTypedArray(value)) size = value.length;
  else size = value instanceof Map || value instanceof Set ? value.size : Object.keys(value).length;
  return typeof size === "number" && Number.isSafeInteger(size) && size >= 0 ? size : 0;
}

const ARRAY_ITERATOR = Array.prototype[Symbol.iterator];

/** An array that is iterated as arrays are, so that reading it by its index is the same. */
export function isPlainList(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) &&
    Object.getPrototypeOf(value) === Array.prototype &&
    value[Symbol.iterator] === ARRAY_ITERATOR
  );
}

export function isTypedArray(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Returns whether an object has no class. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** An iterable may be endless, or grow while it is read. No honest one has more items. */
export const MAX_ITEMS = 500_000;

/** Yields the first `MAX_ITEMS` items. */
export function* limitItems<T>(items: Iterable<T>, reader: ValueReader): Generator<T> {
  let count = 0;
  for (const item of items) {
    if (++count > MAX_ITEMS) return reader.omit("size");
    yield item;
  }
}
