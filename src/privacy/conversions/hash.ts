/** Converts a value to HASH: a keyed digest of its content. */
import type { Json } from "../../envelope.js";
import type { Digest } from "../digests/keyed-digest.js";
import { isContainer } from "./containers.js";
import { formatTime, readTime } from "./dates.js";
import { unbox } from "./unbox.js";
import { MAX_LIST_DEPTH, type ValueReader } from "./value-reader.js";

/** A hash takes 67 bytes in a list, so about 490 fill an event's 32 KB. */
const MAX_HASHES = 512;
/** Bounds the recursion. No data of a model is nested so deeply. */
const MAX_OBJECT_DEPTH = 64;

/**
 * HASH: a digest, or a list of digests for the items of a list or Set, in which null remains and other items without a
 * digest are left out. Undefined if there is nothing to hash.
 * @throws whatever reading a hostile value throws
 */
export function toHash(value: unknown, digest: Digest, reader: ValueReader, depth = 0): Json | undefined {
  if (typeof value === "string") return digest(value);
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) || value instanceof Set) return hashItems(value, digest, reader, depth);
  const text = writeCanonicalText(unbox(value), reader);
  if (text !== undefined) return digest(text);
  reader.omit("unsupported");
  return undefined;
}

function hashItems(
  items: Iterable<unknown>,
  digest: Digest,
  reader: ValueReader,
  depth: number,
): Json | undefined {
  if (depth >= MAX_LIST_DEPTH) {
    reader.omit("depth");
    return undefined;
  }
  const hashes: Json[] = [];
  for (const item of items) {
    if (!reader.visit()) break;
    if (hashes.length >= MAX_HASHES) {
      reader.omit("size");
      break;
    }
    const hash = item === null ? null : toHash(item, digest, reader, depth + 1);
    if (hash !== undefined) hashes.push(hash);
  }
  return hashes;
}

/** Returns one text for a value, the same for equal values; undefined if the value has no content to compare. */
function writeCanonicalText(value: unknown, reader: ValueReader): string | undefined {
  if (typeof value === "object" && value !== null && !(value instanceof Date) && !(value instanceof URL)) {
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || !hasContent(value, reader))
      return undefined;
    return JSON.stringify(toCanonicalJson(value, reader, []));
  }
  const scalar = toCanonicalScalar(value);
  return scalar === undefined || scalar === null ? undefined : String(scalar);
}

/** Returns a value without parts as JSON has it. A function, a symbol and an invalid date have no form in JSON. */
function toCanonicalScalar(value: unknown): string | number | boolean | null | undefined {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return String(value);
    case "object":
      if (value instanceof Date) return Number.isNaN(readTime(value)) ? null : formatTime(value);
      return value instanceof URL ? value.href : null;
    default:
      return undefined;
  }
}

/** An Error, a RegExp or a Headers has no content of its own: the hash of every one would be the same. */
function hasContent(value: object, reader: ValueReader): boolean {
  if (isContainer(value)) return true;
  for (const _ of reader.readEntries(value)) return true;
  return false;
}

/**
 * Copies a value as JSON with the keys of its objects in order.
 * @throws RangeError for a cycle, for deep nesting, or for too many values: half an object has no digest
 */
function toCanonicalJson(value: unknown, reader: ValueReader, ancestors: readonly object[]): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof URL)
    return toCanonicalScalar(value);
  if (ancestors.includes(value) || ancestors.length >= MAX_OBJECT_DEPTH) throw new RangeError("too deep");
  visitOrThrow(reader);
  const path = [...ancestors, value];
  if (Array.isArray(value) || value instanceof Set)
    return Array.from(visitEach(value, reader), (item) => toCanonicalJson(item, reader, path));
  const entries =
    value instanceof Map
      ? Array.from(visitEach(value, reader), ([key, item]) => [String(key), item] as const)
      : [...visitEach(reader.readEntries(value), reader)];
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const copy: Record<string, unknown> = Object.create(null); // so that `__proto__` is a key like any other
  for (const [key, item] of entries) copy[key] = toCanonicalJson(item, reader, path);
  return copy;
}

function* visitEach<T>(items: Iterable<T>, reader: ValueReader): Generator<T> {
  for (const item of items) {
    visitOrThrow(reader);
    yield item;
  }
}

function visitOrThrow(reader: ValueReader): void {
  if (!reader.visit()) throw new RangeError("too large");
}
