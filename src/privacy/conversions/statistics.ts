/** DISTRIBUTION and AGGREGATE: many values become counts, or one number. */

import type { OnOmission } from "../sanitizer/omission.js";
import { UNSAFE_KEYS } from "../sanitizer/property-keys.js";
import { isPlainList, isTypedArray, type Reading, unboxed, upTo } from "./basic-conversions.js";
import type { AggregateOperation, AggregateOptions, DistributionOptions } from "./conversion.js";
import { countsIn, DEFAULT_TOP, isOrdinaryKey, OTHER, tallyOf } from "./word-tally.js";

/** Distinct texts that are judged, the most frequent first; the rest is counted under `other`. */
const MAX_JUDGED = 1000;

type Scalar = string | number | bigint | boolean;

/** Value → count. A text that is not a word counts as `other`, unless `allow` lists it. */
export function toDistribution(
  value: unknown,
  options: DistributionOptions,
  isWord: (text: string) => boolean,
  reading: Pick<Reading, "entries" | "omit">,
): Record<string, number> {
  const isOrdinary = (word: string) => isOrdinaryKey(word, isWord);
  const tally = isPlainList(value) ? tallyOf(value, options, isOrdinary) : undefined;
  if (tally !== undefined) return countsIn(tally);
  const { omit } = reading;
  const bins = options.bins?.length ? [...options.bins].sort((a, b) => a - b) : undefined;
  const counts = new Map<Scalar, number>();
  const add = (given: unknown, count: number): void => {
    const item = unboxed(given);
    const key = bins === undefined ? scalarOf(item) : binOf(item, bins);
    if (key === undefined) return item === undefined || item === null ? undefined : omit("unsupported");
    if (!Number.isFinite(count)) return omit("unsupported");
    counts.set(key, (counts.get(key) ?? 0) + count);
  };

  if (isScalar(value)) add(value, 1);
  else if (typeof value === "object" && value !== null) {
    const weighed = value instanceof Map ? value : isIterable(value) ? undefined : reading.entries(value);
    if (weighed !== undefined) {
      for (const [item, count] of upTo<readonly [unknown, unknown]>(weighed, omit))
        typeof count === "number" ? add(item, count) : omit("unsupported");
    } else {
      for (const item of upTo(value as Iterable<unknown>, omit)) add(item, 1); // it is one: see the line above
    }
  }
  const isKnown = bins === undefined ? keyRule(options.allow, isWord) : () => true;
  return topOf(named(counts, isKnown, omit), options.top ?? DEFAULT_TOP);
}

/** Returns which values are counted by their own names: those of the closed set, or numbers, booleans and words. */
function keyRule(
  allow: Iterable<string> | undefined,
  isWord: (text: string) => boolean,
): (key: Scalar) => boolean {
  if (allow !== undefined) {
    const allowed = new Set(allow);
    return (key) => allowed.has(String(key));
  }
  let judged = 0;
  return (key) => judged++ < MAX_JUDGED && (typeof key !== "string" || isWord(key));
}

/** Counts by the names that may be sent. */
function named(
  counts: ReadonlyMap<Scalar, number>,
  isKnown: (key: Scalar) => boolean,
  omit: OnOmission,
): Map<string, number> {
  const result = new Map<string, number>();
  for (const [key, count] of [...counts].sort(([, a], [, b]) => b - a)) {
    const name = isKnown(key) ? String(key) : OTHER;
    if (UNSAFE_KEYS.has(name)) omit("key_name");
    else result.set(name, (result.get(name) ?? 0) + count);
  }
  return result;
}

/** One number of many; undefined where nothing is numeric, or the number is past the largest double. */
export function toAggregate(
  value: unknown,
  options: AggregateOptions,
  reading: Pick<Reading, "entries" | "omit">,
): number | Record<string, number> | undefined {
  const numbers = numbersIn(value, reading);
  if (numbers.length === 0) return undefined;
  const op = options.op ?? "sum";
  if (op !== "summary") return finite(single(op, numbers));
  const summary: Record<string, number> = { count: numbers.length };
  for (const part of ["sum", "min", "max", "mean", "median", "p95"] as const) {
    const number = finite(single(part, numbers));
    if (number !== undefined) summary[part] = number;
  }
  return summary;
}

