/** Shows for each surrounding where the value of a secret ends: nothing of a password remains, and what follows it does. */
import { describe, expect, it } from "vitest";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";

type Spell = (password: string) => string;
const asItIs: Spell = (password) => password;
const inQuotes =
  (mark: string): Spell =>
  (password) =>
    password.replaceAll("\\", "\\\\").replaceAll(mark, `\\${mark}`);
const doubled =
  (mark: string): Spell =>
  (password) =>
    password.replaceAll(mark, mark + mark);
const inJson: Spell = (password) => JSON.stringify(password).slice(1, -1);
const inXml: Spell = (password) =>
  password.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
/** Leaves out what a surrounding cannot contain. */
const without =
  (signs: string): Spell =>
  (password) =>
    [...password].filter((sign) => !signs.includes(sign)).join("");

/** `@@` stands for the password. */
const SURROUNDINGS: Readonly<Record<string, readonly [template: string, spell: Spell]>> = {
  "env file": ["HOST=a\nDB_PASSWORD=@@\nNAME=x", asItIs],
  "env file, exported": ["export PASSWORD='@@' && run", without("'")],
  "shell, before a command": ["DB_PASSWORD=@@ npm start", without("'\"`$\\ ")],
  "ini file": ["[db]\npassword = @@\nport = 3", asItIs],
  "YAML, in double quotes": ['db:\n  password: "@@"\n  port: 1', inQuotes('"')],
  "YAML, in single quotes": ["db:\n  password: '@@'\n  port: 1", doubled("'")],
  "YAML, block": ["password: |\n  @@\nport: 1", asItIs],
  JSON: ['{"user":"x","password":"@@","port":1}', inJson],
  "JSON in JSON": ['{"body":"{\\"password\\":\\"@@\\"}"}', (password) => inJson(inJson(password))],
  "a line in JSON": ['{"cmd":"export DB_PASSWORD=@@","port":1}', inJson],
  JavaScript: ["const dbPassword = '@@'; // x", inQuotes("'")],
  "a type between": ['let password: String = "@@";', inQuotes('"')],
  "Visual Basic": ['Const PWD As String = "@@"', without('"')],
  "a property of C#": ['string Secret { get; set; } = "@@";', inQuotes('"')],
  "a call around the value": ["'password' => Hash::make('@@'),", inQuotes("'")],
  "a call of a setter": ['conn.setPassword("@@");', inQuotes('"')],
  "a call with a login": ['client.login("ann", "@@");', inQuotes('"')],
  "a comparison": ['if ("@@" == password) {', inQuotes('"')],
  "a comparing method": ['"@@".equals(user.getPassword())', inQuotes('"')],
  "an index": ["default['password']['app'] = '@@'", inQuotes("'")],
  "a nested object": ['{"password":{"S":"@@"}}', inJson],
  "a value beside its name": ['variable "admin_password" {\n  default = "@@"\n}', inQuotes('"')],
  "a list of pairs": ["<key>Password</key>\n<string>@@</string>", inXml],
  XML: ["<user>x</user><password>@@</password>", inXml],
  "an attribute": ['<db password="@@" port="1"/>', inXml],
  "a query": ["GET /login?user=1&password=@@&next=2 HTTP/1.1", encodeURIComponent],
  "a query that is not encoded": ["/login?user=1&password=@@&next=2", without("&#")],
  "a query in a query": [
    "to=%2Flogin%3Fpassword%3D@@%26x%3D1",
    (password) => encodeURIComponent(encodeURIComponent(password)),
  ],
  "a connection string": ["Server=x;Password=@@;Encrypt=true", without(";\"'")],
  "a cookie": ["Cookie: a=1; token=@@; b=2", without(';, "\\')],
  "a header": ["X-Api-Key: @@\nAccept: x", asItIs],
  "a flag": ["tool --password @@ --port 1", without("'\"`$\\")],
  "a flag of mysql": ["mysql -u x -p@@ db", without("'\"`$\\ ")],
  "a flag of Windows": ['schtasks /create /rp "@@"', without('"')],
  "a pipe": ["echo '@@' | sudo -S apt-get update", without("'\\")],
  SQL: ["ALTER USER x IDENTIFIED BY '@@';", doubled("'")],
  "rows of SQL": ["INSERT INTO u (id, password) VALUES (7, '@@')", doubled("'")],
  "a sentence": ["log in with password @@ and go", without("`\"'")],
  "a sentence with a verb": ["The password is @@, do not share it", without("`\"'")],
  "a sentence with a purpose": ["the password for staging: @@\nbye", asItIs],
  "a table": ["| password | @@ |", without("|`")],
  "a log": ["auth attempt password=@@ attempt=2", without("'\"`")],
};

/** Of the forms that password managers create, with all the signs of a keyboard. */
const PASSWORDS = [
  "wG3ir9QZNvGNBg&HLzW7",
  "x7$Kq!vR2m#Lp9,Tz;Q",
  "qA9<dH3>kP5|tY7~mN",
  "h2(Rk)9{Wq}4[Zx]8Bn",
  "uV4\"eK8'rJ1`sM6\\bD3",
  "Gf5%Lw2=Yc9?Xo/Te7:",
  "river-stone-CANDLE-lamp",
];

function findRemainder(redacted: string, password: string, template: string): string | undefined {
  for (let start = 0; start + 6 <= password.length; start++) {
    const part = password.slice(start, start + 6);
    if (redacted.includes(part) && !template.includes(part)) return part;
  }
  return undefined;
}

