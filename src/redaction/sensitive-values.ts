/** Decides which values under a sensitive key are sensitive. */
import { isUuid, NIL_UUID } from "../internal/ids.js";
import { createLazy } from "../internal/lazy-module.js";
import { isPublicHost } from "./detectors/public-hosts.js";
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
  if (isPlaceholderValue(value) || value === NIL_UUID) return true;
  if (isUuid(value)) return kind !== "secret" || namesSession(key);
  switch (kind) {
    case "host":
      return (
        isOrdinaryHost(value) ||
        getMachineKinds().has(value.toLowerCase()) ||
        isPublicHost(value.toLowerCase()) ||
        isPhrase(value, 0)
      );
    case "user":
      return (
        /^\d{1,6}$/.test(value) ||
        isPhrase(value, ACCOUNT | AUTHENTICATION) ||
        getSubjectNouns().has(value.toLowerCase())
      );
    default:
      // A short number is a count in `secrets=12`, but it may be the secret in `password=1234`.
      // `pass: 12` counts tests.
      if (/^[\d.,]{1,5}\W?$/.test(value)) return !namesPassword(key) || /^pass$/i.test(key);
      return isPhrase(value, namesPassword(key) ? 0 : AUTHENTICATION);
  }
}

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

/** Returns true for masks, calls and templates that stand in the place of a value. */
export function isPlaceholderValue(value: string): boolean {
  const text = value.endsWith(";") || value.endsWith(",") ? value.slice(0, -1) : value;
  return text === "" || (!isWord(text) && (MASK.test(text) || TEMPLATE.test(text) || CALL.test(text)));
}

/** Returns true for most values: a letter and others, without the dot or the parenthesis of a reference. An `x` may be a mask. */
function isWord(text: string): boolean {
  const first = text.charCodeAt(0) | 32; // makes letters lower case
  const isLetter = first >= 97 && first <= 122 && first !== SMALL_X;
  return isLetter && text.length > 1 && !text.includes(".") && !text.includes("(");
}

const SMALL_X = 120;

/** Asterisks and the like, an ellipsis, or the quotation mark before a placeholder. */
const MASK = /^(?:["'`\\]+|[A-Za-z]|[*\u2022.\u2026_-]+|x{3,}|X{3,}|\[[A-Za-z][A-Za-z -]{1,16}\]|[<>|&]+)$/;

/** `z.string().min(8)` */
const CALL = /^[a-z]\w*(?:\.[a-z]\w+)*\.[a-z]+\(/;

/**
 * References to a value that is elsewhere: `process.env.X`, `config.get(…)`, `${DB_PASSWORD}`, `{{ password }}`, `$PASS`,
 * `%PASSWORD%`, `<your-token>`, `%s`. An identifier has no digits within letters, as a generated value has.
 */
const TEMPLATE =
  /^(?:[a-z]{2,}\w*(?:\.[a-z_]\w+)*\.[a-z]\w+(?:\(|\[["'a-z]).*|[a-z_]{3,}\((?:["'`)].*|[a-z_.]*\)?)?|(?:process|os|import|self|this|req|res|args|config|options|settings|env|var|local|data|module|params|props|ctx)(?:\??\.[a-zA-Z_]+)+|\$?\{\{?-?\s*[A-Za-z_][A-Za-z_.|\s()'":/?-]*\d?\s*\}?\}[;,]?|\{\d?\}|\$\(?[A-Z_]+\d?\)?|\$\(?[a-z_]+\d?\)?|%[A-Z_]+%|<\/?[a-z][a-z _-]*>?|<%.*|%[sdvr@])$/i;