/** The middle of a sample, or the mean of its two middles. */
function median(numbers: readonly number[]): number {
  const order = [...numbers].sort((a, b) => a - b);
  const middle = order.length >> 1;
  const upper = order[middle] ?? 0;
  return order.length % 2 === 1 ? upper : (order[middle - 1] ?? 0) / 2 + upper / 2;
}

function single(op: Exclude<AggregateOperation, "summary">, numbers: readonly number[]): number | undefined {
  const sum = () => numbers.reduce((total, number) => total + number, 0);
  switch (op) {
    case "sum":
      return sum();
    case "mean":
      return sum() / numbers.length;
    case "min":
      return numbers.reduce((least, number) => Math.min(least, number));
    case "max":
      return numbers.reduce((most, number) => Math.max(most, number));
    case "median":
      return median(numbers);
    case "p95": // nearest rank: the smallest value that 95 % of the sample do not exceed
      return [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length * 0.95) - 1];
    default:
      return undefined;
  }
}

function numbersIn(value: unknown, reading: Pick<Reading, "entries" | "omit">): number[] {
  const numbers: number[] = [];
  const add = (item: unknown) => {
    const number = finiteNumber(unboxed(item));
    if (number !== undefined) numbers.push(number);
  };
  // Most lists are short, and read as lists are: to go by their index takes a third of the time. Everything is read once, the
  // length as well: a Proxy may say another thing the next time.
  const length = isPlainList(value) ? value.length : Number.NaN;
  if (isPlainList(value) && length <= SHORT) {
    for (let index = 0; index < length; index++) add(value[index]);
    return numbers;
  }
  let items: Iterable<unknown> = [value];
  if (Array.isArray(value) || value instanceof Set || isTypedArray(value)) items = value;
  else if (value instanceof Map) items = value.values();
  else if (typeof value === "object" && value !== null) items = valuesOf(reading.entries(value));
  for (const item of upTo(items, reading.omit)) add(item);
  return numbers;
}

function finiteNumber(item: unknown): number | undefined {
  const number = typeof item === "bigint" ? Number(item) : item;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Items of a list that is read in one go, without counting how many were looked at. */
const SHORT = 1000;

function* valuesOf(entries: Iterable<readonly [string, unknown]>): Generator<unknown> {
  for (const [, item] of entries) yield item;
}

function finite(number: number | undefined): number | undefined {
  if (number === undefined || !Number.isFinite(number)) return undefined;
  return number === 0 ? 0 : number; // -0 is 0 in JSON
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

function scalarOf(item: unknown): Scalar | undefined {
  return isScalar(item) ? item : undefined;
}

/** Map and object keys are texts even where they are numbers, so a bin takes both. */
function binOf(item: unknown, edges: readonly number[]): string | undefined {
  const number = typeof item === "string" && item.trim() !== "" ? Number(item) : item;
  if (typeof number !== "number" || Number.isNaN(number)) return undefined;
  const above = edges.findIndex((edge) => number < edge);
  if (above === -1) return `>=${edges.at(-1)}`;
  return above === 0 ? `<${edges[0]}` : `${edges[above - 1]}..${edges[above]}`;
}

function topOf(counts: ReadonlyMap<string, number>, top: number): Record<string, number> {
  const order = [...counts].filter(([key]) => key !== OTHER).sort(([, a], [, b]) => b - a);
  const kept = order.slice(0, Math.max(0, top));
  const rest = order.slice(Math.max(0, top)).reduce((sum, [, count]) => sum + count, counts.get(OTHER) ?? 0);
  return Object.fromEntries(rest !== 0 || counts.has(OTHER) ? [...kept, [OTHER, rest]] : kept);
}
