/** Which names of settings, headers and flags hold a secret, a user or a machine. */

import { copyString } from "../internal/bounded-cache.js";
import { createLazy } from "../internal/lazy-module.js";
import type { IdentifiableKind } from "./detector.js";
import type { ScannedText } from "./scanned-text.js";

/** A name's last word that says so by itself, in the languages people write settings and messages in. */
const SECRET_NOUNS = new Set(
  (
    "password passwords passwd passphrase passphrases passcode pwd pass pw mdp pin secret secrets token apikey accesskey secretkey privatekey authkey credential credentials creds " +
    "authorization auth bearer cookie jwt otp totp mfa csrf xsrf nonce sessionid sessid sid dsn seed mnemonic passwort kennwort passphrasen geheimnis " +
    "contraseña contrasena clave senha chave motdepasse parola parool wachtwoord lösenord lozenord salasana hasło haslo heslo jelszó şifre sifre " +
    "пароль секрет токен ключ密 密码 密碼 口令 密钥 令牌 パスワード 暗証番号 秘密鍵 비밀번호 암호 토큰 سر كلمة סיסמה รหัสผ่าน"
  ).split(" "),
);

/** The same at the end of a run of letters. */
const NON_ASCII_NOUN_AT_END =
  /(?:密码|密碼|口令|密钥|令牌|パスワード|暗証番号|秘密鍵|비밀번호|암호|토큰|用户名?|ユーザー名?)$/;

/** Two last words that only together say so. */
const SECRET_WORD_PAIRS =
  /(?:^| )(?:(?:api|access|auth|private|secret|account|shared|encryption|encrypt|decryption|signing|signature|master|license|licence|service|ssh|rsa|hmac|jwt|session|storage|deploy|app|application|admin|root|integration|ingest|write|read|project|server|client|subscription|function|host|webhook|instrumentation) (?:key|keys|secret|id secret|hash)|pass phrase|pass word|pass code|key base|mot de passe|palavra passe|bundle .+ (?:com|io|org|net)|connection string|connectionstring|session id|shared access key|sas token|user password)$/;

/** `SOME_VENDOR_KEY` in an environment is a secret, but for these. */
const PLAIN_KEYS =
  /(?:^| )(?:primary|foreign|public|cache|sort|partition|row|map|sub|object|hash|range|shard|index|unique|composite|group|dedupe|dedup|idempotency|config|setting|settings|registry|hot|arrow|enter|shortcut|translation|i18n|message|metric|label|json|yaml|field|column|table|event|query|lookup|routing|sorting|react|list|item|property|prop|natural|surrogate|candidate|join|any|turn|press|flag|feature|data|storage|meta|key) key$/;

const USER_NOUNS = new Set(
  "user users username usernames userid uid login logins loginname account accountname owner benutzer benutzername utilisateur usuario usuário utente gebruiker пользователь 用户 用户名 ユーザー ユーザー名 사용자".split(
    " ",
  ),
);
const HOST_NOUNS = new Set(
  "host hosts hostname hostnames server servername machine machinename computername nodename fqdn datasource address addr".split(
    " ",
  ),
);

/** What a language model's tokens are called: they are words, not keys. */
const MODEL_TOKENS =
  /(?:^| )(?:stop|pad|eos|bos|unk|mask|cls|sep|special|end|start|image|next|prev|previous|max|min|first|last|new|current|per|each|id) tokens?$/;
/** `PGPASSWORD`, `LOGNAME`, `PGHOST`: names that run together. */
const SECRET_ENDING = /(?:password|passwd|passphrase|passwort|apikey|authtoken|accesstoken|secret|pwd)$/;
const USER_ENDING = /(?:username|pguser|logname|dbuser)$/;
const HOST_ENDING = /(?:hostname|pghost|dbhost|computername)$/;

/** How the names end that say anything: a look at two letters spares most names the rest. */
const getKeyEndings = createLazy(() => {
  const endings = new Uint8Array(128 * 128);
  for (const noun of [...SECRET_NOUNS, ...USER_NOUNS, ...HOST_NOUNS, ...OTHER_ENDINGS, ...QUALIFIER_WORDS])
    if (/^[a-z]+$/.test(noun))
      endings[noun.charCodeAt(noun.length - 2) * 128 + noun.charCodeAt(noun.length - 1)] = 1;
  return endings;
});
const OTHER_ENDINGS = ["com", "id", "name", "key", "keys", "base", "string", "org", "net", "io"];

/** True where a name that ends there may say something; what is not in ASCII may, and what is numbered. */
export function mayBeSensitiveKey(text: Pick<ScannedText, "charCodeAt">, end: number): boolean {
  const last = text.charCodeAt(end - 1) | 32;
  const beforeLast = text.charCodeAt(end - 2) | 32;
  const isNumbered = last >= 48 && last <= 57; // bit 5 is set in digits
  return isNumbered || last >= 128 || beforeLast >= 128 || getKeyEndings()[beforeLast * 128 + last] === 1;
}