describe.each(Object.entries(SURROUNDINGS))("%s", (_name, [template, spell]) => {
  it.each(PASSWORDS)("holds no part of %s after redaction", (password) => {
    const spelled = spell(password);
    const redacted = redactPropertyText(template.replace("@@", () => spelled));
    expect(findRemainder(redacted, spelled, template), redacted).toBeUndefined();
    expect(redactPropertyText(redacted)).toBe(redacted);
  });
});

describe("what is around a secret", () => {
  it.each([
    ["DB_PASSWORD=wG3ir9QZNvGNBg&HLzW7", "DB_PASSWORD=[secret]"],
    ["/login?user_count=1&password=a%26b&next=2", "/login?user_count=1&password=[secret]&next=2"],
    ["Server=x;Password=ab;Encrypt=true", "Server=x;Password=[secret];Encrypt=true"],
    [`{"password":"a\\"b","port":1}`, `{"password":"[secret]","port":1}`],
    [`tool --password a"b<c --port 1`, "tool --password [secret] --port 1"],
    [`if ("hunter2" == password) {`, `if ("[secret]" == password) {`],
    [`setPassword("hunter2"); next()`, `setPassword("[secret]"); next()`],
    ["password={aB3x9!", "password=[secret]"],
    ["password: (k2J9!mm", "password: [secret]"],
    [`backup_codes: ["1234-5678", "2345-6789"]`, `backup_codes: ["[secret]"]`],
    ["redirect=password%3Dhunter2%26page%3D1", "redirect=password%3D[secret]%26page%3D1"],
    ["say password=hunter2 attempt=2", "say password=[secret] attempt=2"],
    [
      'form-data; name="password"\r\n\r\nred apple\r\n--b',
      'form-data; name="password"\r\n\r\n[secret]\r\n--b',
    ],
    [
      "form-data; name=pin\nContent-Type: text/plain\n\n5318\n",
      "form-data; name=pin\nContent-Type: text/plain\n\n[secret]\n",
    ],
    ['getConnection("jdbc:x", "ann", "applePie")', 'getConnection("[secret]")'],
    ["AUTH PLAIN AGFubgBhcHBsZVBpZQ==", "AUTH PLAIN [secret]"],
    ["a1 LOGIN ann applePie", "a1 LOGIN ann [secret]"],
    ["::add-mask::applePie", "::add-mask::[secret]"],
    ["option key 'applePie'", "option key '[secret]'"],
    ["SOME_VENDOR_KEY=applePie", "SOME_VENDOR_KEY=[secret]"],
    ["requirepass applePie", "requirepass [secret]"],
    ["parola d'ordine: applePie", "parola d'ordine: [secret]"],
    ["a=password%253DapplePie%2526b", "a=password%253D[secret]%2526b"],
    ["mysql.exe -papplePie", "mysql.exe -p[secret]"],
    ["expect(password).toBe('applePie')", "expect(password).toBe('[secret]')"],
    ["password.equals('applePie')", "password.equals('[secret]')"],
    ["pin is 4711", "pin is [secret]"],
    ["values by Basic dXNlcjphcHBsZVBpZQ==", "values by Basic [secret]"],
    ['connect("ann", "applePie")', 'connect("[secret]")'],
    ['new X509Certificate2("a.pfx", "applePie")', 'new X509Certificate2("[secret]")'],
    ['bcrypt.hash("applePie", 10)', 'bcrypt.hash("[secret]", 10)'],
    ['crypto.hash("sha256", data)', 'crypto.hash("sha256", data)'],
    ['{"selector":"#password","value":"applePie"}', '{"selector":"#password","value":"[secret]"}'],
    ['{"element":"Password field","text":"applePie"}', '{"element":"Password field","text":"[secret]"}'],
    ['add_argument("--password", default="applePie")', 'add_argument("--password", default="[secret]")'],
    ["    Key Content            : apple pie", "    Key Content            : [secret]"],
    ['{"password":"NotMyDog!"}', '{"password":"[secret]"}'],
    ["DB_PASSWORD: 'to be or not 2 be'", "DB_PASSWORD: '[secret]'"],
    ["L\u00f6senordet \u00e4r applePie", "L\u00f6senordet \u00e4r [secret]"],
    ["heslo k serveru je applePie", "heslo k serveru je [secret]"],
    ["% encryption passphrase: the quick brown f0x", "% encryption passphrase: [secret]"],
    ["Enter passphrase for key 'id_a': a bird in the hand 1x", "Enter passphrase for key 'id_a': [secret]"],
    ['s:8:"password";s:8:"applePie";', 's:8:"password";s:8:"[secret]";'],
    ["ann:nR5338AbrpUlR\nbob:", "ann:[secret]\nbob:"],
    ["ann:500:3c3d5d1cafe2e41af3aac3abe9f2f643:06368149303dac387690340739669311:::", "ann:[secret]:::"],
    ["host=a passwrod=applePie", "host=a passwrod=[secret]"],
    ["my password was always applePie", "my password was always [secret]"],
    ["mon mot de passe c'\u00e9tait applePie", "mon mot de passe c'\u00e9tait [secret]"],
    [`f('x7$K"q!vR2m#Lp9')`, "f('[secret]')"],
    [`f("x7$K\\"q!vR2m#Lp9")`, 'f("[secret]")'],
    ["f('u!sWyQd2b%2u3J')", "f('[secret]')"],
    ["f('qG!8!*#55ZSi')", "f('[secret]')"],
  ])("remains: %s", (text, redacted) => {
    expect(redactPropertyText(text)).toBe(redacted);
    expect(redactIdentifiableInfo(text)).toBe(redacted);
  });
});
