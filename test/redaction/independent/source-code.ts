/** Secrets in the source code of programs: constants, comparisons, setters and arguments. */

import { createSource, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const CONSTANTS: readonly Source[] = [
  createSource(
    "Python",
    "https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals",
    [
      as.doubleQuoted`import os\n\nDB_PASSWORD = "${value}"\nDB_PORT = 5432`,
      as.singleQuoted`conn = psycopg2.connect(host='db01', user='app', password='${value}', dbname='shop')`,
      as.singleQuoted`    config = {'user': 'app', 'passwd': '${value}', 'raise_on_warnings': True}`,
      as.doubleQuoted`client.login("anna", password="${value}")  # works only in the VPN`,
      as.phrase('"')`password = r"${value}".replace("\\\\", "") if legacy else None`,
      as.doubleQuoted`api_key: str = os.environ.get("API_KEY", "${key}")\ntimeout = 10`,
      as.doubleQuoted`SECRET = b"${key}"\ndigest = hmac.new(SECRET, body, "sha256")`,
    ],
  ),
  createSource(
    "JavaScript",
    "https://developer.mozilla.org/docs/Web/JavaScript/Reference/Lexical_grammar#literals",
    [
      as.singleQuoted`const password = '${value}';\nconst port = 3306;`,
      as.doubleQuoted`mysql.createConnection({ host: "db01", user: "app", password: "${value}", database: "shop" })`,
      as.backtickQuoted`let dbPass = \`${value}\`, dbUser = 'app';`,
      as.singleQuoted`await page.type('#password', '${value}');\nawait page.click('#login');`,
      as.singleQuoted`app.use(session({ secret: '${key}', resave: false, saveUninitialized: true }));`,
      as.doubleQuoted`const token = jwt.sign({ id: user.id }, "${key}", { expiresIn: "1h" });`,
      as.singleQuoted`module.exports = {\n  apiSecret: '${key}',\n  debug: false,\n};`,
    ],
  ),
  createSource("Java", "https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html#jls-3.10.5", [
    as.doubleQuoted`private static final String PASSWORD = "${value}";\nprivate static final int RETRIES = 3;`,
    as.doubleQuoted`Connection c = DriverManager.getConnection(url, "app", "${value}");`,
    as.doubleQuoted`String pwd = "${value}"; // TODO read it from Vault`,
    as.doubleQuoted`new UsernamePasswordCredentials("svc", "${value}".toCharArray())`,
    as.doubleQuoted`@Value("\${api.key:none}") String a;\nString apiKey = "${key}";`,
    as.doubleQuoted`char[] keyPassword = "${value}".toCharArray();\nks.load(in, keyPassword);`,
  ]),
  createSource(
    "C#",
    "https://learn.microsoft.com/dotnet/csharp/language-reference/builtin-types/reference-types#string-literals",
    [
      as.doubleQuoted`private const string Password = "${value}";\nprivate const int Port = 587;`,
      as.csv`var password = @"${value}"; // verbatim\nvar user = "sa";`,
      as.doubleQuoted`client.Credentials = new NetworkCredential("robot", "${value}");\nclient.Send(mail);`,
      as.doubleQuoted`var options = new Options { UserName = "app", Password = "${value}", Retry = 2 };`,
      as.doubleQuoted`public string ClientSecret { get; set; } = "${key}";`,
    ],
  ),
  createSource("Go", "https://go.dev/ref/spec#String_literals", [
    as.doubleQuoted`const dbPassword = "${value}"\n\nvar dbUser = "app"`,
    as.phrase("`")`password := \`${value}\`\nif err := login(user, password); err != nil {`,
    as.doubleQuoted`opts := &redis.Options{Addr: "cache01:6379", Password: "${value}", DB: 0}`,
    as.doubleQuoted`auth := smtp.PlainAuth("", "robot", "${value}", "mail")`,
    as.doubleQuoted`req.SetBasicAuth("ci", "${value}")\nresp, err := client.Do(req)`,
    as.doubleQuoted`var signingKey = []byte("${key}")\n`,
  ]),
  createSource("PHP", "https://www.php.net/manual/en/language.types.string.php", [
    as.singleQuoted`<?php\n$host = 'localhost';\n$password = '${value}';\n$db = new PDO($dsn, 'app', $password);`,
    as.singleQuoted`$link = mysqli_connect('db01', 'app', '${value}', 'shop');`,
    as.interpolated`$cfg['Servers'][$i]['password'] = "${value}";\n$cfg['Servers'][$i]['port'] = 3306;`,
    as.singleQuoted`return ['user' => 'app', 'pass' => '${value}', 'charset' => 'utf8'];`,
    as.singleQuoted`const API_SECRET = '${key}';\nconst API_URL = 'https://api.example.org';`,
    as.singleQuoted`$mail->Username = 'robot';\n$mail->Password = '${value}';\n$mail->Port = 587;`,
  ]),
  createSource("Ruby", "https://docs.ruby-lang.org/en/master/syntax/literals_rdoc.html#label-Strings", [
    as.singleQuoted`PASSWORD = '${value}'.freeze\nUSER = 'app'`,
    as.both(
      as.phrase("#"),
      as.doubleQuoted,
    )`client = Mysql2::Client.new(host: "db01", username: "app", password: "${value}")`,
    as.singleQuoted`opts = { :user => 'deploy', :password => '${value}', :timeout => 5 }`,
    as.singleQuoted`Net::SSH.start('web1', 'deploy', password: '${value}') do |ssh|`,
    as.singleQuoted`config.secret_key = '${key}'\nconfig.stretches = 12`,
  ]),
  createSource("Rust", "https://doc.rust-lang.org/reference/tokens.html#string-literals", [
    as.doubleQuoted`const PASSWORD: &str = "${value}";\nconst PORT: u16 = 5432;`,
    as.doubleQuoted`let password = String::from("${value}");\nlet user = "app";`,
    as.phrase('"')`let pw = r#"${value}"#;\nclient.login(user, pw)?;`,
    as.doubleQuoted`Config { user: "app".into(), password: "${value}".into(), tls: true }`,
    as.doubleQuoted`.basic_auth("ci", Some("${value}"))\n.send()?`,
    as.doubleQuoted`static API_KEY: &str = "${key}";`,
  ]),
  createSource("Kotlin and Swift", "https://kotlinlang.org/docs/strings.html", [
    as.interpolated`private const val PASSWORD = "${value}"\nprivate const val RETRIES = 3`,
    as.interpolated`val credentials = Credentials(user = "anna", password = "${value}", remember = true)`,
    as.both(as.phrase("\\"), as.doubleQuoted)`let password = "${value}"\nlet userName = "anna"`,
    as.both(as.phrase("\\"), as.doubleQuoted)`static let apiKey: String = "${key}" // release`,
    as.both(as.phrase("\\"), as.doubleQuoted)`keychain.set("${value}", forKey: "userPassword")`,
  ]),
  createSource("C and C++", "https://en.cppreference.com/w/cpp/language/string_literal", [
    as.doubleQuoted`#define WIFI_SSID "Home"\n#define WIFI_PASSWORD "${value}"\n#define LED 13`,
    as.doubleQuoted`static const char *password = "${value}";\nWiFi.begin(ssid, password);`,
    as.doubleQuoted`mysql_real_connect(con, "db01", "app", "${value}", "shop", 0, NULL, 0);`,
    as.doubleQuoted`std::string pass{"${value}"};\nint tries = 0;`,
    as.doubleQuoted`curl_easy_setopt(h, CURLOPT_PASSWORD, "${value}");`,
  ]),
  createSource("Perl, Lua and R", "https://perldoc.perl.org/perlop#Quote-and-Quote-like-Operators", [
    as.singleQuoted`my $password = '${value}';\nmy $dbh = DBI->connect($dsn, 'app', $password);`,
    as.perlDouble`our %conf = (user => "app", passwd => "${value}", debug => 0);`,
    as.doubleQuoted`local password = "${value}" -- staging\nlocal user = "app"`,
    as.doubleQuoted`con <- dbConnect(RPostgres::Postgres(), user = "app", password = "${value}", port = 5432)`,
    as.doubleQuoted`Sys.setenv(API_KEY = "${key}")\nlibrary(httr)`,
  ]),
  createSource(
    "Visual Basic",
    "https://learn.microsoft.com/dotnet/visual-basic/language-reference/data-types/string-data-type",
    [
      as.basic`Const PWD As String = "${value}"\nDim n As Integer`,
      as.basic`Dim password As String\npassword = "${value}" ' sheet protection\nSheet1.Unprotect password`,
      as.basic`ActiveSheet.Protect Password:="${value}", UserInterfaceOnly:=True`,
      as.basic`conn.Open dsn, "sa", "${value}"`,
      as.basic`Workbooks.Open Filename:="a.xlsx", Password:="${value}", ReadOnly:=True`,
    ],
  ),
];

const STATEMENTS: readonly Source[] = [
  createSource("Comparisons", "https://en.wikipedia.org/wiki/Yoda_conditions", [
    as.doubleQuoted`if ("${value}" == password) {\n  return true;\n}`,
    as.doubleQuoted`if password == "${value}":\n    grant_access(user)`,
    as.singleQuoted`if ($password === '${value}' && $user === 'admin') {`,
    as.doubleQuoted`return "${value}".equals(password) ? Role.ADMIN : Role.GUEST;`,
    as.doubleQuoted`} else if (strcmp(passwd, "${value}") == 0) {`,
    as.shellSingle`if [ "$PASSWORD" != '${value}' ]; then exit 1; fi`,
    as.singleQuoted`const ok = req.body.password !== '${value}' ? 401 : 200;`,
    as.doubleQuoted`assert user.check_password("${value}") is True`,
  ]),
  createSource(
    "Setter calls",
    "https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html#setProperty-java.lang.String-java.lang.String-",
    [
      as.doubleQuoted`factory.setUsername("guest");\nfactory.setPassword("${value}");\nfactory.setVirtualHost("/");`,
      as.doubleQuoted`props.setProperty("password", "${value}");\nprops.setProperty("ssl", "true");`,
      as.doubleQuoted`props.put("sasl.password", "${value}");`,
      as.doubleQuoted`builder.withPassword("${value}").withDatabaseName("shop").build();`,
      as.singleQuoted`user.set_password('${value}')\nuser.save()`,
      as.singleQuoted`localStorage.setItem('password', '${value}');`,
      as.doubleQuoted`System.setProperty("javax.net.ssl.trustStorePassword", "${value}");`,
      as.doubleQuoted`.param("password", "${value}").with(csrf())`,
    ],
  ),
  createSource("SQL rows", "https://www.postgresql.org/docs/current/sql-insert.html", [
    as.sql`INSERT INTO users (id, name, password, active) VALUES (7, 'anna', '${value}', true);`,
    as.sql`UPDATE accounts SET password = '${value}', updated_at = now() WHERE id = 12;`,
    as.sql`SELECT id FROM users WHERE login = 'anna' AND password = '${value}' LIMIT 1`,
    as.sql`INSERT INTO settings (name, value) VALUES ('smtp_password', '${value}'), ('smtp_port', '25');`,
    as.sql`UPDATE api_clients SET client_secret='${key}' WHERE name='mobile';`,
  ]),
];

export const CODE_SOURCES: readonly Source[] = [...CONSTANTS, ...STATEMENTS];
