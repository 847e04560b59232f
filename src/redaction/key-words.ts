/** Lists the words by which a key is recognized as one of a secret, a user or a host. */

/** Last words of a key that mean a secret, in the languages that people write settings and messages in. */
export const SECRET_NOUNS: ReadonlySet<string> = new Set(
  (
    "passwrod pasword passowrd " + // common misspellings
    "password passwords passwd passphrase passphrases passcode pwd pass pw mdp pin secret secrets token apikey " +
    "accesskey secretkey privatekey authkey credential credentials creds authorization auth bearer cookie jwt otp " +
    "totp mfa csrf xsrf nonce sessionid sessid sid dsn mnemonic connectionstring passwort kennwort passphrasen " +
    "psk presharedkey setcookie rocommunity rwcommunity puk authtok keymaterial salt cvv cvc cvv2 cvc2 ssn passkey passkeys masterauth requirepass bindpw rootpw geheimnis contraseña contrasena contraseñas clave senha chave motdepasse parola parool wachtwoord lösenord lozenord salasana " +
    "contrasenya pasahitza nenosiri lykilorð parole парола паролата лозинка पासवर्ड পাসওয়ার্ড mat_khau " +
    "adgangskode kodeord passord geslo lozinka heslá slaptažodis parolă парола " +
    "şifreniz şifren şifrem şifresi parolanız parolam parolası jelszava jelszavad jelszavam salasanasi salasanani " +
    "hasło hasła hasłem haslo heslo jelszó şifre sifre пароль секрет токен ключ 密码 密碼 口令 密钥 令牌 パスワード 暗証番号 秘密鍵 비밀번호 비번 암호 토큰 " +
    "סיסמה รหัสผ่าน"
  ).split(" "),
);

/** Last words of a key that mean the name of an account. */
export const USER_NOUNS: ReadonlySet<string> = new Set(
  (
    "user users username usernames userid uid login logins loginname account accountname owner benutzer benutzername " +
    "utilisateur usuario usuário utente gebruiker пользователь 用户 用户名 ユーザー ユーザー名 사용자"
  ).split(" "),
);

/** Last words of a key that mean a machine. */
export const HOST_NOUNS: ReadonlySet<string> = new Set(
  (
    "host hosts hostname hostnames server servername machine machinename computername nodename fqdn datasource " +
    "address addr"
  ).split(" "),
);

/** Words that mean a secret only together, at the end of a key. */
export const SECRET_PHRASES = [
  "pass phrase",
  "pass word",
  "pass code",
  "mot de passe",
  "palavra passe",
  "key base",
  "connection string",
  "session id",
  "secret id",
  "backup code",
  "backup codes",
  "recovery code",
  "recovery codes",
  "recovery phrase",
  "recovery words",
  "seed phrase",
  "otp seed",
  "totp seed",
  "wallet seed",
  "seed words",
  "secret phrase",
  "secret word",
  "mnemonic phrase",
  "key content",
  "key material",
  "security answer",
  "secret answer",
  "security code",
  "social security number",
  "one time code",
  "pin code",
  "maiden name",
  "recovery key",
  "recovery keys",
  "key content",
  "mật khẩu",
  "mat khau",
  "kata sandi",
  "code confidentiel",
  "קוד סודי",
  "wpa passphrase",
  "كلمة سر",
  "كلمة السر",
  "كلمة المرور",
];

/** The ends of words and phrases, which need no blank before them: `PGPASSWORD`, `MYLOGNAME`, `PGHOST`. */
export const SECRET_SUFFIXES =
  "password passwd passphrase passwort kennwort apikey authtoken accesstoken secrettoken secretkey privatekey secret pwd".split(
    " ",
  );
export const USER_SUFFIXES = [
  "username",
  "pguser",
  "logname",
  "dbuser",
  "user name",
  "login name",
  "account name",
  "user id",
];
export const HOST_SUFFIXES = ["hostname", "pghost", "dbhost", "computername", "host name", "data source"];

/** Words that mean a secret after one of `SECRET_KEY_MODIFIERS`: `api_key`, `session_keys`, `client_hash`. */
export const KEY_NOUNS: ReadonlySet<string> = new Set(["key", "keys", "hash"]);
export const SECRET_KEY_MODIFIERS: ReadonlySet<string> = new Set(
  (
    "api access auth private secret account shared encryption encrypt decryption signing signature master license " +
    "licence service ssh rsa hmac jwt session storage deploy app application admin root integration ingest write read " +
    "project server client subscription function host webhook instrumentation setup manual entry totp otp recovery backup product pairing network wpa wpa2 wifi " +
    "wlan security fernet cipher pragma stream"
  ).split(" "),
);

/** Names of values that have their own name beside them: `{ name: "DB_PASSWORD", value: "…" }`. */
export const VALUE_NAMES =
  "value default content data text string td dd param-value example input_value answer antwort respuesta réponse".split(
    " ",
  );

/** Words before `KEY` that make it no secret, as in `PRIMARY_KEY`. Every other key in capitals that ends in `KEY` holds one. */
export const PLAIN_KEY_MODIFIERS: ReadonlySet<string> = new Set(
  (
    "primary foreign public cache sort partition row map sub object hash range shard index unique composite group " +
    "dedupe dedup idempotency config setting settings registry hot arrow enter shortcut translation i18n message " +
    "metric label json yaml field column table event query lookup routing sorting react list item property prop " +
    "natural surrogate candidate join any turn press flag feature data storage meta key"
  ).split(" "),
);

/** Before `token`, these words mean a token of a language model, which is a word and not a secret. */
export const MODEL_TOKEN_MODIFIERS: ReadonlySet<string> = new Set(
  (
    "stop pad eos bos unk mask cls sep special end start image next prev previous max min first last new current per " +
    "each progress page continuation cancellation cursor resume sync"
  ).split(" "),
);

/** Words that may follow the noun of a secret: `password_confirmation`, `API_KEY_PROD`. */
export const TRAILING_WORDS: ReadonlySet<string> = new Set(
  "confirm confirmation again repeat old new hash plain raw value prod production dev staging live".split(
    " ",
  ),
);

/** Top-level domains: Bundler reads the credentials of a package registry from `BUNDLE_GEMS__EXAMPLE__COM`. */
export const BUNDLER_DOMAINS: ReadonlySet<string> = new Set(["com", "io", "org", "net"]);

/** Returns all words and phrases that a sensitive key can end with. Each list above that ends a key must be in it. */
export function listLastWords(): string[] {
  return [
    ...[SECRET_NOUNS, USER_NOUNS, HOST_NOUNS, SECRET_PHRASES],
    ...[SECRET_SUFFIXES, USER_SUFFIXES, HOST_SUFFIXES, KEY_NOUNS, TRAILING_WORDS, BUNDLER_DOMAINS],
  ].flatMap((words) => [...words]);
}
