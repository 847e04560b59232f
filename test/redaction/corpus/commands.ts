/** Secrets in HTTP headers, commands, SQL and code. */
import { fqdn, userName } from "./people.js";
import type { Random } from "./random.js";
import { type Maker, type Piece, partly } from "./sample.js";

/** Makes a text with one secret. */
function around(make: (random: Random) => string, write: (value: string, random: Random) => string) {
  return (random: Random): Piece => {
    const value = make(random);
    return { text: write(value, random), sensitive: [value] };
  };
}

const long = (random: Random): string => random.base62(random.integer(20, 48));
const short = (random: Random): string =>
  `${random.lower(5)}${random.digits(3)}${random.pick(["", "!", "-x"])}`;
const basic = (random: Random): string =>
  Buffer.from(`${userName(random)}:${random.base62(12)}`).toString("base64");

const HEADERS: readonly Maker[] = partly("secret", {
  "Authorization Bearer": around(long, (value) => `Authorization: Bearer ${value}`),
  "authorization bearer, lower case": around(long, (value) => `authorization: bearer ${value}`),
  "Authorization Basic": around(basic, (value) => `Authorization: Basic ${value}`),
  "Authorization token": around(long, (value) => `Authorization: token ${value}`),
  "Authorization key": around(long, (value) => `Authorization: ApiKey ${value}`),
  "Proxy-Authorization": around(basic, (value) => `Proxy-Authorization: Basic ${value}`),
  "Authorization in JSON": around(long, (value) => `{"Authorization":"Bearer ${value}"}`),
  "Bearer alone": around(long, (value) => `Bearer ${value}`),
  "X-Api-Key": around(long, (value) => `X-Api-Key: ${value}`),
  "X-Auth-Token": around(long, (value) => `X-Auth-Token: ${value}`),
  "X-CSRF-Token": around(long, (value) => `X-CSRF-Token: ${value}`),
  "api-key header": around(long, (value) => `api-key: ${value}`),
  Cookie: around(long, (value) => `Cookie: sessionid=${value}; theme=dark`),
  "Cookie, several": (r) => {
    const [first, second] = [r.base62(26), r.hex(32)];
    return { text: `Cookie: lang=de; PHPSESSID=${first}; csrftoken=${second}`, sensitive: [first, second] };
  },
  "Set-Cookie": around(long, (value) => `Set-Cookie: session=${value}; Path=/; HttpOnly; Secure`),
  "Set-Cookie, connect.sid": around(long, (value) => `Set-Cookie: connect.sid=s%3A${value}; Path=/`),
  "AWS signature": around(
    (r) => r.hex(64),
    (value) => `Authorization: AWS4-HMAC-SHA256 SignedHeaders=host;x-amz-date, Signature=${value}`,
  ),
  Digest: (r) => {
    const [name, value] = [userName(r), r.hex(32)];
    return {
      text: `Authorization: Digest username="${name}", realm="api", response="${value}"`,
      sensitive: [name, value],
    };
  },
});

const login =
  (write: (user: string, password: string, host: string) => string) =>
  (random: Random): Piece => {
    const [user, password, host] = [userName(random), short(random), fqdn(random)];
    const text = write(user, password, host);
    return { text, sensitive: [user, password, host].filter((part) => text.includes(part)) };
  };

