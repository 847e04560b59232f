/** Restricts texts to words that a program's author chose, such as names of operations. Sentences and paths become `other`. */
import { guardText } from "../privacy/sanitizer/event-budget.js";

const SLUG_PATTERN = /^[a-z][a-z0-9_.:-]{0,63}$/i;

/** Replaces every text that is not one of the expected words. */
export const OTHER = "other";

/** Returns the word if it is one and redaction finds nothing in it, and else `other`. */
export function toSlug(word: unknown): string {
  return typeof word === "string" && SLUG_PATTERN.test(word) && guardText(word) === word ? word : OTHER;
}

/** Returns the word if the set has it, and else `other`. */
export function toKnownWord(set: ReadonlySet<string>, word: unknown): string {
  return typeof word === "string" && set.has(word) ? word : OTHER;
}

/** A summary has fewer entries. */
const MAX_DETAILS = 32;
const KEY_PATTERN = /^[a-z][a-z0-9_]{0,39}$/i;
/** Keys whose texts are sent. Under any other key a word may be the name of a person or a file, or a secret. */
const TEXT_KEYS = new Set(
  "operation status outcome type kind mode method phase stage source language model provider result reason level format version".split(
    " ",
  ),
);

/** Values by the caller's keys. */
export type DetailMap = ReadonlyMap<string, number | boolean | string>;

/** Keeps numbers, booleans, and under `TEXT_KEYS` words. Other texts become `other`; all other values are removed. */
export function toDetails(given: unknown): DetailMap {
  const details = new Map<string, number | boolean | string>();
  for (const [key, value] of Object.entries(Object(given)).slice(0, MAX_DETAILS)) {
    const name = KEY_PATTERN.test(key) && guardText(key) === key ? key : OTHER;
    if (typeof value === "string") details.set(name, TEXT_KEYS.has(name) ? toSlug(value) : OTHER);
    else if (typeof value === "boolean") details.set(name, value);
    else if (typeof value === "number" && isSafeNumber(value)) details.set(name, value);
  }
  return details;
}

/** Excludes numbers that redaction takes for a payment card or a telephone. */
function isSafeNumber(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) < 1e12 && guardText(String(value)) === String(value);
}