/** A longer text is no name. */
export const MAX_KEY_LENGTH = 64;

export type KeyKind = Extract<IdentifiableKind, "secret" | "user" | "host">;

/** What stands behind a name, and how far it goes where it has no quotes. */
export interface KeyClass {
  readonly kind: KeyKind | undefined;
  /** A header's goes to the end of its line; where the name begins a line, a password's does. */
  readonly extent: "line" | "phrase" | "word";
}

/** What a text's names were found to mean; a log repeats a few names all over. */
const cachedKeyClasses = new Map<string, KeyClass>();
const MAX_CACHED_KEYS = 512;

/** The name may have words of another script before it, where no blanks divide them. */
export function analyzeKey(key: string): KeyClass {
  if (!mayBeSensitiveKey(key, key.length)) return PLAIN_KEY;
  let keyClass = cachedKeyClasses.get(key);
  if (keyClass === undefined) {
    if (cachedKeyClasses.size >= MAX_CACHED_KEYS) cachedKeyClasses.clear();
    keyClass = { kind: classifyWords(key), extent: getValueExtent(key) };
    cachedKeyClasses.set(copyString(key), keyClass);
  }
  return keyClass;
}

const PLAIN_KEY: KeyClass = { kind: undefined, extent: "word" };

export function classifyKey(key: string): KeyKind | undefined {
  return analyzeKey(key).kind;
}

function getValueExtent(name: string): KeyClass["extent"] {
  if (/^(?:proxy-)?authorization$|^(?:set-)?cookie$/i.test(name)) return "line";
  const isPhrase = /(?:pass(?:word|phrase|wd)|pwd|secret|passwort|kennwort|contraseña|senha|пароль)$/i.test(
    name,
  );
  return isPhrase ? "phrase" : "word";
}

/** `password2`, `password_confirmation`, `API_KEY_PROD`: which one of several it is, not what. */
const QUALIFIER_WORDS =
  "confirm confirmation again repeat old new hash plain raw value prod production dev staging live".split(
    " ",
  );
const QUALIFIERS = new RegExp(`(?:(?<=[a-z]{3})[1-9]\\d?| (?:[1-9]\\d?|${QUALIFIER_WORDS.join("|")}))+$`);

function classifyWords(name: string): KeyKind | undefined {
  const ownName = /[^\0-\x7f]/.test(name)
    ? (NON_ASCII_NOUN_AT_END.exec(name)?.[0] ?? name.replace(/^.*[^\0-\x7f](?=[A-Za-z])/s, ""))
    : name;
  const words = splitKey(ownName).replace(QUALIFIERS, "");
  const last = words.slice(words.lastIndexOf(" ") + 1);
  if (MODEL_TOKENS.test(words)) return undefined;
  if (SECRET_NOUNS.has(last) || SECRET_ENDING.test(last) || SECRET_WORD_PAIRS.test(words)) return "secret";
  if (last === "key" && words !== last && /^[A-Z][A-Z0-9_]*$/.test(name) && !PLAIN_KEYS.test(words))
    return "secret";
  if (USER_NOUNS.has(last) || USER_ENDING.test(last) || /(?:user|login|account) name$|user id$/.test(words))
    return "user";
  return HOST_NOUNS.has(last) || HOST_ENDING.test(last) || /host name$|data source$/.test(words)
    ? "host"
    : undefined;
}

/** `dbPassword`, `DB_PASSWORD`, `X-Api-Key` and `spring.datasource.password` in lower-case words. */
function splitKey(name: string): string {
  return name
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.\-\s[\]]+/g, " ")
    .trim()
    .toLowerCase();
}

/** What stands in a value's place and is none: types, states, the words of a sentence. */
const NON_VALUE_WORDS = new Set(
  (
    "string number boolean bool int integer str text object array any unknown never void null nil none undefined true false yes no on off " +
    "required optional missing invalid valid expired empty blank wrong incorrect correct unset set default enabled disabled hidden redacted masked " +
    "the a an is are was not for of to in and or if with by from this that it its too must should may can has have be been will " +
    "used stored needed given found rejected accepted refused revoked sent read passed ok error failed field value type name header parameter localhost inherit " +
    "ist sind nicht der die das ein eine est sont le la les un une es el los no не это"
  ).split(" "),
);

const MAX_NON_VALUE_LENGTH = Math.max(...Array.from(NON_VALUE_WORDS, (word) => word.length));

/** Words, masks, calls and templates stand for a value without being one. */
export function isPlaceholderValue(value: string): boolean {
  return (
    value === "" ||
    (value.length <= MAX_NON_VALUE_LENGTH && NON_VALUE_WORDS.has(value.toLowerCase())) ||
    /^(?:[*\u2022x.\u2026-]+$|[a-z]\w*\.\w+\(|\$?\{\{?[^}]*\}?$)/i.test(value)
  );
}
