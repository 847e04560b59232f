/** The rule for text that nobody declared: it is sent only if it is empty, or one word that identifies nobody. */

import { BoundedCache, copyString } from "../../internal/bounded-cache.js";
import { isProgramId } from "../../redaction/program-ids.js";
import { redactPropertyText } from "../../redaction/redactor.js";
import { isOwnDigest } from "../digests/own-digests.js";
import { isIdentifiedByKey } from "./property-keys.js";

const MAX_WORD_LENGTH = 64;
/** A text has blanks, a path has slashes, code has brackets. A word has none of these; dates and UUIDs are words. */
const WORD = /^[A-Za-z0-9_$][A-Za-z0-9_.:+-]*$/;

/** A word meets each of these rules. The leak test leaves out one after the other, to see that it notices. */
export const WORD_RULES = {
  form: (text: string): boolean => text.length <= MAX_WORD_LENGTH && WORD.test(text),
  redaction: (text: string): boolean => redactPropertyText(text) === text,
};

/** PostHog's prefix for a flag's value is the only place where a key may contain a slash. */
const FLAG_PREFIX = "$feature/";

/** Events repeat the same words, and to redact one takes longer than to look it up. */
const MAX_CACHED = 1024;
const knownWords = new BoundedCache<boolean>(MAX_CACHED);

/** Returns what is known of a text without redacting it; undefined if it has to be redacted. */
export function recallIsWord(text: string): boolean | undefined {
  return text.length > MAX_WORD_LENGTH ? false : knownWords.get(text);
}

/**
 * Returns whether a text is a word: 1 to 64 ASCII characters without blanks, slashes, quotes or brackets, in which
 * redaction finds nothing. Redaction knows the login and the host names of this machine.
 */
export function isWord(text: string): boolean {
  const known = recallIsWord(text);
  if (known !== undefined) return known;
  if (!WORD_RULES.form(text)) return false;
  const isClean = WORD_RULES.redaction(text);
  knownWords.set(copyString(text), isClean);
  return isClean;
}

/** Stands for every name that may not be sent. */
export const OTHER = "other";

/** Returns a name that an integration was given, such as a tool's, if it is a word that could be sent undeclared. Otherwise `other`. */
export function toWordOrOther(name: unknown): string {
  return typeof name === "string" && isWord(name) ? name : OTHER;
}

/**
 * Returns whether a property key may be sent: it is a word, or a word behind `$feature/`.
 *
 * @example
 * isWordKey("index.files"); // true
 * isWordKey("/home/jane"); // false
 */
export function isWordKey(key: string): boolean {
  return isWord(key.startsWith(FLAG_PREFIX) ? key.slice(FLAG_PREFIX.length) : key);
}

/** Whether a text may be a key of the event. The leak test replaces entries. */
export const KEY_RULES = { property: isWordKey, distribution: isWord, groupType: isWordKey };

/**
 * Returns whether an undeclared text may be sent: it is empty, or a word that the key does not identify.
 * @param identifyingKey the nearest key that can identify the text, which is not the key of a map such as `languages`
 *
 * @example
 * isSendable("hybrid", "search_mode"); // true
 * isSendable("jane", "user"); // false
 */
export function isSendable(text: string, identifyingKey?: string): boolean {
  if (identifyingKey !== undefined && isIdentifiedByKey(text, identifyingKey)) return false;
  if (text === "" || isOwnDigest(text) || isWord(text)) return true;
  return identifyingKey !== undefined && isSendableProgramId(text, identifyingKey);
}

/**
 * Returns whether a text is an id or a digest of a program, as its key says. It looks random, so it is no word. The name of
 * this machine may have the same form and is not sent.
 */
export function isSendableProgramId(text: string, key: string): boolean {
  if (!isProgramId(key, text)) return false;
  const assignment = `id=${text}`;
  return redactPropertyText(assignment) === assignment;
}
