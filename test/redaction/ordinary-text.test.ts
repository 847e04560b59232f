/** Tests that ordinary text which looks like an address, a phone or a token is unchanged, beside text which is one. */
import { describe, expect, it } from "vitest";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";

/** An ordinary text, and a sensitive one of almost the same form with its redaction. */
type Row = readonly [kind: string, ordinary: string, sensitive: string, redacted: string];

// Invented values. Keys are built from parts, so that secret scanners ignore this file.
const hex = (length: number): string => "9f2c7e41b8d05a63c1f7".repeat(7).slice(0, length);
const mixed = "7Qd2mZx9Lp4Vt8Ks3Rb6";

const EMAILS: readonly Row[] = [
  [
    "a branch of an action",
    "uses: globex/build@stable-line",
    "mail globex/build@stable-line",
    "mail globex/[email]",
  ],
  ["a dot without a domain", "points at sector dot seven", "points at sector dot net", "[email]"],
  [
    "words around point",
    "it stopped at this point in the loop",
    "ask jane at globex point com",
    "ask [email]",
  ],
  ["words around dot", "look at the dot in the corner", "jane at globex dot in", "[email]"],
  ["an entry point", "hangs at entry point in main", "jane at mail dot globex dot com", "[email]"],
  [
    "a word after the address",
    "a break at some point is fine",
    "jane at globex dot com is right",
    "[email] is right",
  ],
  ["an object of Java", "got Widget@4f8a1c2e instead", "got widget@store12 instead", "got [email] instead"],
  ["an object in a package", "org.globex.ui.f@3d1b09a", "ola.globex@cafe01", "[email]"],
  ["a label in Kotlin", "break@outer and this@Panel", "brian@outer", "[email]"],
  [
    "a version of an action",
    "uses: globex/setup@stable-line",
    "globex/jane@mail.globex.com",
    "globex/[email]",
  ],
  ["a hash of an action", `globex/setup@${hex(40)}`, `globex/setup@${hex(8)}.globex.com`, "globex/[email]"],
  ["an image by its digest", `globex@sha256:${hex(64)}`, "globex@sha256.net", "[email]"],
  ["a numbered tag", "install globex@legacy-4", "ssh globex@legacy-db4", "ssh [email]"],
  ["a version of four numbers", "engine@6.2.14.9", "engine@62.2.14.9", "[email]"],
  ["a tag of a mail server", "tag=a=b and prvs=47209", "prvs=47209ab=jane@globex.com", "[email]"],
  ["a rewritten sender", "SRS0=a1b2=XY", "SRS0=a1b2=XY=globex.com=jane@example.net", "[email]"],
  ["an address in an address", "to=list+x=y", "to=list+jane=globex.com@example.net", "to=[email]"],
  ["a picture", "logo@dark.svg", "logo@dark.dev", "[email]"],
  ["a unit of systemd", "getty@tty3.service failed", "getty@tty3.globex.com failed", "[email] failed"],
];

