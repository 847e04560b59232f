/** The seven conversions but the two statistical ones: what each makes of a value. */
import { types } from "node:util";
import type { Json } from "../../envelope.js";
import type { Digest } from "../digests/keyed-digest.js";
import { unwrapText } from "../sanitizer/declared-text.js";
import type { OnOmission } from "../sanitizer/omission.js";

/** The value that a boxed primitive (`new String("")`) or a declared text stands for; any other value unchanged. */
export function unboxed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (!types.isBoxedPrimitive(value)) return unwrapText(value);
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value);
  if (types.isBooleanObject(value)) return Boolean.prototype.valueOf.call(value);
  return types.isBigIntObject(value) ? BigInt.prototype.valueOf.call(value) : value;
}

/** Presence. Everything that a person would call empty is `false`. */
export function toBoolean(value: unknown): boolean {
  if (!value) return false; // undefined, null, false, 0, 0n, NaN and ""
  return !isContainer(value) || sizeOf(value) > 0;
}

/** Number of items; what is not a container counts as one, nothing as none. */
export function toCount(value: unknown): number {
  if (value === undefined || value === null) return 0;
  return isContainer(value) ? sizeOf(value) : 1;
}

/** Characters, by code points, of a text or of all texts in arrays and Sets, nested ones too; anything else has none. */
export function toTextCount(value: unknown, omit: OnOmission): number {
  let looked = 0;
  const count = (item: unknown, depth: number): number => {
    if (typeof item === "string") return codePoints(item);
    if (!Array.isArray(item) && !(item instanceof Set)) {
      const text = unboxed(item);
      return typeof text === "string" ? codePoints(text) : 0;
    }
    if (depth > MAX_LIST_DEPTH) {
      omit("depth");
      return 0;
    }
    let total = 0;
    for (const each of item) {
      if (++looked > MAX_ITEMS) {
        omit("size");
        break;
      }
      total += count(each, depth + 1);
    }
    return total;
  };
  return count(value, 1);
}

/** Lists within lists, for a hash and a count of characters. */
const MAX_LIST_DEPTH = 8;

/** An iterable may be endless, or grow while it is read; half a million items are past any honest one. */
const MAX_ITEMS = 500_000;

/** So many items of an iterable as may be looked at. */
export function* upTo<T>(items: Iterable<T>, omit: OnOmission): Generator<T> {
  let seen = 0;
  for (const item of items) {
    if (++seen > MAX_ITEMS) return omit("size");
    yield item;
  }
}

/** A Date's own reading, whatever a subclass says of itself. */
export function timeOf(date: Date): number {
  return Date.prototype.getTime.call(date);
}

/** @throws RangeError for an invalid date */
export function isoTimeOf(date: Date): string {
  return Date.prototype.toISOString.call(date);
}

/** How a conversion looks into a value. */
export interface Reading {
  /** An object's entries that may be looked at: a model's forbidden fields are not. */
  entries(value: object): Iterable<readonly [string, unknown]>;
  /** False once so much was looked at for one event that nothing more may be. */
  visit(): boolean;
  readonly omit: OnOmission;
}

/**
 * A digest, or for an array or Set one of each item, where null keeps its place. Undefined where there is nothing to hash.
 * @throws whatever reading a hostile value throws
 */
export function toHash(value: unknown, digest: Digest, reading: Reading, depth = 0): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) || value instanceof Set) {
    if (depth >= MAX_LIST_DEPTH) return void reading.omit("depth");
    const hashes: Json[] = [];
    for (const item of value) {
      if (!reading.visit()) break;
      if (hashes.length >= MAX_HASHES) {
        reading.omit("size");
        break;
      }
      const hash = item === null ? null : toHash(item, digest, reading, depth + 1);
      if (hash !== undefined) hashes.push(hash);
    }
    return hashes;
  }
  const text = canonicalText(unboxed(value), reading);
  return text === undefined ? void reading.omit("unsupported") : digest(text);
}

/** More would not fit into an event's 32 KB. */
const MAX_HASHES = 512;

/** The one text that stands for a value, equal for equal values. */
function canonicalText(value: unknown, reading: Reading): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return undefined;
      if (value instanceof Date) return Number.isNaN(timeOf(value)) ? undefined : isoTimeOf(value);
      if (value instanceof URL) return value.href;
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || isWithoutContent(value, reading))
        return undefined;
      return JSON.stringify(sorted(value, reading, []));
    default:
      return undefined;
  }
}

/** An Error, a RegExp or a Headers has no content of its own: the hash of every one would be the same. */
function isWithoutContent(value: object, reading: Reading): boolean {
  if (isContainer(value)) return false;
  for (const _ of reading.entries(value)) return false;
  return true;
}

/** A copy with its keys in order, as canonical JSON wants it. A cycle, a nesting without end, or too much of it throws. */
function sorted(value: unknown, reading: Reading, above: object[]): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Number.isNaN(timeOf(value)) ? null : isoTimeOf(value);
  if (value instanceof URL) return value.href;
  if (above.includes(value) || above.length >= 64 || !reading.visit())
    throw new RangeError("not a small tree");
  const path = [...above, value];
  if (Array.isArray(value) || value instanceof Set)
    return Array.from(visited(value, reading), (item) => sorted(item, reading, path));
  const pairs =
    value instanceof Map
      ? Array.from(visited(value, reading), ([key, item]) => [String(key), item] as const)
      : [...visited(reading.entries(value), reading)];
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // Null prototype: a key named `__proto__` is a key like any other here.
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, item] of pairs) copy[key] = sorted(item, reading, path);
  return copy;
}

/** Each item is a visit of its own: half a container has no digest. */
function* visited<T>(items: Iterable<T>, reading: Reading): Generator<T> {
  for (const item of items) {
    if (!reading.visit()) throw new RangeError("not a small tree");
    yield item;
  }
}

function isContainer(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return (
    Array.isArray(value) ||
    isTypedArray(value) ||
    value instanceof Map ||
    value instanceof Set ||
    isPlainObject(value)
  );
}

/** A subclass may say anything of its size; what is no number of items counts as none. */
function sizeOf(value: object): number {
  let size: unknown;
  if (Array.isArray(value) || isTypedArray(value)) size = value.length;
  else size = value instanceof Map || value instanceof Set ? value.size : Object.keys(value).length;
  return typeof size === "number" && Number.isSafeInteger(size) && size >= 0 ? size : 0;
}

const ITEMS = Array.prototype[Symbol.iterator];

/** A list that is read as lists are, so that to go by its index is the same. */
export function isPlainList(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) &&
    Object.getPrototypeOf(value) === Array.prototype &&
    value[Symbol.iterator] === ITEMS
  );
}

export function isTypedArray(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** What is not in pairs is as long as it is counted; to the engine this look is nearly free where all of a text is Latin-1. */
const HIGH_SURROGATE = /[\ud800-\udbff]/;

export function codePoints(text: string): number {
  let count = text.length;
  if (!HIGH_SURROGATE.test(text)) return count;
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--;
      i++;
    }
  }
  return count;
}
