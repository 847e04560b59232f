/** Which names of settings, headers and flags hold a secret, a user or a machine. */
import type { IdentifiableKind } from "./finding.js";

/** A name's last word that says so by itself, in the languages people write settings and messages in. */
const SECRET_NOUNS = new Set(
  (
    "password passwd passphrase passcode pwd pass pw pin secret secrets token apikey accesskey secretkey privatekey authkey credential credentials creds " +
    "authorization auth bearer cookie jwt otp totp mfa csrf xsrf nonce sessionid sessid sid dsn seed mnemonic passwort kennwort passphrasen geheimnis " +
    "contraseña contrasena clave senha chave motdepasse parola parool wachtwoord lösenord lozenord salasana hasło haslo heslo jelszó şifre sifre " +
    "пароль секрет токен ключ密 密码 密碼 口令 密钥 令牌 パスワード 暗証番号 秘密鍵 비밀번호 암호 토큰 سر كلمة סיסמה รหัสผ่าน"
  ).split(" "),
);

/** Two last words that only together say so. */
const SECRET_PAIRS =
  /(?:^| )(?:(?:api|access|auth|private|secret|account|shared|encryption|encrypt|decryption|signing|signature|master|license|licence|service|ssh|rsa|hmac|jwt|session|storage|deploy|app|application|admin|root|integration|ingest|write|read|project|server|client|subscription|function|host|webhook|instrumentation) (?:key|keys|secret|id secret|hash)|mot de passe|connection string|connectionstring|session id|shared access key|sas token|user password)$/;

/** `SOME_VENDOR_KEY` in an environment is a secret, but for these. */
const PLAIN_KEYS =
  /(?:^| )(?:primary|foreign|public|cache|sort|partition|row|map|sub|object|hash|range|shard|index|unique|composite|group|dedupe|dedup|idempotency|config|setting|settings|registry|hot|hot|arrow|enter|shortcut|translation|i18n|message|metric|label|json|yaml|field|column|table|event|query|lookup|routing|sorting|react|list|item|property|prop|natural|surrogate|candidate|join|any|turn|press|flag|feature|data|storage|meta|key) key$/;

const USER_NOUNS = new Set(
  "user username userid uid login loginname account accountname owner benutzer benutzername utilisateur usuario usuário utente gebruiker пользователь 用户 用户名 ユーザー ユーザー名 사용자".split(
    " ",
  ),
);
const HOST_NOUNS = new Set(
  "host hostname server servername machine machinename computername nodename fqdn datasource address addr".split(
    " ",
  ),
);

export function kindOfName(name: string): Extract<IdentifiableKind, "secret" | "user" | "host"> | undefined {
  const words = wordsOf(name);
  const last = words.slice(words.lastIndexOf(" ") + 1);
  if (SECRET_NOUNS.has(last) || SECRET_PAIRS.test(words)) return "secret";
  if (last === "key" && /^[A-Z][A-Z0-9_]*_KEY$/.test(name) && !PLAIN_KEYS.test(words)) return "secret";
  if (
    USER_NOUNS.has(last) ||
    words.endsWith("user name") ||
    words.endsWith("user id") ||
    words.endsWith("login name")
  )
    return "user";
  if (HOST_NOUNS.has(last) || words.endsWith("host name") || words.endsWith("data source")) return "host";
  return undefined;
}

/** `dbPassword`, `DB_PASSWORD`, `X-Api-Key` and `spring.datasource.password` in lower-case words. */
function wordsOf(name: string): string {
  return name
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.\-\s[\]]+/g, " ")
    .trim()
    .toLowerCase();
}

/** What stands in a value's place and is none: types, states, the words of a sentence. */
const NO_VALUE = new Set(
  (
    "string number boolean bool int integer str text object array any unknown never void null nil none undefined true false yes no on off " +
    "required optional missing invalid valid expired empty blank wrong incorrect correct unset set default enabled disabled hidden redacted masked " +
    "the a an is are was not for of to in and or if with by from this that it its too must should may can has have be been will " +
    "used stored needed given found rejected accepted refused revoked sent read passed ok error failed field value type name header parameter localhost " +
    "ist sind nicht der die das ein eine est sont le la les un une es el los no не это"
  ).split(" "),
);

export function isNoValue(value: string): boolean {
  return value === "" || NO_VALUE.has(value.toLowerCase());
}
