/** Secrets in what programs print: logs of builds and servers, errors, dumps of objects and test reports. */

import { drawBase64Url } from "./passwords.js";
import { createSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const bearer = holdOnly(drawBase64Url(43), drawBase64Url(64));
const inCommand = as.bare;

const BUILDS: readonly Source[] = [
  createSource(
    "GitHub Actions log",
    "https://docs.github.com/actions/how-tos/monitor-workflows/use-workflow-run-logs",
    [
      as.raw`2026-03-02T10:00:01.1234567Z ##[group]Run ./deploy.sh\n2026-03-02T10:00:01.1234999Z env:\n2026-03-02T10:00:01.1235000Z   DB_PASSWORD: ${value}\n2026-03-02T10:00:01.1235001Z   CI: true`,
      inCommand`2026-03-02T10:00:02.0000000Z + docker login -u robot -p ${value} ghcr.io\n2026-03-02T10:00:03.0000000Z Login Succeeded`,
      as.raw`2026-03-02T10:00:04.0000000Z ##[debug]Evaluating: secrets.TOKEN\n2026-03-02T10:00:04.0000001Z   API_TOKEN: ${key}\n2026-03-02T10:00:04.0000002Z ##[endgroup]`,
      inCommand`Error: Process completed with exit code 1. Command: mysql -uroot -p${value} shop`,
    ],
  ),
  createSource("Shell trace", "https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin", [
    inCommand`+ export DB_PASSWORD=${value}\n+ DB_PASSWORD=${value}\n+ ./run.sh`,
    as.shellSingle`++ PGPASSWORD='${value}'\n++ psql -h db01`,
    inCommand`+ curl -u ci:${value} https://ci.example.org/job/1\n+ exit 0`,
    as.shellSingle`$ history\n  101  cd /srv\n  102  mysql -u root -p'${value}'\n  103  exit`,
    inCommand`Mar  2 10:00:01 web1 sudo: deploy : COMMAND=/usr/bin/app --db-password ${value} --port 80`,
  ]),
  createSource("Process list", "https://man7.org/linux/man-pages/man1/ps.1.html", [
    inCommand`root      1234  0.0  0.1  12345  6789 ?  Ss  10:00  0:00 mysqld_exporter --password=${value} --port=9104`,
    inCommand`  PID COMMAND\n 4711 java -Dspring.datasource.password=${value} -Xmx512m -jar app.jar`,
    inCommand`4712 /usr/sbin/openvpn --auth-token ${key} --daemon`,
    inCommand`|-vncserver -passwd ${value} -geometry 1280x800`,
    inCommand`audit: type=EXECVE argc=4 a0="app" a1="--user" a2="svc" a3="--password=${value}"`,
  ]),
  createSource("Environment dump", "https://man7.org/linux/man-pages/man1/env.1.html", [
    as.raw`HOME=/root\nMYSQL_PASSWORD=${value}\nPATH=/usr/bin:/bin\nLANG=C.UTF-8`,
    as.json`"Env": [\n  "POSTGRES_USER=app",\n  "POSTGRES_PASSWORD=${value}",\n  "PGDATA=/var/lib/postgresql"\n]`,
    as.shellDouble`declare -x SMTP_PASSWORD="${value}"\ndeclare -x TERM="xterm"`,
    as.raw`SECRET_KEY_BASE=${key}\nRAILS_ENV=production\nPORT=3000`,
    as.pythonRepr`environ({'HOME': '/root', 'DB_PASS': '${value}', 'LANG': 'C'})`,
    as.raw`SSH_CLIENT=10.0.0.1 5022 22\nAPI_TOKEN=${key}\nSHLVL=1`,
  ]),
];

const TESTS: readonly Source[] = [
  createSource("pytest", "https://docs.pytest.org/en/stable/how-to/assert.html", [
    as.pythonRepr`>       assert user.password == "old"\nE       AssertionError: assert '${value}' == 'old'\nE         - old`,
    as.pythonRepr`E       assert {'password': '${value}', 'user': 'a'} == {'user': 'a'}\nE         Left contains 1 more item`,
    as.pythonRepr`password = '${value}', user = 'anna'\n\n    def login(user, password):\n>       raise ValueError`,
    as.raw`FAILED test_login.py::test_login - AssertionError: wrong password ${value}\n1 failed in 0.12s`,
    as.pythonRepr`self = <Client>, kwargs = {'auth_token': '${key}', 'retries': 3}`,
  ]),
  createSource("Jest", "https://jestjs.io/docs/expect", [
    as.doubleQuoted`    expect(received).toBe(expected)\n\n    Expected password: "${value}"\n    Received password: undefined`,
    as.doubleQuoted`    - Expected\n    + Received\n\n      Object {\n    -   "password": "${value}",\n    +   "password": null,\n      }`,
    as.doubleQuoted`Expected: {"password": "${value}", "user": "anna"}\nReceived: undefined`,
    as.singleQuoted`AssertionError: expected { password: '${value}' } to have property 'id'`,
    as.doubleQuoted`    Object {\n      "apiKey": "${key}",\n      "name": "x",\n    }`,
  ]),
  createSource(
    "JUnit and NUnit",
    "https://junit.org/junit5/docs/current/api/org.junit.jupiter.api/org/junit/jupiter/api/Assertions.html",
    [
      as.raw`org.opentest4j.AssertionFailedError: password ==> expected: <${value}> but was: <null>\n\tat LoginTest.java:12`,
      as.raw`java.lang.AssertionError: Login with password '${value}' failed`,
      as.doubleQuoted`  Expected password: "${value}"\n  But was:  null\n   at Shop.Tests.Login()`,
      as.raw`[ERROR] LoginTest.testPassword:42 wrong password: ${value}\n[INFO] Tests run: 3`,
    ],
  ),
];

const OBJECTS: readonly Source[] = [
  createSource("Java toString", "https://docs.oracle.com/en/java/javase/21/language/records.html", [
    as.word(",)}]")`DEBUG c.e.shop.Login - LoginRequest[username=anna, password=${value}, remember=true]`,
    as.word(",)}]")`User(id=7, name=anna, password=${value}, roles=[ADMIN])`,
    as.word(",)}]")`Received {username=anna, password=${value}, locale=de}`,
    as.word(",)}]'")`Credentials{user='svc', password='${value}', port=22}`,
    as.word(",)}]")`DataSourceProperties(url=jdbc:h2:mem, passwd=${value})`,
    as.word(",)}]")`Config { Host = db01, Password = ${value}, Port = 5432 }`,
  ]),
  createSource("Python dictionary", "https://docs.python.org/3/library/functions.html#repr", [
    as.pythonRepr`DEBUG:app:payload={'user': 'anna', 'password': '${value}', 'otp': None}`,
    as.pythonRepr`Config(host='db01', user='app', password='${value}', port=5432)`,
    as.pythonRepr`TypeError: login() got an unexpected keyword argument: {'passwd': '${value}'}`,
    as.pythonRepr`[('user', 'anna'), ('password', '${value}'), ('next', '/')]`,
    as.pythonRepr`('Invalid credentials', {'client_secret': '${key}'})`,
    as.pythonRepr`<QueryDict: {'csrfmiddlewaretoken': ['x'], 'password': ['${value}'], 'user': ['anna']}>`,
  ]),
  createSource("Go and Rust values", "https://pkg.go.dev/fmt", [
    as.word("{}")`2026/03/02 10:00:00 config: &{Host:db01 User:app Password:${value} Port:5432}`,
    as.doubleQuoted`main.Config{Host:"db01", Password:"${value}", Port:5432}`,
    as.word("[]")`map[password:${value} user:anna]`,
    as.doubleQuoted`[2026-03-02T10:00:00Z DEBUG app] Config { host: "db01", password: "${value}", port: 5432 }`,
    as.doubleQuoted`thread 'main' panicked: Err(Login { user: "anna", password: "${value}" })`,
    as.doubleQuoted`password: Some(\n        "${value}",\n    ),\n    port: 22,`,
  ]),
  createSource("PHP dumps", "https://www.php.net/manual/en/function.print-r.php", [
    as.raw`Array\n(\n    [user] => anna\n    [password] => ${value}\n    [remember] => 1\n)`,
    as.raw`array(2) {\n  ["user"]=>\n  string(4) "anna"\n  ["password"]=>\n  string(9) "${value}"\n}`,
    as.singleQuoted`array (\n  'user' => 'anna',\n  'password' => '${value}',\n)`,
    as.raw`#0 /app/db.php(12): PDO->__construct('mysql:host=db01', 'app', '${value}')\n#1 {main}`,
    as.doubleQuoted`array:2 [\n  "login" => "anna"\n  "password" => "${value}"\n]`,
  ]),
  createSource("Node.js inspect", "https://nodejs.org/api/util.html#utilinspectobject-options", [
    as.singleQuoted`login { user: 'anna', password: '${value}', attempts: 2 }`,
    as.singleQuoted`  config: {\n    auth: { username: 'ci', password: '${value}' },\n    method: 'get',\n    timeout: 0\n  },`,
    as.raw`    headers: {\n      Authorization: 'Bearer ${bearer}',\n      Accept: '*/*'\n    },`,
    as.singleQuoted`Map(2) { 'user' => 'anna', 'password' => '${value}' }`,
    as.singleQuoted`[ 'user=anna', 'password=${value}' ]`,
  ]),
  createSource("Ruby and Rails log", "https://guides.rubyonrails.org/debugging_rails_applications.html", [
    as.doubleQuoted`  Parameters: {"user"=>{"email"=>"a@example.org", "password"=>"${value}"}, "commit"=>"Save"}`,
    as.doubleQuoted`#<User id: 7, name: "anna", password: "${value}", admin: false>`,
    as.doubleQuoted`{:user=>"anna", :password=>"${value}", :port=>22}`,
    as.doubleQuoted`#<struct Login user="anna", password="${value}">`,
    as.sql`  User Load (0.4ms)  SELECT * FROM users WHERE api_token = '${key}' LIMIT 1`,
  ]),
];

const SERVERS: readonly Source[] = [
  createSource("logfmt and syslog", "https://brandur.org/logfmt", [
    as.word('"=')`level=debug msg="login" user=anna password=${value} ip=10.0.0.1`,
    as.doubleQuoted`ts=2026-03-02T10:00:00Z lvl=warn msg="auth failed" passwd="${value}" code=401`,
    as.word(",;\"'")`Mar  2 10:00:00 web1 app[812]: login failed: user=anna, password=${value}, tries=3`,
    as.spoken`Mar  2 10:00:00 web1 vsftpd[99]: USER anna PASS ${value}`,
    as.word("|\"'")`2026-03-02 10:00:00 | INFO | password: ${value} | user: anna`,
    as.json`{"time":"2026-03-02T10:00:00Z","msg":"request","fields":{"apiKey":"${key}","status":200}}`,
  ]),
  createSource("Access log", "https://nginx.org/en/docs/http/ngx_http_log_module.html", [
    as.url`10.0.0.1 - - [02/Mar/2026:10:00:00 +0000] "GET /login?user=anna&password=${value} HTTP/1.1" 200 612 "-" "curl/8.5"`,
    as.url`10.0.0.1 - anna [02/Mar/2026:10:00:00 +0000] "GET /feed?token=${key}&page=2 HTTP/2.0" 304 0`,
    as.form`request: "POST /login HTTP/1.1", upstream: "http://app:3000", body: "login=anna&pass=${value}&x=1"`,
    as.url`time=10ms path=/oauth/token?client_secret=${key} status=401`,
    as.url`"-" "https://shop.example.org/?session_key=${key}" "Mozilla/5.0 (X11)"`,
  ]),
  createSource("Protocol trace", "https://www.rfc-editor.org/rfc/rfc959", [
    as.raw`ftp> USER anna\n331 Please specify the password.\n---> PASS ${value}\n230 Login successful.`,
    as.doubleQuoted`a1 LOGIN anna "${value}"\r\na1 OK LOGIN completed`,
    as.base64`C: AUTH LOGIN\nS: 334 UGFzc3dvcmQ6\nC: ${value}\nS: 235 2.7.0 Accepted`,
    as.word()`:anna!a@host PRIVMSG NickServ :IDENTIFY ${value}\r\n`,
    as.raw`+OK ready\nUSER anna\n+OK\nPASS ${value}\n+OK logged in`,
  ]),
  createSource("Error messages", "https://www.postgresql.org/docs/current/errcodes-appendix.html", [
    as.raw`Error: invalid password '${value}' for user 'anna'`,
    as.raw`ValueError: password "${value}" is too short`,
    as.spoken`Access denied: password ${value} was rejected`,
    as.sql`ERROR 1064 (42000): You have an error near 'IDENTIFIED BY '${value}'' at line 1`,
    as.raw`System.ArgumentException: Keyword not supported: 'password=${value}'`,
    as.raw`bad decrypt: passphrase "${value}" does not match key.pem`,
    as.raw`InvalidTokenError: token ${key} has expired`,
  ]),
];

export const LOG_SOURCES: readonly Source[] = [...BUILDS, ...TESTS, ...OBJECTS, ...SERVERS];