const HOSTS: readonly Row[] = [
  ["a name in a certificate", "side:panel.a.shop", "DNS:panel.a.shop", "DNS:[host]"],
  ["a name of a server", "[panel.prod.globex.studio]", "[artifactory.prod.globex.studio]", "[[host]]"],
  ["a method of a log", "app.log.info", "app.globex.info", "[host]"],
  ["a domain of reverse look-ups", "in-addr.arpa and ip6.arpa", "7.113.0.203.in-addr.arpa", "[host]"],
  ["a member named box", "the search.box and panel.side.box", "janes-nas.fritz.box", "[host]"],
  ["a reversed name with a short domain", "io.globex.live", "io.globex.com", "[host]"],
  ["a domain of the second level", "globex.row.id", "globex.co.id", "[host]"],
  ["a file of properties", "read cache-store2.properties", "read cache-store2.globex.net", "read [host]"],
  ["a program on macOS", "in Lumen.app", "in lumen-4.app", "in [host]"],
  ["a method of one letter's variable", "use r.test here", "r.globex.test is down", "[host] is down"],
  ["a call", "when panel4.store.show(2) returns", "when panel4.store.show returns", "when [host] returns"],
  ["a method of an interface", "auth.test", "auth2.globex.test", "[host]"],
  ["a reversed name", "com.globex.ledger.app", "ledger.globex.app.com", "[host]"],
  ["a namespace in .NET", "Globex.Tools.AI", "globex.tools.ai", "[host]"],
  ["a model provider", "ibm.watsonx.ai", "lab.watsonx.ai", "[host]"],
  ["an attribute", "k8s.pod.name and db.client.id", "mail.globex.name", "[host]"],
  ["a member with a number", "row4.id", "row4.globex.id", "[host]"],
  ["a member in camel case", "panel4Store.row.live", "panel4store.row.live", "[host]"],
  ["a line of a member", "order.page:12", "order.globex.page:8012", "[host]"],
  [
    "hostname in a sentence",
    "the hostname but also the port",
    "the hostname db-04 and the port",
    "the hostname [host] and the port",
  ],
  ["a compound word", "set hostname auto-detection", "set hostname auto-d4", "set hostname [host]"],
  ["a processor", "for host x86_64 and host 12", "for host pc12", "for host [host]"],
  [
    "a look-up in a sentence",
    "hash lookup table on disk",
    "lookup table on 10.1.2.3:53: no such host",
    "lookup [host] on [ip]: no such host",
  ],
  [
    "an error's name in a sentence",
    "throws ENOTFOUND when offline",
    "getaddrinfo ENOTFOUND cache",
    "getaddrinfo ENOTFOUND [host]",
  ],
];

const PUBLIC_HOSTS: readonly Row[] = [
  [
    "a page of a documentation",
    "https://docs.python.org/3/library/re.html#re.sub",
    "https://docs.globex.org/3/library/",
    "[url]",
  ],
  ["a version in a route", "https://api.github.com/v2.0/login", "https://api.github.com/v2.0/jdoe", "[url]"],
  [
    "a service",
    "cannot reach registry.npmjs.org:443",
    "cannot reach globex.npmjs.org:443",
    "cannot reach [host]",
  ],
  ["a page of a service", "see https://github.com/login", "see https://github.com/globex/x", "see [url]"],
  ["an API", "https://api.github.com/user", "https://api.github.com/users/janedoe", "[url]"],
  ["an account at a service", "https://gitlab.com/", "https://jane:hunter2@gitlab.com/", "[url]"],
  ["a query", "https://www.google.com/search", "https://www.google.com/search?q=globex", "[url]"],
  ["a service of Google", "kms.googleapis.com", "plans4.storage.googleapis.com", "[host]"],
  ["a label", "app.kubernetes.io/version=2", "app.kubernetes.globex.io/version=2", "[host]"],
  ["a module", "golang.org/x/text@v0.3.7", "golang.globex.org/x/text@v0.3.7", "[host]"],
  [
    "a namespace",
    'xmlns="http://www.w3.org/1999/xlink"',
    'xmlns="http://globex.org/1999/xlink"',
    'xmlns="[url]"',
  ],
  ["an image", "docker.io/library/redis:7", "docker.io/globex/redis:7", "[host]"],
  [
    "the host of a look-up",
    "lookup proxy.golang.org: no such host",
    "lookup globex.dev: no such host",
    "lookup [host]: no such host",
  ],
  ["a file", "copy settings.yml.example first", "copy plans.globex.example first", "copy [host] first"],
];

const USERS: readonly Row[] = [
  ["an account of a database", 'user "postgres" failed', 'user "jdoe" failed', 'user "[user]" failed'],
  [
    "a role of a database",
    'role "readonly" is missing',
    'role "jdoe" is missing',
    'role "[user]" is missing',
  ],
  [
    "an account in SQL",
    "ALTER ROLE app WITH LOGIN",
    "ALTER ROLE jdoe WITH LOGIN",
    "ALTER ROLE [user] WITH LOGIN",
  ],
  ["an account after a flag", "mysql -u root shop", "mysql -u jdoe shop", "mysql -u [user] shop"],
  [
    "a role of a message",
    'message with role "assistant"',
    'FATAL: role "jane" is missing',
    'FATAL: role "[user]" is missing',
  ],
  ["a role of an element", "getByRole role 'checkbox'", "role 'jdoe'", "role '[user]'"],
  [
    "to create something of a user",
    "failed to create user profile",
    "create user jane with password",
    "create user [user] with password",
  ],
  ["a page", "please create login page first", "CREATE LOGIN jane", "CREATE LOGIN [user]"],
  [
    "a command that is missing",
    "sudo: command not found",
    "sudo:  jane : TTY=pts/1 ; PWD=x",
    "sudo:  [user] : TTY=pts/1 ; PWD=x",
  ],
  [
    "a denied resource",
    "access denied to resource",
    "Permission to a/b denied to jane",
    "Permission to a/b denied to [user]",
  ],
];

