/** Decides which values under a sensitive key are sensitive. */
import { isUuid, NIL_UUID } from "../internal/ids.js";
import { createLazy } from "../internal/lazy-module.js";
import {
  getAuthenticationKinds,
  getFunctionWords,
  getMachineKinds,
  getOutcomes,
  getSharedAccounts,
  getSubjectNouns,
  getValidationWords,
} from "./ordinary-words.js";
import { isLikelyGenerated } from "./password-forms.js";
import { isPlaceholderValue, removeScheme, repeatsKey } from "./placeholder-values.js";
import { isPublicHost } from "./public-hosts.js";
import {
  classifyKey,
  type KeyKind,
  mayHoldGeneratedValue,
  namesPassword,
  namesSession,
} from "./sensitive-keys.js";

/** Returns the kind of a value that is sensitive because of its key, or undefined. */
export function classifyValueByKey(key: string, value: string | number): KeyKind | undefined {
  const kind = classifyKey(key);
  if (kind === undefined)
    return typeof value === "string" && mayHoldGeneratedValue(key) && isLikelyGenerated(value)
      ? "secret"
      : undefined;
  if (kind !== "secret" && typeof value === "number") return undefined; // a count of users, or a port
  return isOrdinaryValue(kind, key, String(value)) ? undefined : kind;
}

