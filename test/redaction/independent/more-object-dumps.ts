/** Secrets in values that debuggers, shells of languages and failed tests print. */

import { drawAlnum, drawHex } from "./passwords.js";
import { createShortSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const field = as.word(",)}];");
const short = holdOnly(drawAlnum(12), drawAlnum(15), drawHex(14));
const swift = as.both(as.phrase("\\"), as.doubleQuoted);

const DEBUGGERS: readonly Source[] = [
  createShortSource(
    "Swift dump",
    "https://developer.apple.com/documentation/swift/dump(_:name:indent:maxdepth:maxitems:)",
    [
      swift`▿ Shop.Login\n  - user: "anna"\n  - password: "${value}"\n  - tries: 2`,
      swift`Login(user: "anna", password: "${value}", remember: true)`,
      swift`Optional(Shop.Credentials(name: "svc", secret: "${key}"))`,
      swift`["user": "anna", "password": "${value}"]`,
      swift`XCTAssertEqual failed: ("Optional("${value}")") is not equal to ("nil") - password`,
    ],
  ),
  createShortSource("gdb and LLDB", "https://sourceware.org/gdb/current/onlinedocs/gdb.html/Data.html", [
    as.doubleQuoted`(gdb) print *conn\n$1 = {host = 0x55d0 "db01", user = 0x55d8 "app", password = 0x55e0 "${value}", port = 5432}`,
    as.doubleQuoted`#1  0x000055d0 in db_login (user=0x7ffe "app", password=0x7fff "${value}") at db.c:42`,
    as.doubleQuoted`(lldb) frame variable\n(const char *) user = 0x55d8 "app"\n(const char *) password = 0x55e0 "${value}"\n(int) port = 5432`,
    as.doubleQuoted`(gdb) x/s passwd\n0x55e0:\t"${value}"\n(gdb) c`,
    as.doubleQuoted`write(4, "PASS ${value}\\r\\n", 24) = 24\nread(4, "230 ok", 512) = 6`,
    as.doubleQuoted`ltrace: strcmp("${value}", password) = -1\n+++ exited +++`,
  ]),
  createShortSource(
    "C# and Visual Studio",
    "https://learn.microsoft.com/dotnet/csharp/language-reference/builtin-types/record",
    [
      field`Login { User = anna, Password = ${value}, Remember = True }`,
      as.doubleQuoted`?login\n{Shop.Login}\n    Password: "${value}"\n    User: "anna"`,
      as.doubleQuoted`Expected login.Password to be "x", but "${value}" differs near "y" (index 0).`,
      as.json`[10:00:00 DBG] Logging in {"User": "anna", "Password": "${value}", "$type": "Login"}`,
      as.doubleQuoted`Message: Assert.Equal() Failure: Strings differ\nExpected password: "${value}"\nActual:   ""`,
      as.doubleQuoted`> var c = new { User = "a" }; password\n"${value}"`,
    ],
  ),
  createShortSource("Perl and Lua dumps", "https://perldoc.perl.org/Data::Dumper", [
    as.singleQuoted`$VAR1 = {\n          'user' => 'anna',\n          'password' => '${value}',\n          'tries' => 2\n        };`,
    as.doubleQuoted`\\ {\n    password   "${value}",\n    user       "anna"\n}`,
    as.doubleQuoted`{\n  password = "${value}",\n  user = "anna"\n}`,
    as.doubleQuoted`not ok 3 - login\n#          got: "${value}"\n#     expected: password "x"`,
    as.singleQuoted`  DB<1> p $password\n${value}\n  DB<2> x $login`,
  ]),
  createShortSource("Kotlin and Scala objects", "https://kotlinlang.org/docs/data-classes.html", [
    field`LoginState(user=anna, password=${value}, error=null)`,
    field`D/Login: state=Credentials(login=anna, secret=${value}, remember=true)`,
    as.doubleQuoted`expected:<Login(user=anna, pass="x")> but was password:<"${value}">`,
    field`Some(DbConfig(db01,5432,user=app,password=${value}))`,
    field`Map(user -> anna, password -> ${value}, port -> 22)`,
    as.doubleQuoted`Config(SimpleConfigObject({"password":"${value}","user":"app"}))`,
  ]),
  createShortSource("Python tools", "https://docs.python.org/3/library/pdb.html", [
    as.pythonRepr`(Pdb) p password\n'${value}'\n(Pdb) c`,
    as.pythonRepr`Locals:\n  user = 'anna'\n  password = '${value}'\n  tries = 2`,
    as.pythonRepr`Namespace(user='anna', password='${value}', verbose=False)`,
    as.pythonRepr`│ password = '${value}'                  │\n│ user     = 'anna'                  │`,
    as.pythonRepr`1 validation error for Settings\ndb_password\n  Extra inputs are not permitted [type=extra_forbidden, input_value='${value}', input_type=str]`,
    as.pythonRepr`Falsifying example: test_login(\n    user='anna', password='${value}',\n)`,
    as.pythonRepr`call('anna', password='${value}')\nActual: not called.`,
  ]),
  createShortSource("Browser console", "https://console.spec.whatwg.org/", [
    as.singleQuoted`> document.querySelector('#password').value\n< '${value}'`,
    as.doubleQuoted`Object { user: "anna", password: "${value}", remember: true }`,
    as.singleQuoted`{user: 'anna', password: '${value}'}  login.js:42`,
    as.singleQuoted`> localStorage.getItem('auth_token')\n'${key}'`,
    as.doubleQuoted`Warning: Received a string for value. props: {"type":"password","value":"${value}"}`,
    as.html`Unable to find role="alert"\n\n<input id="password" type="password" value="${value}" />`,
  ]),
  createShortSource("Memory and binary dumps", "https://man7.org/linux/man-pages/man1/strings.1.html", [
    as.raw`$ strings core.812 | grep -i pass\npassword=${short}\nPassword:`,
    as.raw`Found in heap at 0x7f3a10: password=${short} (ASCII, 23 bytes)\nDone`,
    as.raw`username : Administrator\ndomain   : CORP\npassword : ${value}\nkerberos :`,
    as.raw`\t * Username : anna\n\t * Domain   : CORP\n\t * NTLM     : ${holdOnly(drawHex(32))}\n\t * SHA1     : hidden`,
    as.raw`pid 812 environ: HOME=/root\\0DB_PASSWORD=${short}\\0LANG=C`,
  ]),
];

const PROMPTS: readonly Source[] = [
  createShortSource("Terminal prompts", "https://man7.org/linux/man-pages/man3/getpass.3.html", [
    as.raw`anna@db01's password: ${value}\nPermission denied, please try again.`,
    as.raw`[sudo] password for anna: ${value}\nSorry, try again.`,
    as.raw`Enter passphrase for key '/home/anna/.ssh/id_ed25519': ${value}\nIdentity added`,
    as.raw`Username for 'https://git.example.org': anna\nPassword for 'https://anna@git.example.org': ${value}\nremote: HTTP Basic: Access denied`,
    as.raw`web1 login: anna\nPassword: ${value}\n\nLogin incorrect`,
    as.raw`? Database password: ${value}\n? Database port: (5432)`,
  ]),
  createShortSource("Installers and wizards", "https://www.debian.org/releases/stable/amd64/", [
    as.raw`✔ Project name … shop\n✔ Admin password … ${value}\n✔ Port … 3000`,
    as.raw`Please set a password for user "admin":\n> ${value}\nRe-enter password:`,
    as.raw`Superuser created.\n  login:    admin\n  password: ${value}\n`,
    as.raw`*** The generated admin password is: ${holdOnly(drawAlnum(16), drawHex(24))} ***\n`,
    as.raw`Installation finished.\nURL:      http://localhost:8080\nUser:     admin\nPassword: ${value}\n`,
    as.raw`mysql_secure_installation\nNew password: ${value}\nRe-enter new password: ${value}\nEstimated strength of the password: 100`,
  ]),
  createShortSource("Password tools", "https://manpages.debian.org/stable/pwgen/pwgen.1.en.html", [
    as.raw`Generated password: ${value}\nEntropy: 98 bits`,
    as.raw`New password for anna is ${holdOnly(drawAlnum(14), drawHex(16))}\n`,
    as.raw`BAD PASSWORD: ${holdOnly(drawAlnum(7))}: it is too short`,
    as.raw`[22][ssh] host: 10.0.0.8   login: root   password: ${value}\n1 of 1 target completed`,
    as.raw`Password '${holdOnly(drawAlnum(10))}' was found in a breach 3 times`,
    as.spoken`zxcvbn: password ${value} score 4, guesses 1e12`,
  ]),
];

export const DUMP_SOURCES: readonly Source[] = [...DEBUGGERS, ...PROMPTS];