const SHELLS: readonly Maker[] = partly("secret", {
  "--password x": around(short, (value) => `deploy --env staging --password ${value} --verbose`),
  "--password=x": around(short, (value) => `deploy --password=${value}`),
  "--password quoted": around(
    (r) => `${short(r)} ${r.lower(4)}`,
    (value) => `deploy --password "${value}" --dry-run`,
  ),
  "--token x": around(long, (value) => `cli login --token ${value}`),
  "--token=x": around(short, (value) => `cli login --token=${value}`),
  "--api-key": around(short, (value) => `cli sync --api-key ${value}`),
  "--client-secret": around(short, (value) => `az login --service-principal --client-secret ${value}`),
  "/p:Password": around(short, (value) => `msbuild /p:Configuration=Release /p:Password=${value}`),
  "-p of mysql": login((user, password, host) => `mysql -h ${host} -u ${user} -p${password} shop`),
  "-p of mysqldump": login(
    (user, password) => `mysqldump --single-transaction -u ${user} -p${password} shop`,
  ),
  "-p of docker login": login((user, password, host) => `docker login -u ${user} -p ${password} ${host}`),
  "-a of redis-cli": login((_user, password, host) => `redis-cli -h ${host} -a ${password} ping`),
  "-P of sqlcmd": login((user, password, host) => `sqlcmd -S ${host} -U ${user} -P ${password}`),
  sshpass: login((user, password, host) => `sshpass -p ${password} ssh ${user}@${host}`),
  "PGPASSWORD before psql": login(
    (user, password, host) => `PGPASSWORD=${password} psql -h ${host} -U ${user}`,
  ),
  "curl -u": login((user, password) => `curl -u ${user}:${password} -X POST -d '{}' "$URL"`),
  "curl --user": login((user, password) => `curl --user '${user}:${password}' "$URL"`),
  "curl -H": around(long, (value) => `curl -H "Authorization: Bearer ${value}" "$URL"`),
  "curl -H, key": around(long, (value) => `curl -s -H 'X-API-Key: ${value}' "$URL"`),
  "wget login": login((user, password) => `wget --http-user=${user} --http-password=${password} "$URL"`),
  "net use": login((user, password) => `net use Z: /user:${user} ${password}`),
  "openssl -passin": around(short, (value) => `openssl rsa -in key.pem -passin pass:${value}`),
  "echo to chpasswd": login((user, password) => `echo "${user}:${password}" | chpasswd`),
  "helm --set": around(short, (value) => `helm upgrade web chart --set auth.password=${value},replicas=2`),
  "docker -e": around(short, (value) => `docker run -e POSTGRES_PASSWORD=${value} -d postgres:16`),
});

const CODE: readonly Maker[] = partly("secret", {
  "SQL, identified by": login((user, password) => `CREATE USER '${user}'@'%' IDENTIFIED BY '${password}';`),
  "SQL, with password": login((user, password) => `ALTER ROLE ${user} WITH LOGIN PASSWORD '${password}';`),
  "SQL Server login": login((user, password) => `CREATE LOGIN ${user} WITH PASSWORD = N'${password}';`),
  "SQL, where": around(short, (value) => `SELECT id FROM users WHERE password = '${value}'`),
  Python: around(short, (value) => `password = "${value}"`),
  "Python keyword": around(short, (value) => `connect(port=5432, password="${value}", timeout=5)`),
  "Python environment": around(short, (value) => `os.environ["DB_PASSWORD"] = "${value}"`),
  JavaScript: around(short, (value) => `const apiKey = "${value}";`),
  TypeScript: around(short, (value) => `private readonly secret: string = '${value}';`),
  "JavaScript template": around(short, (value) => `const dbPassword = \`${value}\`;`),
  "JavaScript new": around(long, (value) => `new Client({ apiKey: '${value}' })`),
  Go: around(short, (value) => `authToken := "${value}"`),
  Rust: around(short, (value) => `let api_key: &str = "${value}";`),
  Ruby: around(short, (value) => `config.secret_key = '${value}'`),
  "Ruby symbol": around(short, (value) => `:password => "${value}"`),
  PHP: around(short, (value) => `define('DB_PASSWORD', '${value}');`),
  "PHP variable": around(short, (value) => `$db_pass = "${value}";`),
  Java: around(short, (value) => `String password = "${value}";`),
  "C#": around(short, (value) => `public const string ClientSecret = "${value}";`),
  "C macro": around(short, (value) => `#define WIFI_PASSWORD "${value}"`),
  Terraform: around(short, (value) => `admin_password = "${value}"`),
  Dockerfile: around(short, (value) => `ENV APP_SECRET=${value}`),
  "Kubernetes secret": around(
    (r) => Buffer.from(r.base62(12)).toString("base64"),
    (value) => `kind: Secret\ndata:\n  password: ${value}`,
  ),
  comparison: around(short, (value) => `if (password === "${value}") {`),
});

export const COMMANDS: readonly Maker[] = [...HEADERS, ...SHELLS, ...CODE];
