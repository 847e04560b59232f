/** Passwords and secrets under their keys, in the syntaxes of configuration. */
import { userName } from "./people.js";
import type { Random } from "./random.js";
import { type Maker, partly } from "./sample.js";
import { anything, inJson, pair, plain, spaceless } from "./secret-values.js";

const SHOUTED = [
  "PASSWORD",
  "DB_PASSWORD",
  "DB_PASS",
  "PGPASSWORD",
  "MYSQL_ROOT_PASSWORD",
  "CLIENT_SECRET",
  "API_KEY",
  "SECRET_KEY_BASE",
  "JWT_SECRET",
  "ADMIN_PWD",
  "ACCESS_TOKEN",
  "SMTP_PASSWD",
  "ENCRYPTION_KEY",
  "SIGNING_SECRET",
];
const LOWER = [
  "password",
  "passwd",
  "pwd",
  "db_password",
  "secret",
  "client_secret",
  "api_key",
  "token",
  "access_token",
  "refresh_token",
  "auth_token",
  "passphrase",
  "secret_key",
  "redis.password",
  "spring.datasource.password",
];
const CAMEL = [
  "password",
  "clientSecret",
  "apiKey",
  "accessToken",
  "refreshToken",
  "secretKey",
  "dbPassword",
  "userPassword",
  "authToken",
  "privateKey",
  "passPhrase",
];
const shouted = (random: Random): string => random.pick(SHOUTED);
const lower = (random: Random): string => random.pick(LOWER);
const camel = (random: Random): string => random.pick(CAMEL);

const inXml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const twice = (text: string): string => inJson(inJson(text));

export const SETTINGS: readonly Maker[] = partly("secret", {
  env: pair(shouted, spaceless, (key, value) => `${key}=${value}`),
  "env, double quotes": pair(shouted, anything, (key, value) => `${key}="${value}"`),
  "env, single quotes": pair(shouted, anything, (key, value) => `${key}='${value}'`),
  export: pair(shouted, plain, (key, value) => `export ${key}=${value}`),
  "export, quoted": pair(shouted, anything, (key, value) => `export ${key}='${value}'`),
  "set, cmd": pair(shouted, plain, (key, value) => `set ${key}=${value}`),
  PowerShell: pair(shouted, anything, (key, value) => `$env:${key} = '${value}'`),
  YAML: pair(lower, plain, (key, value) => `${key}: ${value}`),
  "YAML, quoted": pair(lower, anything, (key, value) => `${key}: '${value}'`),
  "YAML, nested": pair(
    lower,
    plain,
    (key, value) => `database:\n  port: 5432\n  ${key}: ${value}\n  pool: 5`,
  ),
  "YAML, list": pair(shouted, plain, (key, value) => `- name: ${key}\n  value: ${value}`),
  TOML: pair(lower, anything, (key, value) => `${key} = "${value}"`),
  INI: pair(lower, plain, (key, value) => `[client]\n${key} = ${value}`),
  properties: pair(lower, plain, (key, value) => `${key}=${value}`),
  "colon, no space": pair(lower, plain, (key, value) => `${key}:${value}`),
  arrow: pair(lower, anything, (key, value) => `'${key}' => '${value}'`),
  JSON: pair(camel, anything, (key, value) => `{"${key}":"${value}"}`, inJson),
  "JSON, spaced": pair(camel, anything, (key, value) => `{ "${key}": "${value}", "retries": 3 }`, inJson),
  "JSON in JSON": pair(camel, anything, (key, value) => `{"body":"{\\"${key}\\":\\"${value}\\"}"}`, twice),
  "object literal": pair(camel, anything, (key, value) => `{ ${key}: "${value}" }`, inJson),
  "Python dict": pair(lower, anything, (key, value) => `{'${key}': '${value}', 'port': 5432}`),
  "JSON, name and value": pair(
    shouted,
    anything,
    (key, value) => `{"name":"${key}","value":"${value}"}`,
    inJson,
  ),
  "JSON, pairs": pair(camel, anything, (key, value) => `[["mode","fast"],["${key}", "${value}"]]`, inJson),
  "JSON, arguments": pair(
    lower,
    anything,
    (key, value) => `["run","--${key.replaceAll(".", "-")}","${value}","-v"]`,
    inJson,
  ),
  "Python tuples": pair(lower, anything, (key, value) => `[('mode', 'fast'), ('${key}', '${value}')]`),
  call: pair(camel, anything, (key, value) => `settings.set("${key}", "${value}");`, inJson),
  "XML element": pair(camel, anything, (key, value) => `<${key}>${value}</${key}>`, inXml),
  "XML attribute": pair(camel, anything, (key, value) => `<add name="db" ${key}="${value}" />`, inXml),
  "XML key and value": pair(camel, anything, (key, value) => `<add key="${key}" value="${value}" />`, inXml),
  "query string": pair(
    lower,
    spaceless,
    (key, value) => `grant_type=password&${key}=${value}&scope=read`,
    encodeURIComponent,
  ),
  netrc: (r) => {
    const [name, value] = [userName(r), plain(r)];
    return { text: `login ${name} password ${value}`, sensitive: [name, value] };
  },
});
