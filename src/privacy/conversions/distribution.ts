/** Converts values to DISTRIBUTION: how often each occurs. */
import { isUnsafeKey } from "../sanitizer/property-keys.js";
import { limitItems } from "./containers.js";
import type { DistributionOptions } from "./conversion.js";
import { unbox } from "./unbox.js";
import type { ValueReader } from "./value-reader.js";
import { MAX_WORDS, OTHER, tallyWords } from "./word-tally.js";

/** Keys that are kept if the declaration does not say how many. The others are summed as `other`. */
const DEFAULT_TOP = 50;
/** Distinct values that may have a key of their own. To find whether a text is a word, it is redacted, which takes time. */
const MAX_CHECKED = 1000;

type Scalar = string | number | bigint | boolean;

/** DISTRIBUTION: value → count. A text that is not a word counts as `other`, unless `allow` lists it. */
export function toDistribution(
  value: unknown,
  { bins, allow, top = DEFAULT_TOP }: DistributionOptions,
  reader: ValueReader,
): Record<string, number> {
  // The fast path. It never drops a word, so it cannot serve a smaller `top`.
  if (bins === undefined && allow === undefined && top >= MAX_WORDS) {
    const counts = tallyWords(value, reader);
    if (counts !== undefined) return counts;
  }
  const edges = bins?.length ? [...bins].sort((a, b) => a - b) : undefined;
  const counts = countItems(unbox(value), edges, reader);
  const isKey = edges === undefined ? createKeyRule(allow, reader) : () => true;
  return keepMostFrequent(countByKey(counts, isKey, reader), top);
}

function countItems(
  value: unknown,
  edges: readonly number[] | undefined,
  reader: ValueReader,
): ReadonlyMap<Scalar, number> {
  const counts = new Map<Scalar, number>();
  for (const [given, count] of readWeightedItems(value, reader)) {
    const item = unbox(given);
    const isMissing = item === undefined || item === null;
    if (isMissing && typeof count === "number") continue;
    const key = edges === undefined ? item : findBin(item, edges);
    if (isScalar(key) && typeof count === "number" && Number.isFinite(count))
      counts.set(key, (counts.get(key) ?? 0) + count);
    else reader.omit("unsupported");
  }
  return counts;
}

/** Yields a list's items, each with the count 1, and the entries of a Map or an object, whose values are counts. */
function* readWeightedItems(value: unknown, reader: ValueReader): Generator<readonly [unknown, unknown]> {
  if (isScalar(value)) yield [value, 1];
  if (typeof value !== "object" || value === null) return;
  if (value instanceof Map) yield* limitItems<readonly [unknown, unknown]>(value, reader);
  else if (isIterable(value)) for (const item of limitItems(value, reader)) yield [item, 1];
  else yield* limitItems(reader.readEntries(value), reader);
}

/** @param rank the place of an item among all, the most frequent first */
type KeyRule = (item: Scalar, rank: number) => boolean;

/** Returns which items have a key of their own: those of the closed set, or numbers, booleans and words. */
function createKeyRule(allow: Iterable<string> | undefined, reader: ValueReader): KeyRule {
  if (allow !== undefined) {
    const allowed = new Set(allow);
    return (item) => allowed.has(String(item));
  }
  return (item, rank) => rank < MAX_CHECKED && (typeof item !== "string" || reader.isDistributionKey(item));
}

/** Sums the counts by key. Items without a key of their own are `other`. */
function countByKey(
  counts: ReadonlyMap<Scalar, number>,
  isKey: KeyRule,
  reader: ValueReader,
): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  for (const [rank, [item, count]] of sortByCount(counts).entries()) {
    const key = isKey(item, rank) ? String(item) : OTHER;
    if (isUnsafeKey(key)) reader.omit("key_name");
    else result.set(key, (result.get(key) ?? 0) + count);
  }
  return result;
}

/** Keeps the most frequent keys, and sums the rest under `other`. */
function keepMostFrequent(counts: ReadonlyMap<string, number>, top: number): Record<string, number> {
  const sorted = sortByCount(counts).filter(([key]) => key !== OTHER);
  const kept = sorted.slice(0, Math.max(0, top));
  const rest = sorted.slice(kept.length).reduce((sum, [, count]) => sum + count, counts.get(OTHER) ?? 0);
  return Object.fromEntries(rest !== 0 || counts.has(OTHER) ? [...kept, [OTHER, rest]] : kept);
}

function sortByCount<K>(counts: ReadonlyMap<K, number>): [K, number][] {
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Keys of an object are always texts, so a numeric text counts as its number. */
function findBin(item: unknown, edges: readonly number[]): string | undefined {
  const isNumeric = typeof item === "bigint" || (typeof item === "string" && item.trim() !== "");
  const number = isNumeric ? Number(item) : item;
  if (typeof number !== "number" || Number.isNaN(number)) return undefined;
  const above = edges.findIndex((edge) => number < edge);
  if (above === -1) return `>=${edges.at(-1)}`;
  return above === 0 ? `<${edges[0]}` : `${edges[above - 1]}..${edges[above]}`;
}

function isScalar(value: unknown): value is Scalar {
  return (
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "bigint" ||
    typeof value === "boolean"
  );
}

function isIterable(value: object): value is Iterable<unknown> {
  return typeof Reflect.get(value, Symbol.iterator) === "function";
}
