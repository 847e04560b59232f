/** Secrets in the source code of less common languages: functional ones, old ones and those of games. */

import { createShortSource, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

/** `#{` opens an expression in Elixir, Crystal and CoffeeScript. */
const noHash = as.both(as.phrase("#"), as.doubleQuoted);

const FUNCTIONAL: readonly Source[] = [
  createShortSource("Haskell", "https://www.haskell.org/onlinereport/haskell2010/haskellch2.html", [
    as.doubleQuoted`dbPassword :: Text\ndbPassword = "${value}"\n`,
    as.doubleQuoted`conn <- connect defaultConnectInfo { connectUser = "app", connectPassword = "${value}" }`,
    as.doubleQuoted`applyBasicAuth "ci" "${value}" <$> parseRequest url`,
    as.doubleQuoted`ghci> login "anna" (Password "${value}")\nRight (UserId 7)`,
    as.doubleQuoted`Config {cfgUser = "app", cfgPassword = "${value}", cfgPort = 5432}`,
    as.doubleQuoted`let jwtSecret = "${key}" :: ByteString`,
  ]),
  createShortSource("Clojure", "https://clojure.org/reference/reader", [
    as.doubleQuoted`(def db-spec {:dbtype "postgresql" :user "app" :password "${value}" :port 5432})`,
    as.doubleQuoted`(def ^:private api-key "${key}")`,
    as.doubleQuoted`(client/get url {:basic-auth ["ci" "${value}"] :as :json})`,
    as.doubleQuoted`user=> (authenticate {:login "anna" :password "${value}"})\nfalse`,
    as.doubleQuoted`#:db{:host "db01", :password "${value}", :pool-size 4}`,
    as.doubleQuoted`ExceptionInfo login failed {:user "anna", :pass "${value}"}  clojure.core/ex-info (core.clj:4617)`,
  ]),
  createShortSource("Elixir", "https://hexdocs.pm/elixir/config-and-releases.html", [
    noHash`config :shop, Shop.Repo,\n  username: "app",\n  password: "${value}",\n  hostname: "db01",\n  pool_size: 10`,
    noHash`config :shop, ShopWeb.Endpoint,\n  secret_key_base: "${key}"`,
    noHash`iex(1)> Accounts.register_user(%{email: "a@example.org", password: "${value}"})\n{:ok, 7}`,
    noHash`%Shop.User{id: 7, name: "anna", password: "${value}", admin: false}`,
    noHash`[debug] Processing with ShopWeb.SessionController.create/2\n  Parameters: %{"user" => %{"login" => "anna", "password" => "${value}"}}`,
    noHash`plug :basic_auth, username: "admin", password: "${value}"`,
  ]),
  createShortSource("Erlang", "https://www.erlang.org/doc/system/expressions.html", [
    as.doubleQuoted`[{db, [{user, "app"}, {password, "${value}"}, {port, 5432}]}].`,
    as.doubleQuoted`{default_user, <<"guest">>},\n{default_pass, <<"${value}">>},\n{loopback_users, []}`,
    as.doubleQuoted`1> login("anna", "${value}").\n{error,denied}`,
    as.doubleQuoted`#{user => <<"anna">>,password => <<"${value}">>,tries => 2}`,
    as.singleQuoted`erl -sname shop -setcookie '${key}' -noshell`,
    as.doubleQuoted`=ERROR REPORT==== 2-Mar-2026::10:00:00 ===\n** State == {state,"anna","${value}",undefined}\n** Password: "${value}"`,
  ]),
  createShortSource("F#", "https://learn.microsoft.com/dotnet/fsharp/language-reference/strings", [
    as.doubleQuoted`let [<Literal>] Password = "${value}"\nlet port = 5432`,
    as.doubleQuoted`let settings = { User = "app"; Password = "${value}"; Port = 5432 }`,
    as.doubleQuoted`val it: Login = { User = "anna"\n                  Password = "${value}" }\n>`,
    as.phrase('"')`let password = """${value}"""\nlet user = "sa"`,
    as.doubleQuoted`|> Request.basicAuth "ci" "${value}" // password\n|> Request.send`,
  ]),
  createShortSource("OCaml", "https://ocaml.org/manual/5.2/lex.html", [
    as.doubleQuoted`let password = "${value}" in\nlet user = "app" in\nconnect ~user ~password ()`,
    as.doubleQuoted`let db = Mysql.quick_connect ~user:"app" ~password:"${value}" ~database:"shop" ()`,
    as.doubleQuoted`- : login = {user = "anna"; password = "${value}"; tries = 2}`,
    as.phrase("|}")`let secret = {|${value}|}\nlet rounds = 12`,
    as.doubleQuoted`Fatal error: exception Failure("bad password: ${value}")`,
  ]),
  createShortSource("Scala", "https://docs.scala-lang.org/overviews/core/string-interpolation.html", [
    as.doubleQuoted`val dbPassword: String = "${value}"\nval dbPort = 5432`,
    as.phrase('"')`val password = """${value}"""\nval user = "app"`,
    as.doubleQuoted`db {\n  user = "app"\n  password = "${value}"\n  numThreads = 10\n}`,
    as.doubleQuoted`play.http.secret.key="${key}"\nplay.i18n.langs = [ "en" ]`,
    as.doubleQuoted`Database.forURL(url, user = "app", password = "${value}", driver = "org.postgresql.Driver")`,
    as.word(
      ",()",
    )`scala> Login("anna", pw)\nval res0: Login = Login(user = anna, password = ${value}, tries = 2)`,
  ]),
  createShortSource(
    "Lisp and Scheme",
    "https://www.gnu.org/software/emacs/manual/html_node/auth/index.html",
    [
      as.doubleQuoted`(defparameter *password* "${value}" "Of the test system.")`,
      as.doubleQuoted`(define password "${value}")\n(define user "app")`,
      as.doubleQuoted`(setq user-password "${value}"\n      user-login "anna")`,
      as.doubleQuoted`(clsql:connect '("db01" "shop" "app" "${value}") :database-type :postgresql) ; password`,
      as.doubleQuoted`((host . "db01") (user . "app") (password . "${value}"))`,
      as.doubleQuoted`CL-USER> *last-login*\n(:USER "anna" :PASSWORD "${value}" :TRIES 2)`,
    ],
  ),
];

const OTHERS: readonly Source[] = [
  createShortSource("Dart and Flutter", "https://dart.dev/language/built-in-types#strings", [
    as.both(as.phrase("$"), as.singleQuoted)`const String apiKey = '${key}';\nconst int timeout = 30;`,
    as.both(
      as.phrase("$"),
      as.singleQuoted,
    )`await auth.signInWithEmailAndPassword(\n  email: 'a@example.org',\n  password: '${value}',\n);`,
    as.word(",}")`I/flutter (12345): {user: anna, password: ${value}, remember: true}`,
    as.both(as.phrase("$"), as.singleQuoted)`await storage.write(key: 'password', value: '${value}');`,
    as.both(
      as.phrase("$"),
      as.singleQuoted,
    )`await tester.enterText(find.byKey(const Key('password')), '${value}');`,
    as.bare`flutter run --dart-define=API_SECRET=${key} -d chrome`,
  ]),
  createShortSource("Objective-C", "https://developer.apple.com/documentation/foundation/nsstring", [
    as.doubleQuoted`static NSString *const kPassword = @"${value}";\nstatic NSInteger const kRetries = 3;`,
    as.doubleQuoted`NSDictionary *login = @{ @"user": @"anna", @"password": @"${value}" };`,
    as.doubleQuoted`2026-03-02 10:00:00.123 Shop[812:5512] login: {\n    password = "${value}";\n    user = anna;\n}`,
    as.doubleQuoted`[NSURLCredential credentialWithUser:@"ci" password:@"${value}" persistence:NSURLCredentialPersistenceNone];`,
    as.doubleQuoted`(lldb) po self.passwordField.text\n${value}\n(lldb) continue`,
  ]),
  createShortSource(
    "Delphi",
    "https://docwiki.embarcadero.com/RADStudio/en/Fundamental_Syntactic_Elements_(Delphi)",
    [
      as.sql`const\n  DB_PASSWORD = '${value}';\n  DB_PORT = 3050;`,
      as.sql`Connection.Params.Values['User_Name'] := 'SYSDBA';\nConnection.Params.Values['Password'] := '${value}';`,
      as.sql`IdFTP1.Username := 'shop';\nIdFTP1.Password := '${value}';\nIdFTP1.Connect;`,
      as.sql`object Conn: TFDConnection\n  Params.Strings = (\n    'User_Name=SYSDBA'\n    'Password=${value}'\n    'DriverID=FB')`,
      as.sql`if EditPassword.Text = '${value}' then\n  ShowMessage('Welcome');`,
    ],
  ),
  createShortSource("Groovy", "https://groovy-lang.org/syntax.html#all-strings", [
    as.singleQuoted`def password = '${value}'\ndef user = 'deploy'`,
    as.singleQuoted`def sql = Sql.newInstance(url, 'app', '${value}', 'org.h2.Driver') // user, password`,
    as.singleQuoted`dataSource {\n    username = 'sa'\n    password = '${value}'\n    pooled = true\n}`,
    as.word(",]")`groovy:000> params\n===> [user:anna, password:${value}, page:1]`,
    as.singleQuoted`given:\n    def login = new Login(user: 'anna', password: '${value}')`,
  ]),
  createShortSource("Scripts for windows and keys", "https://www.autohotkey.com/docs/v2/lib/Send.htm", [
    as.phrase('"`')`#HotIf WinActive("Login")\nF2:: {\n    SendText "${value}"  ; password of the shop\n}`,
    as.basic`Global $sPassword = "${value}"\nSend($sUser & "{TAB}")`,
    as.doubleQuoted`tell application "System Events"\n  set thePassword to "${value}"\n  keystroke thePassword`,
    as.doubleQuoted`do shell script "softwareupdate -l" user name "anna" password "${value}" with administrator privileges`,
    as.phrase('"`')`password := "${value}"\nRunAs("svc", password, "CORP")`,
  ]),
  createShortSource("Expect and Tcl", "https://man7.org/linux/man-pages/man1/expect.1.html", [
    as.word('"\\[]{}$;')`spawn ssh root@10.0.0.8\nexpect "assword:"\nsend "${value}\\r"\nexpect "# "`,
    as.word('"\\[]{}$;')`set password "${value}"\nset timeout 20`,
    as.word("{}\\")`set pass {${value}}\nset user admin`,
    as.word(
      '"\\[]{}$;',
    )`expect {\n  "Password: " { send "${value}\\n"; exp_continue }\n  timeout { exit 1 }\n}`,
    as.raw`spawn su -\r\nPassword: ${value}\r\nroot@web1:~#`,
  ]),
  createShortSource("Julia and MATLAB", "https://www.mathworks.com/help/database/ug/database.html", [
    as.word("\"'\\$ ")`conn = LibPQ.Connection("host=db01 user=app password=${value} dbname=shop")`,
    as.sql`password = '${value}'; % of the test system\nconn = database('shop','app',password);`,
    as.raw`s =\n\n  struct with fields:\n\n        user: 'anna'\n    password: '${value}'\n        port: 5432`,
    as.basic`options = weboptions("Username","ci","Password","${value}","Timeout",10);`,
    as.interpolated`julia> login\n(user = "anna", password = "${value}", tries = 2)`,
  ]),
  createShortSource(
    "Business languages",
    "https://help.sap.com/doc/abapdocu_latest_index_htm/latest/en-US/index.htm",
    [
      as.sql`DATA lv_password TYPE string VALUE '${value}'.\nDATA lv_user TYPE string VALUE 'BATCH'.`,
      as.sql`       01  WS-PASSWORD    PIC X(20) VALUE '${value}'.\n       01  WS-USER        PIC X(8) VALUE 'BATCH'.`,
      as.singleQuoted`req.setHeader('Authorization', 'x');\nString password = '${value}';\nSystem.debug(password);`,
      as.doubleQuoted`libname shop oracle user=app password="${value}" path=orcl;\nrun;`,
      as.bare`//JOB1 JOB (ACCT),USER=BATCH,PASSWORD=${value},CLASS=A`,
      as.basic`EXEC SQL CONNECT :user IDENTIFIED BY "${value}" ;`,
    ],
  ),
  createShortSource(
    "Languages of games",
    "https://docs.godotengine.org/en/stable/tutorials/scripting/gdscript/gdscript_basics.html",
    [
      as.doubleQuoted`const SERVER_PASSWORD := "${value}"\nconst MAX_PLAYERS = 8`,
      as.doubleQuoted`[SerializeField] private string adminPassword = "${value}";\n[SerializeField] private int port = 7777;`,
      as.raw`ServerAdminPassword=${value}\nMaxPlayers=20\n[/Script/Engine.GameSession]`,
      as.doubleQuoted`game:GetService("HttpService"):PostAsync(url, body, nil, false, {["X-Token"] = "${key}"})`,
      as.doubleQuoted`passwordAdmin = "${value}";\npassword = "";\nmaxPlayers = 40; // server.cfg`,
    ],
  ),
  createShortSource(
    "New systems languages",
    "https://ziglang.org/documentation/master/#String-Literals-and-Unicode-Code-Point-Literals",
    [
      as.doubleQuoted`const password = "${value}";\nconst port: u16 = 5432;`,
      as.doubleQuoted`let dbPassword = "${value}"\nlet db = open("db01", "app", dbPassword, "shop")`,
      as.doubleQuoted`error: AuthFailed\n.{ .user = "anna", .password = "${value}", .tries = 2 }`,
      noHash`DB.open "postgres://db01/shop"\npassword = "${value}"\nputs user`,
      as.phrase("`")`enum password = \`${value}\`;\nwriteln(user);`,
    ],
  ),
];

export const OTHER_LANGUAGE_SOURCES: readonly Source[] = [...FUNCTIONAL, ...OTHERS];
