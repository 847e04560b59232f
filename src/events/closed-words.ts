/** Replaces texts that an event does not expect by the word `other`. */
import { isWord } from "../privacy/sanitizer/undeclared-text.js";

/** Stands for every text that is not one of the expected words. */
export const OTHER = "other";

/** Returns the text if it is a word that could be sent undeclared, and `other` if not. */
export function toWordOrOther(text: unknown): string {
  return typeof text === "string" && isWord(text) ? text : OTHER;
}

/** Returns the text if a closed set has it, and `other` if not. */
export function toMemberOrOther(set: ReadonlySet<string>, text: unknown): string {
  return typeof text === "string" && set.has(text) ? text : OTHER;
}
