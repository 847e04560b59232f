/** Words that a program's author chose, such as names of operations and tools: bounded, and never a sentence or a path. */
import { guardText } from "../privacy/sanitizer/event-budget.js";

const SLUG_PATTERN = /^[a-z][a-z0-9_.:-]{0,63}$/i;

/** What stands for every word that is none of the expected ones. */
export const OTHER = "other";

/** The word itself where it is one and the guard finds nothing in it; else `other`. */
export function toSlug(word: unknown): string {
  return typeof word === "string" && SLUG_PATTERN.test(word) && guardText(word) === word ? word : OTHER;
}

/** The word where a closed set has it. */
export function toKnownWord(set: ReadonlySet<string>, word: unknown): string {
  return typeof word === "string" && set.has(word) ? word : OTHER;
}

/** More is no summary of what happened. */
const MAX_DETAILS = 32;
const KEY_PATTERN = /^[a-z][a-z0-9_]{0,39}$/i;
/** What may be said in words: under any other name a word may be a person's, a file's or a secret. */
const TEXT_KEYS = new Set(
  "operation status outcome type kind mode method phase stage source language model provider result reason level format version".split(
    " ",
  ),
);

/** By their names, which are the caller's. */
export type DetailMap = ReadonlyMap<string, number | boolean | string>;

/** Numbers, yes and no, and under a few names words; any other text is `other`, and what is no scalar is nothing. */
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

/** Numbers of cards and telephones are long, and the guard knows them by their digits. */
function isSafeNumber(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) < 1e12 && guardText(String(value)) === String(value);
}