const VERSIONS: readonly Row[] = [
  ["numbers that follow each other", "seen 8.9.11.12", "seen 8.9.10.11", "seen [ip]"],
  ["a browser", "Chrome/131.0.0.0", "chrome1/131.0.4.7", "chrome1/[ip]"],
  ["a network that is no machine", "131.0.0.0", "131.0.0.9", "[ip]"],
  ["small numbers", "8.0.11.1", "10.0.11.1", "[ip]"],
  ["small numbers with a port", "build 8.0.11.1", "8.0.11.1:8080", "[ip]"],
  ["a label", "Version=44.2.0.77, Culture=neutral", "Server at 44.2.0.77", "Server at [ip]"],
  ["a requirement", "globex==44.2.0.77", "globex 44.2.0.77", "globex [ip]"],
  ["an address's label", "globex 5.20.3.9", "ping 5.20.3.9", "ping [ip]"],
];

const NUMBERS: readonly Row[] = [
  ["an encoded plus", "sum=1%2B2&n=47209381742", "To=%2B49301234567&n=1", "To=[phone]&n=1"],
  ["a time with many groups", "at 2a02:47:20", "at 2a02:4720:9381:7420:9381:7420:9381:7420:6379", "at [ip]"],
  ["a number with zeros before it", "ticket 0012345678", "ticket 00491234567", "ticket [phone]"],
  ["a date and a time with dots", "2011-03-09-07.15.44.120931", "030-12.15.44.12", "[phone]"],
  ["a date and a time in digits", "080309 071544 88", "080309 871544 88", "[phone]"],
  ["the nil UUID", "id 00000000-0000-0000-0000-000000000000", "id 0171-2345678", "id [phone]"],
  ["a UUID of digits", "4a3b2c1d-0171-4123-8456-789012345678", "4a3b2c1d 0171-4123456", "4a3b2c1d [phone]"],
  ["a row of numbers", "sizes 640 800 600 1024 768", "call me: 800-600-1024", "call me: [phone]"],
  ["a size", "16106127360", "16106127361", "[phone]"],
  ["an amount", "took 13800138000 ns", "ask 13800138000 now", "ask [phone] now"],
  ["successive digits", "0123456789", "0132456789", "[phone]"],
  ["bytes", "02 00 11 00 4f and 01 02 03 04 05 06", "01 42 63 84 05", "[phone]"],
  ["the end of a name", "2026-0171-2345678", "2026 0171-2345678", "2026 [phone]"],
  ["a date in digits", "030 and 20130704", "030/20130704", "[phone]"],
  ["zeros", "0000 0000000", "0171 0000000", "[phone]"],
  ["a row without a label", "800 600 1024 12", "fax 800 600 1024 12", "fax [phone] 12"],
  ["a word with a label in it", "hotel 12345678", "tel 12345678", "tel [phone]"],
  ["an ambiguous label", "call 12345678", "call 1234-5678", "call [phone]"],
];

