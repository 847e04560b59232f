/** Decides which keys (names of properties, settings, headers and flags) hold a secret, a user or a host. */
import { copyString } from "../internal/bounded-cache.js";
import {
  BUNDLER_DOMAINS,
  HOST_NOUNS,
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
  USER_SUFFIXES,
} from "./key-words.js";
import { isAsciiLetter, isDigitCode, mayBeSensitiveKey } from "./last-letters.js";
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

const KEY_WORDS: ReadonlySet<string> = new Set(["key", "keys"]);
const TOKEN_WORDS: ReadonlySet<string> = new Set(["token", "tokens"]);
/** `SSHPASS` and `smtppass`, but not `bypass`. */
const PASS_SUFFIX =
  /[a-z]{2}(?<!^(?:\w* )?(?:by|com|tres|over|under|sur|en|multi|single|double|render|post|pre|low|high|band|all))pass$/;

/** Uses lists of words, because V8 would compile ten long patterns for the first key, which took longer than all look-ups. */
function classifyUncachedKey(key: string): KeyClass | undefined {
  const words = removeTrailingWords(splitWords(selectLastWords(key)));
  const [beforeLast, last] = findLastTwoWords(words);
  if (TOKEN_WORDS.has(last) && MODEL_TOKEN_MODIFIERS.has(beforeLast)) return undefined;
  const hasKeyNoun = beforeLast !== "" && KEY_WORDS.has(last);
  const isPlainKey = hasKeyNoun && PLAIN_KEY_MODIFIERS.has(beforeLast);
  if (
    SECRET_NOUNS.has(last) ||
    (KEY_NOUNS.has(last) && SECRET_KEY_MODIFIERS.has(beforeLast)) ||
    endsWithOneOf(words, SECRET_SUFFIXES) ||
    SECRET_PHRASES.some((phrase) => words === phrase || words.endsWith(` ${phrase}`)) ||
    (words.endsWith("pass") && PASS_SUFFIX.test(words)) ||
    (BUNDLER_DOMAINS.has(last) && namesBundlerCredentials(words)) ||
    // `SOME_VENDOR_KEY`, but not `KEY` and `PRIMARY_KEY`
    (hasKeyNoun && last === "key" && !isPlainKey && /^[A-Z][A-Z0-9_]*$/.test(key))
  )
    return "secret";
  if (USER_NOUNS.has(last) || endsWithOneOf(words, USER_SUFFIXES)) return "user";
  if (HOST_NOUNS.has(last) || endsWithOneOf(words, HOST_SUFFIXES)) return "host";
  return hasKeyNoun && !isPlainKey ? "unknown-key" : undefined;
}

/** Returns whether a text ends with one of the suffixes. */
export function endsWithOneOf(words: string, suffixes: readonly string[]): boolean {
  return suffixes.some((suffix) => words.endsWith(suffix));
}

/** Bundler reads the credentials of `gems.example.com` from the variable `BUNDLE_GEMS__EXAMPLE__COM`. */
function namesBundlerCredentials(words: string): boolean {
  return /(?:^| )bundle \S+ /.test(words);
}

/** Returns empty words where there are no more. */
function findLastTwoWords(words: string): [beforeLast: string, last: string] {
  const blank = words.lastIndexOf(" ");
  if (blank === -1) return ["", words];
  return [words.slice(words.lastIndexOf(" ", blank - 1) + 1, blank), words.slice(blank + 1)];
}

const NUMBER = /^[1-9]\d?$/;
const NUMBER_AFTER_NOUN = /[a-z]{3}([1-9]\d?)$/;

/** Removes the numbers of `password2` and `password_2`, and words such as `confirmation`. */
function removeTrailingWords(words: string): string {
  let end = words.length;
  for (;;) {
    const blank = words.lastIndexOf(" ", end - 1);
    const last = words.slice(blank + 1, end);
    const isNumbered = isDigitCode(words.charCodeAt(end - 1));
    if (blank !== -1 && (TRAILING_WORDS.has(last) || (isNumbered && NUMBER.test(last)))) {
      end = blank;
      continue;
    }
    const number = isNumbered ? NUMBER_AFTER_NOUN.exec(last)?.[1] : undefined;
    if (number === undefined) return words.slice(0, end);
    end -= number.length;
  }
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
