/** Decides which keys (names of properties, settings, headers and flags) hold a secret, a user or a host. */
import { copyString } from "../internal/bounded-cache.js";
import {
  BUNDLER_DOMAINS,
  HOST_NOUNS,
  HOST_PHRASES,
  HOST_SUFFIXES,
  KEY_NOUNS,
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
import { isAsciiLetter, mayBeSensitiveKey } from "./last-letters.js";
import type { IdentifiableKind } from "./match.js";

/** Longer texts are not tested as keys. */
export const MAX_KEY_LENGTH = 64;

export type KeyKind = Extract<IdentifiableKind, "secret" | "user" | "host">;

/** A key ending in `key` that is not known to be a secret. Its values are secrets if they look generated. */
type KeyClass = KeyKind | "unknown-key";

/** Results by key, because logs repeat a few keys very often. */
const cachedClasses = new Map<string, KeyClass | undefined>();
const MAX_CACHED_KEYS = 2048;

/** Returns the kind of the values of a key, or undefined for an ordinary key. */
export function classifyKey(key: string): KeyKind | undefined {
  const keyClass = recallClass(key);
  return keyClass === "unknown-key" ? undefined : keyClass;
}

/** Returns true for `convertkit_key`: its values are secrets if they look generated, while `sort_key` is an ordinary key. */
export function mayHoldGeneratedValue(key: string): boolean {
  return recallClass(key) === "unknown-key";
}

/** Returns true for a key whose values people choose or type: a password, a passphrase or a PIN. */
export function namesPassword(key: string): boolean {
  return PASSWORD_KEY.test(key);
}

const PASSWORD_KEY =
  /pass(?!port|ive|ed|es|kort)|pwd|\bpw\b|[_-]pw|pin\b|\bpin|senha|clave|kennwort|contrase|wachtwoord|lösenord|losenord|has[łl]o|heslo|jelsz|[şs]ifre|парол|密[码碼]|口令|パスワード|暗証|비밀번호|암호|requirepass|masterauth|bindpw|mdp|mnemonic|phrase|answer|maiden|content$|cv[vc]|code|ssn|contrasenya|pasahitza|nenosiri|lykilor|лозинка|पासवर्ड|পাসওয়ার্ড|khẩu|khau|sandi|puk|confidentiel|סודי|adgangskode|kodeord|salasana|parola/i;

/** Returns true for the id of a session, which may be a UUID in any log. */
export function namesSession(key: string): boolean {
  return /sess|sid$/i.test(key);
}

function recallClass(key: string): KeyClass | undefined {
  if (!mayBeSensitiveKey(key, findLastWordEnd(key))) return undefined;
  let keyClass = cachedClasses.get(key);
  if (keyClass === undefined && !cachedClasses.has(key)) {
    if (cachedClasses.size >= MAX_CACHED_KEYS) cachedClasses.clear();
    keyClass = classifyUncachedKey(key);
    cachedClasses.set(copyString(key), keyClass);
  }
  return keyClass;
}

const SEPARATOR = /[_.\-\s[\]:]/;

/** Excludes the separators at the end of `user[password]`, `PASSWORD_` and `Password:`. Most keys end with a letter. */
function findLastWordEnd(key: string): number {
  let end = key.length;
  while (end > 0 && !isAsciiLetter(key.charCodeAt(end - 1)) && SEPARATOR.test(key.charAt(end - 1))) end--;
  return end;
}

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
const PLAIN_KEY = createPhrasePattern([`(?:${PLAIN_KEY_MODIFIERS.join("|")}) keys?`]);
const MODEL_TOKEN = createPhrasePattern([`(?:${MODEL_TOKEN_MODIFIERS.join("|")}) tokens?`]);
/** Bundler reads the credentials of `gems.example.com` from the variable `BUNDLE_GEMS__EXAMPLE__COM`. */
const BUNDLER_CREDENTIALS = createPhrasePattern([`bundle .+ (?:${BUNDLER_DOMAINS.join("|")})`]);
const SECRET_SUFFIX = createSuffixPattern(SECRET_SUFFIXES);
/** `SSHPASS` and `smtppass`, but not `bypass`. */
const PASS_SUFFIX =
  /[a-z]{2}(?<!^(?:\w* )?(?:by|com|tres|over|under|sur|en|multi|single|double|render|post|pre|low|high|band|all))pass$/;
const USER_SUFFIX = createSuffixPattern([...USER_SUFFIXES, ...USER_PHRASES]);
const HOST_SUFFIX = createSuffixPattern([...HOST_SUFFIXES, ...HOST_PHRASES]);
/** Group 1 is a number after a noun (`password2`, `password_2`), or words such as `confirmation`. Looks back, as above. */
const TRAILING_PATTERN = new RegExp(
  `$(?<=((?:(?<=[a-z]{3})[1-9]\\d?| (?:[1-9]\\d?|${TRAILING_WORDS.join("|")}))+))`,
);

function classifyUncachedKey(key: string): KeyClass | undefined {
  const allWords = splitWords(selectLastWords(key));
  const trailingWords = TRAILING_PATTERN.exec(allWords)?.[1] ?? "";
  const words = allWords.slice(0, allWords.length - trailingWords.length);
  const noun = words.slice(words.lastIndexOf(" ") + 1);
  if (MODEL_TOKEN.test(words)) return undefined;
  if (
    SECRET_NOUNS.has(noun) ||
    [SECRET_SUFFIX, PASS_SUFFIX, SECRET_PHRASE, SECRET_KEY, BUNDLER_CREDENTIALS].some((pattern) =>
      pattern.test(words),
    )
  )
    return "secret";
  if (isVendorKey(key, words)) return "secret";
  if (USER_NOUNS.has(noun) || USER_SUFFIX.test(words)) return "user";
  if (HOST_NOUNS.has(noun) || HOST_SUFFIX.test(words)) return "host";
  return / keys?$/.test(words) && !PLAIN_KEY.test(words) ? "unknown-key" : undefined;
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
    .normalize("NFC")
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.\-\s[\]:]+/g, " ")
    .trim()
    .toLowerCase();
}
