/** Decides which keys (names of properties, settings, headers and flags) hold a secret, a user or a host. */
import { copyString } from "../internal/bounded-cache.js";
import { createLazy } from "../internal/lazy-module.js";
import {
  BUNDLER_DOMAINS,
  HOST_NOUNS,
  HOST_PHRASES,
  HOST_SUFFIXES,
  KEY_NOUNS,
  listLastWords,
  MODEL_TOKEN_MODIFIERS,
  PLAIN_KEY_MODIFIERS,
  SECRET_KEY_MODIFIERS,
  SECRET_NOUNS,
  SECRET_PHRASES,
  SECRET_SUFFIXES,
  TRAILING_WORDS,
  USER_NOUNS,
  USER_PHRASES,
  USER_SUFFIXES,
} from "./key-words.js";
import type { IdentifiableKind } from "./match.js";
import type { ScannedText } from "./scanned-text.js";

/** Longer texts are not tested as keys. */
export const MAX_KEY_LENGTH = 64;

export type KeyKind = Extract<IdentifiableKind, "secret" | "user" | "host">;

/** Results by key, because logs repeat a few keys very often. */
const cachedKinds = new Map<string, KeyKind | undefined>();
const MAX_CACHED_KEYS = 512;

/** Returns the kind of the values of a key, or undefined for an ordinary key. */
export function classifyKey(key: string): KeyKind | undefined {
  if (!mayBeSensitiveKey(key, findLastWordEnd(key))) return undefined;
  let kind = cachedKinds.get(key);
  if (kind === undefined && !cachedKinds.has(key)) {
    if (cachedKinds.size >= MAX_CACHED_KEYS) cachedKinds.clear();
    kind = classifyUncachedKey(key);
    cachedKinds.set(copyString(key), kind);
  }
  return kind;
}

const SEPARATOR = /[_.\-\s[\]:]/;

/** Excludes the separators at the end of `user[password]`, `PASSWORD_` and `Password:`. */
function findLastWordEnd(key: string): number {
  let end = key.length;
  while (end > 0 && SEPARATOR.test(key.charAt(end - 1))) end--;
  return end;
}

/**
 * Returns false only if no key that ends at this offset can be sensitive. It looks at the last two characters only, which
 * excludes most keys before a substring is created. A key may also end with a digit (`password2`) or with a letter that is
 * not ASCII.
 */
export function mayBeSensitiveKey(text: Pick<ScannedText, "charCodeAt">, end: number): boolean {
  // `| 32` makes letters lower case and leaves digits as they are.
  const last = text.charCodeAt(end - 1) | 32;
  const beforeLast = text.charCodeAt(end - 2) | 32;
  const isDigit = last >= 48 && last <= 57;
  return isDigit || last >= 128 || beforeLast >= 128 || getLastLetterPairs()[beforeLast * 128 + last] === 1;
}

/** The last two letters of all sensitive keys: 1 at `first * 128 + second`. */
const getLastLetterPairs = createLazy(() => {
  const pairs = new Uint8Array(128 * 128);
  for (const word of listLastWords()) {
    const last = word.charCodeAt(word.length - 1);
    const beforeLast = word.charCodeAt(word.length - 2);
    if (last < 128 && beforeLast < 128) pairs[beforeLast * 128 + last] = 1;
  }
  return pairs;
});

/**
 * Creates a pattern for lower-case words, separated by blanks, that end with a phrase. It begins with `$` and looks back,
 * because a pattern that looks forward from each blank takes quadratic time.
 */
function createPhrasePattern(phrases: readonly string[]): RegExp {
  return new RegExp(`$(?<=(?:^| )(?:${phrases.join("|")}))`);
}

/** Creates a pattern for words that end with these letters, which may be within a word. */
function createSuffixPattern(suffixes: readonly string[]): RegExp {
  return new RegExp(`(?:${suffixes.join("|")})$`);
}