const IDS: readonly Row[] = [
  [
    "an integrity with slashes",
    `sha512-${`${mixed}/`.repeat(5).slice(0, 86)}==`,
    `see ${mixed}/${mixed}`,
    "see [token]",
  ],
  ["an id with a word", `job-${hex(16)}`, `pass-${hex(16)}`, "[token]"],
  [
    "an id of 64 bits after a word",
    `+map ${hex(16)} 4`,
    `+rcon_password ${hex(16)} 4`,
    "+rcon_password [secret] 4",
  ],
  ["a key of a digest", `file_digest: ${hex(40)}`, `password_md5: ${hex(32)}`, "password_md5: [token]"],
  [
    "a digest after a plain word",
    `{"file_md5":"${hex(32)}"}`,
    `{"token_sha256":"${hex(64)}"}`,
    `{"token_sha256":"[token]"}`,
  ],
  [
    "a fingerprint",
    `fingerprint: ${hex(40).toUpperCase()}`,
    `printer: ${hex(40).toUpperCase()}`,
    "printer: [token]",
  ],
  ["the ids of a trace and a span", `[a,${hex(32)},${hex(16)}]`, `[a,${hex(32)},b]`, "[a,[token],b]"],
  ["the key of a digest", `{"baseSha":"${hex(40)}"}`, `{"baseRow":"${hex(40)}"}`, `{"baseRow":"[token]"}`],
  [
    "an integrity",
    `sha512-${mixed.repeat(5).slice(0, 86)}==`,
    `size512-${mixed.repeat(5).slice(0, 86)}==`,
    "[token]",
  ],
  ["a mangled name", "_ZNKSt3mapIxyLj9ESaIxEE4findERKx", "_QNKSt3mapIxyLj9ESaIxEE4findERKx", "[token]"],
  ["a number in hex", "at 0x7f3a9c21b8d05e64", `at 0x${hex(40)}`, "at [token]"],
  ["an id of 64 bits", `span ${hex(16)}`, `span ${hex(32)}`, "span [token]"],
  [
    "a UUID with a word",
    "req-1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
    "sk-1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
    "[token]",
  ],
  ["a labelled digest", `sha256:${hex(64)}`, `seen ${hex(64)}`, "seen [token]"],
  ["a digest with a short label", `md5 ${hex(32)}`, `mdx ${hex(32)}`, "mdx [token]"],
  ["a resource", `subnet-${hex(17)}`, `token-${hex(17)}`, "[token]"],
  ["a commit", `commit ${hex(40)}`, `comet ${hex(40)}`, "comet [token]"],
  ["the key of a trace", `trace_id=${hex(32)}`, `user_id=${hex(32)}`, "user_id=[user]"],
  ["a key in JSON", `{"requestId":"${mixed}"}`, `{"note":"${mixed}"}`, `{"note":"[token]"}`],
  ["two words", `Request ID: ${hex(32)}`, `Note: ${hex(32)}`, "Note: [token]"],
  ["the hash of a file", `content_hash=${hex(40)}`, `pass_hash=${hex(40)}`, "pass_hash=[secret]"],
  ["a header of a trace", `00-${hex(32)}-${hex(16)}-01`, `00-${hex(32)}-${hex(20)}-01`, "[token]"],
  ["a labelled ULID", "event_id=01J8QZ6X4T7M2V9KD3WBFHN5RC", "01J8QZ6X4T7M2V9KD3WBFHN5RC", "[token]"],
  ["a commit of no secret", `plain commit ${hex(40)}`, `secret commit ${hex(40)}`, "secret commit [token]"],
  ["a pod", "ledger-7d4b9c6f5d-x2x8k", "ledger-7d4b9c6f5d-x2x8kQ7z", "[token]"],
  ["an object of an interface", `toolu_${mixed}`, `tool_${mixed}`, "[token]"],
  ["a bundled file", `main.${hex(20)}.js`, `main.${hex(20)}`, "[token]"],
  [
    "an alphabet",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "QWXZJKVBPFHGDTCMQXZWVJKQ",
    "[token]",
  ],
  ["a duration", "P3Y6M4DT12H30M5S", "P3Y6M4DX12H30M5Q8", "[token]"],
];

