/** Converts numbers to AGGREGATE: one number, or a summary of them. */
import { isPlainList, isTypedArray, limitItems } from "./containers.js";
import type { AggregateOperation, AggregateOptions } from "./conversion.js";
import { unbox } from "./unbox.js";
import type { ValueReader } from "./value-reader.js";

/** Longer lists are read through `limitItems`. */
const MAX_SHORT_LENGTH = 1000;

type SingleOperation = Exclude<AggregateOperation, "summary">;

/** AGGREGATE: one number of many. Undefined if nothing is numeric, or if the result is past the largest double. */
export function toAggregate(
  value: unknown,
  { op = "sum" }: AggregateOptions,
  reader: ValueReader,
): number | Record<string, number> | undefined {
  // Of one number, every operation except `summary` is the number itself.
  if (typeof value === "number" && op !== "summary") return keepFinite(value);
  const numbers = collectNumbers(value, reader);
  if (numbers.length === 0) return undefined;
  if (op !== "summary") return keepFinite(aggregate(op, numbers));
  const summary: Record<string, number> = { count: numbers.length };
  for (const part of ["sum", "min", "max", "mean", "median", "p95"] as const) {
    const number = keepFinite(aggregate(part, numbers));
    if (number !== undefined) summary[part] = number;
  }
  return summary;
}

function aggregate(op: SingleOperation, numbers: readonly number[]): number | undefined {
  switch (op) {
    case "sum":
      return sumNumbers(numbers);
    case "mean":
      return sumNumbers(numbers) / numbers.length;
    case "min":
      return findMin(numbers);
    case "max":
      return findMax(numbers);
    case "median":
      return computeMedian(numbers);
    case "p95": // nearest rank: the smallest value that 95 % of the sample do not exceed
      return sortNumbers(numbers)[Math.ceil(numbers.length * 0.95) - 1];
    default:
      return undefined; // a newer copy of this package may know more operations
  }
}

function sumNumbers(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function findMin(numbers: readonly number[]): number {
  let min = Number.POSITIVE_INFINITY;
  for (const number of numbers) if (number < min) min = number;
  return min;
}

function findMax(numbers: readonly number[]): number {
  let max = Number.NEGATIVE_INFINITY;
  for (const number of numbers) if (number > max) max = number;
  return max;
}

/** Returns the middle of a sample, or the mean of its two middles. */
function computeMedian(numbers: readonly number[]): number {
  const order = sortNumbers(numbers);
  const middle = order.length >> 1;
  const upper = order[middle] ?? 0;
  return order.length % 2 === 1 ? upper : (order[middle - 1] ?? 0) / 2 + upper / 2;
}

function sortNumbers(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

/** Collects the finite numbers among a value's items. */
function collectNumbers(value: unknown, reader: ValueReader): number[] {
  const numbers: number[] = [];
  // The length of a Proxy may have any type and change between two reads, so it is read once.
  const length: unknown = isPlainList(value) ? value.length : undefined;
  if (isPlainList(value) && typeof length === "number" && length <= MAX_SHORT_LENGTH)
    for (let index = 0; index < length; index++) addNumber(numbers, value[index]);
  else for (const item of limitItems(listItems(value, reader), reader)) addNumber(numbers, item);
  return numbers;
}

function addNumber(numbers: number[], item: unknown): void {
  const content = typeof item === "number" ? item : unbox(item);
  const number = typeof content === "bigint" ? Number(content) : content;
  if (typeof number === "number" && Number.isFinite(number)) numbers.push(number);
}

function listItems(value: unknown, reader: ValueReader): Iterable<unknown> {
  if (Array.isArray(value) || value instanceof Set || isTypedArray(value)) return value;
  if (value instanceof Map) return value.values();
  const content = unbox(value);
  return typeof content === "object" && content !== null ? readValues(content, reader) : [content];
}

function* readValues(value: object, reader: ValueReader): Generator<unknown> {
  for (const [, item] of reader.readEntries(value)) yield item;
}

function keepFinite(number: number | undefined): number | undefined {
  if (number === undefined || !Number.isFinite(number)) return undefined;
  return number === 0 ? 0 : number; // -0 is 0 in JSON
}
