/** Finds identifying information in a text and replaces it by placeholders such as `[email]`. */
import { isUuid } from "../internal/ids.js";
import { LazyModule } from "../internal/lazy-module.js";
import { getOwnNames } from "./detectors/own-names.js";
import { type Identifiable, replaceMatches } from "./match.js";

/** The detectors. They are loaded with the first text that may contain a match, because most events have none. */
export const detectorsModule = new LazyModule<typeof import("./find-matches.js")>("detectors");

/**
 * Finds e-mail addresses, secrets, paths, hosts, names of people and the like in a free text.
 *
 * Returns the matches in their order in the text. Overlapping matches are merged; the first one's kind is kept.
 *
 * @example
 * findIdentifiableInfo("mail jane@example.com"); // [{ kind: "email", start: 5, end: 21 }]
 */
export function findIdentifiableInfo(text: string): Identifiable[] {
  return typeof text === "string" ? detectorsModule.load().findMatches(text, { guessNames: true }) : [];
}

/**
 * Replaces identifying information in a free text by `[kind]`, including likely names of people and companies. Redacting
 * the result again does not change it.
 *
 * @example
 * redactIdentifiableInfo("Jane Doe cannot open /srv/app"); // "[person] cannot open [path]"
 */
export function redactIdentifiableInfo(text: string): string {
  return typeof text === "string" ? redactFreeText(text) : "";
}

/** Redacts the first `maxLength` characters. A match that begins in them is replaced as a whole. */
export function redactFreeText(text: string, maxLength = text.length): string {
  return replaceMatches(text, detectorsModule.load().findMatches(text, { guessNames: true }), maxLength);
}

/** Redacts a property's key or value as `redactFreeText` does, but without guessing names of people and companies. */
export function redactPropertyText(text: string, maxLength = text.length): string {
  return isSafeProperty(text)
    ? text
    : replaceMatches(text, detectorsModule.load().findMatches(text, { guessNames: false }), maxLength);
}

/** Returns whether a text needs no scan: it is a short word or a UUID, as most texts of an event are. */
function isSafeProperty(text: string): boolean {
  return SHORT_WORD.test(text)
    ? !getOwnNames().some(({ name }) => name === text.toLowerCase())
    : isUuid(text);
}

/**
 * A word of up to nine letters can only be sensitive if it is the login or host name of this machine. Tokens that consist
 * of letters are longer, and all other matches contain a digit, a blank or punctuation. The only exception is the beginning
 * of a JSON Web Token (`eyJhbGciO`), whose first nine letters encode no more than `{"alg"`.
 */
const SHORT_WORD = /^[A-Za-z_]{0,9}$/;