const CODE: readonly Row[] = [
  ["a member", "this.password = password;", "this.password = hunter2x;", "this.password = [secret]"],
  [
    "an argument",
    "login(user, password=password)",
    "login(user, password=hunter2)",
    "login(user, password=[secret])",
  ],
  ["an instance variable", "@token = token", "@token = tok8en2", "@token = [secret]"],
  ["a constant", "token = AppConfig.API_TOKEN", "token = k9Lq2x.API_TOKEN", "token = [secret]"],
  ["a call after a keyword", "token = await createToken(user)", "token = await8x", "token = [secret]"],
  ["a member in PHP", "$token = $request->token;", "$token = 'r3quest';", "$token = '[secret]';"],
  ["a field of a form", "$pass = $_POST['pass'];", "$pass = 'p0st';", "$pass = '[secret]';"],
  [
    "a parameter in Ruby",
    "user.password = params[:password]",
    "user.password = params7x",
    "user.password = [secret]",
  ],
  [
    "a lambda",
    "onChange = { password = it }",
    "onChange = { password = it9x }",
    "onChange = { password = [secret] }",
  ],
  ["a prompt", 'getpass("Password: ")', 'setpass("Passw0rd: ")', 'setpass("[secret]")'],
  [
    "the name of a setting",
    'GetConnectionString("MainDb")',
    'SetConnectionString("pw=x1")',
    'SetConnectionString("[secret]")',
  ],
  ["a statement", "UPDATE t SET token = ? WHERE id = ?", "SET token = k3yx", "SET token = [secret]"],
  ["a named parameter", "WHERE api_key = :apiKey", "with api_key = :ap1Key", "with api_key = [secret]"],
  ["a field of a schema", "  string password = 7;", "  password = 7731;", "  password = [secret]"],
  ["a template", 'auth: "Bearer {token}"', 'auth: "Bearer t0k3n9"', 'auth: "[secret]"'],
  [
    "a challenge",
    'WWW-Authenticate: Bearer realm="ledger"',
    "Authorization: Bearer r3alm",
    "Authorization: [secret]",
  ],
  [
    "attributes of a cookie",
    "Set-Cookie: Path=/; HttpOnly",
    "Set-Cookie: sid=a1; HttpOnly",
    "Set-Cookie: [secret]",
  ],
  [
    "a variable before a path",
    '"Bearer $TOKEN" "$API_URL/users"',
    '"Bearer $TOKEN" "$PWD/users"',
    '"Bearer $TOKEN" "[path]"',
  ],
  ["a command", "PASSWORD=$(pass show db)", "PASSWORD=$pa55_9x", "PASSWORD=[secret]"],
  ["a type in Rust", "fn open(password: &str)", "fn open(password: &s7rx)", "fn open(password: [secret])"],
  ["a label", '<label for="pin">PIN</label>', '<b for="pin">Pin48x2</b>', '<b for="pin">[secret]</b>'],
  [
    "a selector",
    "input[type=password]:focus {",
    "input[type=password]:f0cus",
    "input[type=password]:[secret]",
  ],
  ["a name in a help text", "login --user NAME --token TOKEN", "login --user jdoe", "login --user [user]"],
  ["a resource", "password = random_password.db.result", "password = random_passw0rd", "password = [secret]"],
  ["a key after a scheme", "scheme: bearer bearerFormat: JWT", "a bearer bearerFormat8", "a bearer [secret]"],
  ["a directive of nginx", "proxy_pass unix:ledger", "proxy_pass hunter2x", "proxy_pass [secret]"],
];

