/** Decides which keys (names of properties, settings, headers and flags) hold a secret, a user or a host. */
import { copyString } from "../internal/bounded-cache.js";
import { createLazy } from "../internal/lazy-module.js";
import type { IdentifiableKind } from "./match.js";
import type { ScannedText } from "./scanned-text.js";

/** Last words of a key that mean a secret, in the languages that people write settings and messages in. */
const SECRET_NOUNS = new Set(
  (
    "password passwords passwd passphrase passphrases passcode pwd pass pw mdp pin secret secrets token apikey accesskey secretkey privatekey authkey credential credentials creds " +
    "authorization auth bearer cookie jwt otp totp mfa csrf xsrf nonce sessionid sessid sid dsn seed mnemonic passwort kennwort passphrasen geheimnis " +
    "contraseña contrasena clave senha chave motdepasse parola parool wachtwoord lösenord lozenord salasana hasło haslo heslo jelszó şifre sifre " +
    "пароль секрет токен ключ密 密码 密碼 口令 密钥 令牌 パスワード 暗証番号 秘密鍵 비밀번호 암호 토큰 سر كلمة סיסמה รหัสผ่าน"
  ).split(" "),
);

/** Nouns at the end of a run of letters, in scripts without spaces. */
const NON_ASCII_NOUN_AT_END =
  /(?:密码|密碼|口令|密钥|令牌|パスワード|暗証番号|秘密鍵|비밀번호|암호|토큰|用户名?|ユーザー名?)$/;

/** Last words of a key that mean a secret only in combination. */
const SECRET_WORD_PAIRS =
  /(?:^| )(?:(?:api|access|auth|private|secret|account|shared|encryption|encrypt|decryption|signing|signature|master|license|licence|service|ssh|rsa|hmac|jwt|session|storage|deploy|app|application|admin|root|integration|ingest|write|read|project|server|client|subscription|function|host|webhook|instrumentation) (?:key|keys|secret|id secret|hash)|pass phrase|pass word|pass code|key base|mot de passe|palavra passe|bundle .+ (?:com|io|org|net)|connection string|connectionstring|session id|shared access key|sas token|user password)$/;

/** Keys in the form `SOME_VENDOR_KEY` hold a secret, except these. */
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

/** The tokens of language models are words, not secrets. */
const MODEL_TOKENS =
  /(?:^| )(?:stop|pad|eos|bos|unk|mask|cls|sep|special|end|start|image|next|prev|previous|max|min|first|last|new|current|per|each|id) tokens?$/;
/** The endings of compound words such as `PGPASSWORD`, `LOGNAME` and `PGHOST`. */
const SECRET_ENDING = /(?:password|passwd|passphrase|passwort|apikey|authtoken|accesstoken|secret|pwd)$/;
const USER_ENDING = /(?:username|pguser|logname|dbuser)$/;
const HOST_ENDING = /(?:hostname|pghost|dbhost|computername)$/;

const OTHER_LAST_WORDS = ["com", "id", "name", "key", "keys", "base", "string", "org", "net", "io"];

/** The last two letters of sensitive keys. They exclude most other keys by one look-up. */
const getKeyEndings = createLazy(() => {
  const endings = new Uint8Array(128 * 128);
  for (const word of [...SECRET_NOUNS, ...USER_NOUNS, ...HOST_NOUNS, ...OTHER_LAST_WORDS, ...QUALIFIER_WORDS])
    if (/^[a-z]+$/.test(word))
      endings[word.charCodeAt(word.length - 2) * 128 + word.charCodeAt(word.length - 1)] = 1;
  return endings;
});

/** Returns false if a key that ends at this offset is not sensitive. Keys with digits or non-ASCII letters may be. */
export function mayBeSensitiveKey(text: Pick<ScannedText, "charCodeAt">, end: number): boolean {
  const last = text.charCodeAt(end - 1) | 32;
  const beforeLast = text.charCodeAt(end - 2) | 32;
  const isNumbered = last >= 48 && last <= 57; // Digits have the bit that is set above.
  return isNumbered || last >= 128 || beforeLast >= 128 || getKeyEndings()[beforeLast * 128 + last] === 1;
}

/** Longer texts are not tested as keys. */
export const MAX_KEY_LENGTH = 64;

export type KeyKind = Extract<IdentifiableKind, "secret" | "user" | "host">;

/** Results by key, because logs repeat a few keys very often. */
const cachedKinds = new Map<string, KeyKind | undefined>();
const MAX_CACHED_KEYS = 512;

/**
 * Returns the kind of the values of a key, or undefined for an ordinary key. In scripts without spaces, the key may include
 * preceding words.
 */
export function classifyKey(key: string): KeyKind | undefined {
  if (!mayBeSensitiveKey(key, key.length)) return undefined;
  let kind = cachedKinds.get(key);
  if (kind === undefined && !cachedKinds.has(key)) {
    if (cachedKinds.size >= MAX_CACHED_KEYS) cachedKinds.clear();
    kind = classifyWords(key);
    cachedKinds.set(copyString(key), kind);
  }
  return kind;
}

/** Words after the noun: `password_confirmation`, `API_KEY_PROD`. */
const QUALIFIER_WORDS =
  "confirm confirmation again repeat old new hash plain raw value prod production dev staging live".split(
    " ",
  );
/** Also matches numbers: `password2`. */
const QUALIFIERS = new RegExp(`(?:(?<=[a-z]{3})[1-9]\\d?| (?:[1-9]\\d?|${QUALIFIER_WORDS.join("|")}))+$`);

function classifyWords(key: string): KeyKind | undefined {
  const lastWords = /[^\0-\x7f]/.test(key)
    ? (NON_ASCII_NOUN_AT_END.exec(key)?.[0] ?? key.replace(/^.*[^\0-\x7f](?=[A-Za-z])/s, ""))
    : key;
  const words = splitWords(lastWords).replace(QUALIFIERS, "");
  const noun = words.slice(words.lastIndexOf(" ") + 1);
  if (MODEL_TOKENS.test(words)) return undefined;
  if (SECRET_NOUNS.has(noun) || SECRET_ENDING.test(noun) || SECRET_WORD_PAIRS.test(words)) return "secret";
  if (noun === "key" && words !== noun && /^[A-Z][A-Z0-9_]*$/.test(key) && !PLAIN_KEYS.test(words))
    return "secret";
  if (USER_NOUNS.has(noun) || USER_ENDING.test(noun) || /(?:user|login|account) name$|user id$/.test(words))
    return "user";
  return HOST_NOUNS.has(noun) || HOST_ENDING.test(noun) || /host name$|data source$/.test(words)
    ? "host"
    : undefined;
}

/** Splits `dbPassword`, `DB_PASSWORD`, `X-Api-Key` and `spring.datasource.password` into lower-case words. */
function splitWords(key: string): string {
  return key
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.\-\s[\]]+/g, " ")
    .trim()
    .toLowerCase();
}
