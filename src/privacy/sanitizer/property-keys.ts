/** Tells which keys an event never has, and which keys say that their value is sensitive or a person's. */

import { BoundedCache, copyString } from "../../internal/bounded-cache.js";
import { classifyNamedValue } from "../../redaction/named-values.js";
import { classifyKey, endsWithOneOf } from "../../redaction/sensitive-keys.js";

/** JavaScript gives these names a meaning on every object. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const MIN_UNSAFE_LENGTH = 9;

/**
 * Returns whether a key is one that no event has, because JavaScript gives it a meaning.
 *
 * @example
 * isUnsafeKey("__proto__"); // true
 */
export function isUnsafeKey(key: string): boolean {
  return key.length >= MIN_UNSAFE_LENGTH && UNSAFE_KEYS.has(key);
}

/**
 * Returns whether a key identifies its value as a secret or a name. Counts, states and UUIDs are neither.
 *
 * @example
 * isIdentifiedByKey(1234, "pin"); // true
 * isIdentifiedByKey(1234, "files"); // false
 */
export function isIdentifiedByKey(value: string | number, key: string): boolean {
  return IDENTIFIED_BY_KEY.sensitive(value, key) || IDENTIFIED_BY_KEY.person(value, key);
}

/** The two ways in which a key identifies its value. The leak test leaves out entries. */
export const IDENTIFIED_BY_KEY = {
  sensitive: (value: string | number, key: string): boolean => classifyNamedValue(key, value) !== undefined,
  person: (value: string | number, key: string): boolean =>
    typeof value === "string" && value !== "" && isPersonKey(key),
};

/** Returns whether the value under a key may be sensitive, or a person's name or address. */
export function isSensitiveOrPersonKey(key: string): boolean {
  return isSensitiveKey(key) || isPersonKey(key);
}

/** Returns whether a key is one of secrets, accounts or machines, whose values redaction removes from texts, too. */
export function isSensitiveKey(key: string): boolean {
  return classifyKey(key) !== undefined;
}

/** The ends of keys of people's names and addresses. Those of accounts and hosts are sensitive keys. */
const PERSON_WORDS =
  "author committer assignee reviewer maintainer contributor employee customer patient recipient surname nickname email e-mail".split(
    " ",
  );
const PERSON_NAME = /(?:first|last|full|real|family|given|maiden|display)[_.-]?name$/;
const MAX_CACHED_KEYS = 1024;
const personKeys = new BoundedCache<boolean>(MAX_CACHED_KEYS);

/** Returns whether a key says that the value under it is a person's name or address. */
export function isPersonKey(key: string): boolean {
  const known = personKeys.get(key);
  if (known !== undefined) return known;
  const isPerson = endsWithPerson(key);
  personKeys.set(copyString(key), isPerson);
  return isPerson;
}

function endsWithPerson(key: string): boolean {
  const name = key.toLowerCase();
  const singular = name.endsWith("s") ? name.slice(0, -1) : name;
  if (singular.endsWith("name") && PERSON_NAME.test(singular)) return true;
  return endsWithOneOf(singular, PERSON_WORDS);
}
