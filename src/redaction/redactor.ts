/** Redacts the texts of events: replaces identifying information by placeholders such as `[email]`. */
import { isUuid } from "../internal/ids.js";
import { isCommonBigram } from "./bigrams.js";
import { getOwnNames } from "./detectors/own-names.js";
import { loadDetectors } from "./identifiable-info.js";

/** Redacts the first `maxLength` characters. A match that begins in them is replaced as a whole. */
export function redactFreeText(text: string, maxLength = text.length): string {
  return loadDetectors().redactMatches(text, { guessNames: true }, maxLength);
}

/**
 * Redacts a property's key or value as `redactFreeText` does, but without guessing names of people and companies.
 *
 * @param maxLength Only so many characters are redacted and returned. @default the length of the text
 *
 * @example
 * redactPropertyText("cannot open /srv/app"); // "cannot open [path]"
 */
export function redactPropertyText(text: string, maxLength = text.length): string {
  return isSafeProperty(text) ? text : loadDetectors().redactMatches(text, { guessNames: false }, maxLength);
}

/** Returns whether a text needs no scan: it is an ordinary word or a UUID, as most texts of an event are. */
function isSafeProperty(text: string): boolean {
  return isOrdinaryWord(text) ? !getOwnNames().some(({ name }) => name === text.toLowerCase()) : isUuid(text);
}

/**
 * Returns whether a text is a word in which no detector finds anything, unless it is a name of this machine. A test compares
 * it with the detectors. Up to nine letters are no token, but for the beginning of a JSON Web Token: random letters count as
 * a token from ten on. All other matches contain a digit, a blank or punctuation.
 */
export function isOrdinaryWord(text: string): boolean {
  return SHORT_WORD.test(text) || (LOWER_CASE_WORD.test(text) && countRareBigrams(text) < MIN_RARE_BIGRAMS);
}

const SHORT_WORD = /^(?!eyJ)[A-Za-z_]{0,9}$/;
/**
 * Of vendors' tokens, those with so few letters and without digits have more rare bigrams than a word, as `xsmtpsib` has, or
 * begin like Stripe's `sk_live_`.
 */
const LOWER_CASE_WORD = /^(?![a-z]{2}_(?:live|test|prod)_)[a-z_]{10,18}$/;
const MIN_RARE_BIGRAMS = 4;

function countRareBigrams(word: string): number {
  let count = 0;
  for (let index = 1; index < word.length; index++) {
    const isJoint = word.charAt(index) === "_" || word.charAt(index - 1) === "_";
    if (!isJoint && !isCommonBigram(word.charCodeAt(index - 1), word.charCodeAt(index))) count++;
  }
  return count;
}
