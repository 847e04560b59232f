/** Words that a program's author chose, such as names of operations and tools: bounded, and never a sentence or a path. */
import { guardText } from "../privacy/guard.js";

const SLUG = /^[a-z][a-z0-9_.:-]{0,63}$/i;

/** What stands for every word that is none of the expected ones. */
export const OTHER = "other";

/** The word itself where it is one and the guard finds nothing in it; else `other`. */
export function slugOf(word: unknown): string {
  return typeof word === "string" && SLUG.test(word) && guardText(word) === word ? word : OTHER;
}

/** The word where a closed set has it. */
export function oneOf(set: ReadonlySet<string>, word: unknown): string {
  return typeof word === "string" && set.has(word) ? word : OTHER;
}

/** More is no summary of what happened. */
const MOST_DETAILS = 32;

/** By their names, which are the caller's. */
export type Details = ReadonlyMap<string, number | boolean | string>;

/** Numbers, yes and no, and words, each under a word; anything else of a value is `other`, or nothing where it is no scalar. */
export function detailsOf(given: unknown): Details {
  const details = new Map<string, number | boolean | string>();
  for (const [key, value] of Object.entries(Object(given)).slice(0, MOST_DETAILS)) {
    const name = slugOf(key);
    if (typeof value === "string") details.set(name, slugOf(value));
    else if (typeof value === "boolean" || Number.isFinite(value))
      details.set(name, value as boolean | number); // the second says so
  }
  return details;
}
