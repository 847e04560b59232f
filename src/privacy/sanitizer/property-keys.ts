/** Tells which keys an event never has, and which keys say that their value is a secret or names a person. */

import { BoundedCache, copyString } from "../../internal/bounded-cache.js";
import { classifyKey } from "../../redaction/sensitive-keys.js";
import { classifyValueByKey } from "../../redaction/sensitive-values.js";

/** JavaScript gives these names a meaning on every object. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const MIN_UNSAFE_LENGTH = 9;

export function isUnsafeKey(key: string): boolean {
  return key.length >= MIN_UNSAFE_LENGTH && UNSAFE_KEYS.has(key);
}

/** Returns whether a value under such a key is a secret or a name, and not a count, a state or a UUID. */
export function isNamedByKey(value: string | number, key: string): boolean {
  return NAMED_BY_KEY.secret(value, key) || NAMED_BY_KEY.person(value, key);
}

/** Which keys name their values. */
export const NAMED_BY_KEY = {
  secret: (value: string | number, key: string): boolean => classifyValueByKey(key, value) !== undefined,
  person: (value: string | number, key: string): boolean =>
    typeof value === "string" && value !== "" && isPersonKey(key),
};

/** Returns whether a key says that the value under it is a secret, a machine, an account or a person. */
export function isTellingKey(key: string): boolean {
  return isSecretKey(key) || isPersonKey(key);
}

/** Returns whether a key says that the value under it is a secret, an account or a machine. */
export function isSecretKey(key: string): boolean {
  return classifyKey(key) !== undefined;
}

/** Keys of people's names and addresses; those of accounts and hosts are known to redaction. */
const PERSON_KEY =
  /(?:author|committer|assignee|reviewer|maintainer|contributor|employee|customer|patient|recipient|surname|nickname|e-?mail|(?:first|last|full|real|family|given|maiden|display)[_.-]?name)s?$/i;
const MAX_CACHED_KEYS = 1024;
const personKeys = new BoundedCache<boolean>(MAX_CACHED_KEYS);

/** Returns whether a key says that the value under it is a person's name or address. */
export function isPersonKey(key: string): boolean {
  const known = personKeys.get(key);
  if (known !== undefined) return known;
  const isPerson = PERSON_KEY.test(key);
  personKeys.set(copyString(key), isPerson);
  return isPerson;
}
