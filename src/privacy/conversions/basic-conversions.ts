/** The seven conversions but the two statistical ones: what each makes of a value. */
import type { Json } from "../../envelope.js";
import type { Digest } from "../digests/keyed-digest.js";
import type { OnOmission } from "../sanitizer/omission.js";

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

/** Characters, by code points, of a text or of all texts in an array; anything else has none. */
export function toTextCount(value: unknown, omit: OnOmission): number {
  if (typeof value === "string") return codePoints(value);
  if (!Array.isArray(value)) return 0;
  let total = 0;
  for (const item of upTo(value, omit)) if (typeof item === "string") total += codePoints(item);
  return total;
}

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
 * A digest, or for an array or Set one of each item. Undefined where there is nothing to hash.
 * @throws whatever reading a hostile value throws
 */
export function toHash(value: unknown, digest: Digest, reading: Reading, depth = 0): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) || value instanceof Set) {
    if (depth >= MAX_HASH_DEPTH) return void reading.omit("depth");
    const hashes: Json[] = [];
    for (const item of value) {
      if (!reading.visit()) break;
      if (hashes.length >= MAX_HASHES) {
        reading.omit("size");
        break;
      }
      const hash = toHash(item, digest, reading, depth + 1);
      if (hash !== undefined) hashes.push(hash);
    }
    return hashes;
  }
  const text = canonicalText(value, reading);
  return text === undefined ? void reading.omit("unsupported") : digest(text);
}

const MAX_HASH_DEPTH = 8;
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
      if (value instanceof Date) return Number.isNaN(timeOf(value)) ? undefined : isoTimeOf(value);
      if (value instanceof URL) return value.href;
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return undefined;
      return JSON.stringify(sorted(value, reading, []));
    default:
      return undefined;
  }
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