const LOGS: readonly Row[] = [
  [
    "a resource of AWS",
    "arn:aws:secretsmanager:*:*:secret:*",
    "db:5432:shop:app:hunter2",
    "db:5432:shop:app:[secret]",
  ],
  ["an event", "auth:login", "auth:l0gin9x", "auth:[secret]"],
  ["a version with a commit", `containerd/1.7.16+${hex(40)}`, `containerd/token+${hex(40)}`, "[token]"],
  ["a task", "Task :secrets:compileJava", "Task secrets:c0mpileJ4va", "Task secrets:[secret]"],
  ["a module", "test auth::token::tests ... ok", "test auth::t0ken ... ok", "test auth::[secret] ... ok"],
  ["a result of a test", "x_test.go:9: token: got nil", "token: hunter2 nil", "token: [secret] nil"],
  ["a document type", '"-//W3C//DTD HTML 4.01//EN"', '"//w3c4/plans/x"', '"[path]"'],
  ["a function and its line", "shop.auth:login:41 - ok", "shop.auth:log1n-41x", "shop.auth:[secret]"],
  ["a key without a value", "logname= uid=0 tty=ssh", "logname=jdoe uid=0", "logname=[user] uid=0"],
  [
    "a sentence to a semicolon",
    "(su:auth): authentication failure; user=x",
    "auth: hunter2; user=x",
    "auth: [secret]; user=x",
  ],
  [
    "the next pair",
    "reason=bad_credentials attempts=3",
    "my credentials attempt5!",
    "my credentials [secret]",
  ],
  ["coordinates of Maven", "com.globex:secrets:jar:1.2.0", "secrets:k7Xw2m", "secrets:[secret]"],
  [
    "an error of a compiler",
    "'apiKey': undeclared identifier",
    "'apiKey': 'undeclar3d'",
    "'apiKey': '[secret]'",
  ],
  [
    "a status",
    "token: expected: <401> but was: <200>",
    "token: expected: <a401> but",
    "token: expected: <[secret]> but",
  ],
  ["a question", "Wrong password? : plan.pdf", "Password? : hunter2", "Password? : [secret]"],
  ["a migration", "AddTokenToUsers: migrating", "Users: jdoe", "Users: [user]"],
  ["a test", "PASS src/auth/token.spec.ts", "PASS src9auth", "PASS [secret]"],
  ["the pattern of a key", "user:*:profile", "user:jdoe:profile", "user:[user]"],
  ["a type of Pulumi", "gcp:secretmanager/secret:Secret", "gcp/secret:S3cret", "gcp/secret:[secret]"],
  ["a place", '{"cookie":"session"}', '{"cookie":"s3ssion"}', '{"cookie":"[secret]"}'],
  ["a pattern of a query", "message like /(?:a|b)x/ today", "message in /srv/abx", "message in [path]"],
  [
    "a prompt of git",
    "Username: terminal prompts disabled",
    "Username: jdoe is disabled",
    "Username: [user] is disabled",
  ],
  ["a version of an engine", "V8 12.4.254.14", "peer 12.4.254.14", "peer [ip]"],
  ["a client", "kubernetes/7c48c2b", "ssh release@cafe7", "ssh [email]"],
  ["a release", "release: web@2fdbb062d95d", "ssh web@2fdbb062d95d", "ssh [email]"],
  ["bold type", "**Where is my API key stored?** Here.", "API key st0redK1y Here.", "API key [secret] Here."],
];

const URLS: readonly Row[] = [
  ["a member named data", "{data:true,size:4}", "see data:text/plain,jane", "see [url]"],
  ["a masked number", "tel:xxxxxxx", "tel:5551234", "[url]"],
  ["a masked number in groups", "tel:xxx xxxx", "TEL:+49 (0)30 901 820-17", "[url]"],
  ["a text about a message", "sms sent", "sms:+49 30 901820?body=jane", "[url]"],
  ["the name of a standard", "urn:ietf:params:oauth:token-type:jwt", "urn:globex:jane", "[url]"],
];

describe("redactPropertyText and redactIdentifiableInfo", () => {
  it.each(
    [{ EMAILS, HOSTS, PUBLIC_HOSTS, USERS, VERSIONS, NUMBERS, IDS, CODE, LOGS, URLS }].flatMap((tables) =>
      Object.values(tables).flat(),
    ),
  )("keep %s, and redact its sensitive counterpart", (_kind, ordinary, sensitive, redacted) => {
    for (const redact of [redactPropertyText, redactIdentifiableInfo]) {
      expect(redact(ordinary)).toBe(ordinary);
      expect(redact(sensitive)).toBe(redacted);
      expect(redact(redacted)).toBe(redacted);
    }
  });
});

describe("redactIdentifiableInfo", () => {
  it.each([
    ["a method", "trained with Adam Optimizer", "trained by Adam Oldman", "trained by [person]"],
    ["months", "Jan Feb Mar", "Jan Fischer", "[person]"],
    ["an edition", "needs Java SE 21", "needs Globex SE", "needs [company]"],
    ["an alias in SQL", "SELECT Total AS total", "we bought Total AS", "we bought [company]"],
    ["a limit", "Rate Limited by the server", "Globex Limited", "[company]"],
    ["a label of a form", "Select Company", "Globex Company", "[company]"],
  ])("keeps %s, and redacts a name of the same form", (_kind, ordinary, sensitive, redacted) => {
    expect(redactIdentifiableInfo(ordinary)).toBe(ordinary);
    expect(redactIdentifiableInfo(sensitive)).toBe(redacted);
  });
});