/** Returns true for a value that is known to be no secret, user or host, although its key may hold one. */
export function isOrdinaryValue(kind: KeyKind, key: string, value: string): boolean {
  if (isPlaceholderValue(value) || value === NIL_UUID || repeatsKey(key, value)) return true;
  if (isUuid(value)) return kind !== "secret" || namesSession(key);
  switch (kind) {
    case "host":
      return (
        isOrdinaryHost(value) ||
        getMachineKinds().has(value.toLowerCase()) ||
        isPublicHost(value) ||
        isPhrase(value, 0)
      );
    case "user":
      return (
        /^\d{1,6}$/.test(value) ||
        isPhrase(value, ACCOUNT | AUTHENTICATION) ||
        getSubjectNouns().has(value.toLowerCase().replace(/^__|__$/g, "")) || // PyPI's `__token__`
        isSharedAccount(value.replace(/^\d{1,6}\(/, "")) || // `uid=33(www-data)`
        /^(?:[*?]|%[ds])/.test(value) // the pattern of a key: `user:*:profile`
      );
    default:
      // A short number is a count in `secrets=12`, but it may be the secret in `password=1234`.
      // `pass: 12` counts tests.
      if (/^[\d.,]{1,5}\W?$/.test(value)) return !namesPassword(key) || /^pass$/i.test(key);
      if (!namesPassword(key) && ARTIFACT.test(value)) return true;
      if (SOURCE_FILE.test(value) || (/cookie\d?$/i.test(key) && COOKIE_ATTRIBUTES.test(value))) return true;
      return isPhrase(value, namesPassword(key) ? 0 : AUTHENTICATION) || isPhrase(removeScheme(value), 0);
  }
}

/** A version, perhaps after a packaging type of Maven: `1.2.0` or `jar:1.2.0` after the artifact `secrets`. */
const ARTIFACT =
  /^(?:(?:jar|war|ear|pom|aar|zip|bundle|test-jar):)?v?\d+(?:\.\d+){1,3}(?:[-.][A-Za-z]+[.\d]*)?$/;

/** A file in a folder, as after `PASS` in the output of Jest. */
const SOURCE_FILE =
  /^(?:[\w@.-]{1,40}\/){1,8}[\w.-]{1,64}\.(?:[cm]?[jt]sx?|vue|py|rb|go|rs|java|kt|php|cs|swift|c|cpp|h|exs?|dart|json|ya?ml|toml|txt|md)$/;

/** A cookie without a value, which has attributes only. */
const COOKIE_ATTRIBUTES =
  /^(?:(?:;\s?)?(?:(?:path|domain|expires|max-age|samesite|priority)=[^;]*|httponly|secure|partitioned|[\w-]{1,64}=(?:"")?)(?:$|(?=;)))+$/i;

/** Returns true for the name of an account that every system of a kind has, such as `postgres`. */
export function isSharedAccount(name: string): boolean {
  return getSharedAccounts().has(name.toLowerCase());
}

/** The bit of a word that says something about the value, such as `invalid`. The bits after it are of other groups of words. */
const STATEMENT = 1;
const AUTHENTICATION = 2;
const ACCOUNT = 4;
/** A word that may be beside a statement. */
const NEUTRAL = 8;

/** The bits of all listed words, so that each word of a value is looked up once and not in each list. */
const getWordBits = createLazy(() => {
  const lists = [
    [STATEMENT, getOutcomes()],
    [STATEMENT, getValidationWords()],
    [AUTHENTICATION, getAuthenticationKinds()],
    [ACCOUNT, getSharedAccounts()],
    [NEUTRAL, getFunctionWords()],
    [NEUTRAL, getSubjectNouns()],
  ] as const;
  const bitsByWord = new Map<string, number>();
  for (const [bits, words] of lists)
    for (const word of words) bitsByWord.set(word, (bitsByWord.get(word) ?? 0) | bits);
  return bitsByWord;
});

/** Returns true for a host without a digit, a dot or a dash, such as `localhost`, for a port and for a number. */
function isOrdinaryHost(value: string): boolean {
  return !/[\d.-]/.test(value) || /^(?:[a-z_]+=.*|[\d.]{1,4}|0x[\da-f]+|[a-z]+\/\d[\w.]*)$/i.test(value);
}

/** A longer text is a sentence or a secret, which its first words tell. */
const MAX_PHRASE_LENGTH = 160;
const MAX_PHRASE_WORDS = 8;

/**
 * Returns true if the value is not one, but a word or a sentence about it: `required`, `too_short`, `must not be empty`.
 * More than half of its first words are listed, and one of them says something about the value.
 *
 * @param furtherBits of the words that say something about this kind of value
 */
function isPhrase(value: string, furtherBits: number): boolean {
  if (!/[a-z]/i.test(value)) return false;
  const words = splitPhrase(value);
  let listed = 0;
  let isStatement = false;
  for (const [index, word] of words.entries()) {
    const bits = getWordBits().get(word) ?? 0;
    const states = (bits & (STATEMENT | furtherBits)) !== 0;
    if (states || (bits & NEUTRAL) !== 0) listed++;
    isStatement ||=
      states || (index === 0 ? ARTICLES.has(word) : word === "not" && words[index - 1] === "do");
  }
  // A password may consist of joined words, too: `NotMyDog`.
  const needsAll = words.length < 3 || (furtherBits === 0 && /^[A-Za-z]+\W?$/.test(value));
  return isStatement && (needsAll ? listed === words.length : 2 * listed > words.length);
}

/** A sentence that begins with one of these describes the value. */
const ARTICLES = new Set(["the", "a", "an", "is", "not", "your", "too"]);

/** Returns the first words of a phrase in lower case. Numbers and dashes between words do not count. */
function splitPhrase(value: string): string[] {
  if (/^[A-Za-z][a-z\d]*$/.test(value)) return [value.toLowerCase()]; // most values are one word
  const isCompound = !/\s/.test(value);
  const spaced = isCompound
    ? value.replace(/(?<=[a-z])(?=[A-Z])|[_\-.:/+|,]+/g, " ")
    : value.slice(0, MAX_PHRASE_LENGTH).replace(/[.,:;!?"'`()]+(?=\s|$)|(?<=\s)["'`(]+/g, "");
  const words: string[] = [];
  for (const part of spaced.trim().split(/\s+/)) {
    if (words.length === MAX_PHRASE_WORDS) break;
    if (words.length > 0 && /^(?:\d{1,3}|[-\u2013\u2014&+/])$/.test(part)) continue;
    words.push(part.toLowerCase());
  }
  return words;
}