const SECRET_PHRASE = createPhrasePattern(SECRET_PHRASES);
const SECRET_KEY = createPhrasePattern([`(?:${SECRET_KEY_MODIFIERS.join("|")}) (?:${KEY_NOUNS.join("|")})`]);
const PLAIN_KEY = createPhrasePattern([`(?:${PLAIN_KEY_MODIFIERS.join("|")}) key`]);
const MODEL_TOKEN = createPhrasePattern([`(?:${MODEL_TOKEN_MODIFIERS.join("|")}) tokens?`]);
/** Bundler reads the credentials of `gems.example.com` from the variable `BUNDLE_GEMS__EXAMPLE__COM`. */
const BUNDLER_CREDENTIALS = createPhrasePattern([`bundle .+ (?:${BUNDLER_DOMAINS.join("|")})`]);
const SECRET_SUFFIX = createSuffixPattern(SECRET_SUFFIXES);
const USER_SUFFIX = createSuffixPattern([...USER_SUFFIXES, ...USER_PHRASES]);
const HOST_SUFFIX = createSuffixPattern([...HOST_SUFFIXES, ...HOST_PHRASES]);
/** Group 1 is a number after a noun (`password2`, `password_2`), or words such as `confirmation`. Looks back, as above. */
const TRAILING_PATTERN = new RegExp(
  `$(?<=((?:(?<=[a-z]{3})[1-9]\\d?| (?:[1-9]\\d?|${TRAILING_WORDS.join("|")}))+))`,
);

function classifyUncachedKey(key: string): KeyKind | undefined {
  const allWords = splitWords(selectLastWords(key));
  const trailingWords = TRAILING_PATTERN.exec(allWords)?.[1] ?? "";
  const words = allWords.slice(0, allWords.length - trailingWords.length);
  const noun = words.slice(words.lastIndexOf(" ") + 1);
  if (MODEL_TOKEN.test(words)) return undefined;
  if (
    SECRET_NOUNS.has(noun) ||
    [SECRET_SUFFIX, SECRET_PHRASE, SECRET_KEY, BUNDLER_CREDENTIALS].some((pattern) => pattern.test(words))
  )
    return "secret";
  if (isVendorKey(key, words)) return "secret";
  if (USER_NOUNS.has(noun) || USER_SUFFIX.test(words)) return "user";
  return HOST_NOUNS.has(noun) || HOST_SUFFIX.test(words) ? "host" : undefined;
}

/** Returns true for `SOME_VENDOR_KEY`, but not for `KEY` and `PRIMARY_KEY`. */
function isVendorKey(key: string, words: string): boolean {
  return words.endsWith(" key") && /^[A-Z][A-Z0-9_]*$/.test(key) && !PLAIN_KEY.test(words);
}

/** Nouns at the end of a run of letters, in scripts without spaces. */
const NON_ASCII_NOUN_AT_END =
  /(?:密码|密碼|口令|密钥|令牌|パスワード|暗証番号|秘密鍵|비밀번호|암호|토큰|用户名?|ユーザー名?)$/;

/** All up to the last letter of another script before an ASCII word. Latin letters with accents are within a word: `lösenord`. */
const BEFORE_ASCII_WORD = /^.*[^\0-\u036f\u1e00-\u1eff](?=[A-Za-z])/s;

/**
 * Removes the words of a sentence before a key, which scripts without spaces do not separate from it. It returns `密码` for
 * `请输入密码`, and `token` for `我的token`. A key in ASCII is unchanged.
 */
function selectLastWords(key: string): string {
  if (!/[^\0-\x7f]/.test(key)) return key;
  return NON_ASCII_NOUN_AT_END.exec(key)?.[0] ?? key.replace(BEFORE_ASCII_WORD, "");
}

/** Splits `dbPassword`, `DB_PASSWORD`, `X-Api-Key` and `spring.datasource.password` into lower-case words. */
function splitWords(key: string): string {
  return key
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.\-\s[\]:]+/g, " ")
    .trim()
    .toLowerCase();
}
