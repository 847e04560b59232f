/** The rule for text that nobody declared: it is sent only if it is empty or one word that identifies nobody. */

import { BoundedCache, copyString } from "../../internal/bounded-cache.js";
import { redactPropertyText } from "../../redaction/redactor.js";
import { classifyKey } from "../../redaction/sensitive-keys.js";
import { classifyValueByKey } from "../../redaction/sensitive-values.js";
import { isOwnDigest } from "../digests/keyed-digest.js";

/** A text has blanks, a path has slashes, code has brackets. A word has none of these; dates and UUIDs are words. */
const WORD = /^[A-Za-z0-9_$][A-Za-z0-9_.:+-]{0,63}$/;

/** PostHog's prefix for a flag's value is the only place where a key may contain a slash. */
const FLAG_PREFIX = "$feature/";

/** An event consists of the same words over and over, and to redact one takes longer than to look it up. */
const MAX_REMEMBERED = 1024;
const knownWords = new BoundedCache<boolean>(MAX_REMEMBERED);

/**
 * Returns whether a text is a word: 1 to 64 ASCII characters without blanks, slashes, quotes or brackets, in which
 * redaction finds nothing. Redaction knows the login and the host names of this machine.
 */
export function isWord(text: string): boolean {
  if (!WORD.test(text)) return false;
  const known = knownWords.get(text);
  if (known !== undefined) return known;
  const isClean = redactPropertyText(text) === text;
  knownWords.set(copyString(text), isClean);
  return isClean;
}

/** Returns whether a property key may be sent: it is a word, or a word behind `$feature/`. */
export function isWordKey(key: string): boolean {
  return isWord(key.startsWith(FLAG_PREFIX) ? key.slice(FLAG_PREFIX.length) : key);
}

/**
 * Returns whether an undeclared text may be sent.
 * @param under the nearest key above the text that names a secret or a person, if there is one
 */
export function isSendable(text: string, under: string | undefined): boolean {
  if (under !== undefined && isNamed(text, under)) return false;
  return text === "" || isOwnDigest(text) || isWord(text);
}

/** Returns whether a key says that the value under it is a secret, a machine's name, or a person. */
export function namesSecretOrPerson(key: string): boolean {
  return classifyKey(key) !== undefined || isPersonKey(key);
}

/** Returns whether a value under such a key is a secret or a name, and not a count, a state or a UUID. */
export function isNamed(value: string | number, key: string): boolean {
  if (classifyValueByKey(key, value) !== undefined) return true;
  return typeof value === "string" && value !== "" && isPersonKey(key);
}

/** Keys of people's names and addresses; those of accounts and hosts are known to redaction. */
const PERSON_KEY =
  /(?:author|committer|assignee|reviewer|maintainer|contributor|employee|customer|patient|recipient|surname|nickname|e-?mail|(?:first|last|full|real|family|given|maiden|display)[_.-]?name)s?$/i;
const personKeys = new BoundedCache<boolean>(MAX_REMEMBERED);

function isPersonKey(key: string): boolean {
  const known = personKeys.get(key);
  if (known !== undefined) return known;
  const isPerson = PERSON_KEY.test(key);
  personKeys.set(copyString(key), isPerson);
  return isPerson;
}
