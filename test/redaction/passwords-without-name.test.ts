/** Shows which passwords are found by their form, by what stands near them and by the command in which they stand. */
import { describe, expect, it } from "vitest";
import { redactPropertyText } from "../../src/redaction/redactor.js";

describe("a password of a password manager", () => {
  it.each([
    ["between blanks", "set x7$Kq!vR2m#Lp9 now", "set [secret] now"],
    ["in quotation marks", `f("x7$Kq!vR2m#Lp9", 3)`, `f("[secret]", 3)`],
    ["after a sign", "conn=x7$Kq!vR2m#Lp9", "conn=[secret]"],
    ["with signs before the first letter", "set ^^x7$Kq!vR2m#Lp9 now", "set [secret] now"],
    ["words, one in capitals", "set river-stone-CANDLE-lamp now", "set [secret] now"],
    ["words with capitals and a digit", "set River-Stone-Candle7 now", "set [secret] now"],
    ["three groups of six", "set kuvzan-Tibqo3-mawryt now", "set [secret] now"],
  ])("is found by its form: %s", (_, text, redacted) => expect(redactPropertyText(text)).toBe(redacted));

  it.each([
    "com.acme.Order@8a2a501f",
    "rgba(12,34,56,.5) #FF8800",
    "/^v?\\d+\\.\\d+[A-Z]{2}$/i",
    "q=a%20B%2Fc%3D9",
    "uWSGI-2.0.24-cp312-linux_x86_64.whl",
    "Content-Security-Policy",
    "my-app-README-file",
    "x86_64-unknown-linux-GNU",
    "parseHTTP2Headers(req)",
    "2024-01-22T10:31:23.981Z",
  ])("is no ordinary text: %s", (text) => expect(redactPropertyText(text)).toBe(text));
});

describe("a password that a person chose", () => {
  it.each([
    "Harbor@137",
    "qwertz08#",
    "maria.1989",
    "annaJonas32",
    "MyRiverEats4Moons!",
    "Kfo91049",
    "z1pp3r!7",
    "chivas1906",
    "74teapot66",
    "0penS0urce",
    "kat@17!blau",
    "orange7",
  ])("is found near a word for a password only: %s", (password) => {
    expect(redactPropertyText(`the old Login form shows ${password} again`)).toBe(
      "the old Login form shows [secret] again",
    );
    expect(redactPropertyText(`the old list shows ${password} again`)).toBe(
      `the old list shows ${password} again`,
    );
  });

  it("is not found far from the word", () => {
    const text = `login ${"word ".repeat(40)} Harbor@137`;
    expect(redactPropertyText(text)).toBe(text);
  });

  it.each([
    "river-moon-stone-lamp",
    "netflix&chill",
    "elif-zuzanna2",
    "kat@17)blau",
    "7f3c2a91-4b8d-4e6f-9a1c-2d5e8f7b6a90",
  ])("needs quotation marks if a name may have its form: %s", (password) => {
    expect(redactPropertyText(`login with '${password}' again`)).toBe("login with '[secret]' again");
    expect(redactPropertyText(`login with ${password} again`)).toBe(`login with ${password} again`);
  });

  it("counts as a name in another line", () => {
    expect(redactPropertyText("the old login form\nshows chivas1906")).toBe(
      "the old login form\nshows chivas1906",
    );
    expect(redactPropertyText("the old login form\nshows 'chivas1906'")).toBe(
      "the old login form\nshows '[secret]'",
    );
  });

  it.each([
    "login with PKCS12 or OAuth2PasswordBearer",
    "the secret is checked by OAuth2ClientOptions",
    "login after 4000ms",
    "token 'import-3' and 'A128CBC-HS256'",
    '"imdsv2_session_token_url": 1',
    "fix the password reset in 6f1a2b3c",
    "login with status 0xC000006D",
    "secret for IMDSv2, base64url and saml2",
    "login with sha256",
    "login attempt=2",
    "credentials v1beta1",
    "log in at Node.2024x",
  ])("is no ordinary word near it: %s", (text) => expect(redactPropertyText(text)).toBe(text));
});

describe("a column of passwords", () => {
  it.each([
    ["CSV", 'name,password\nann,sunshine\nbob,"a,b"\n', 'name,password\nann,[secret]\nbob,"[secret]"\n'],
    ["TSV", "name\tpassword\tage\nann\tsunshine\t3", "name\tpassword\tage\nann\t[secret]\t3"],
    [
      "Markdown",
      "| Host | Password |\n|---|---|\n| db | sunshine |\n| web | `rain` |",
      "| Host | Password |\n|---|---|\n| db | [secret] |\n| web | `[secret]` |",
    ],
    [
      "psql",
      " login | password\n-------+----------\n ann | sunshine",
      " login | password\n-------+----------\n ann | [secret]",
    ],
    [
      "a dump",
      "COPY u (id, password) FROM stdin;\n7\tsunshine\n",
      "COPY u (id, password) FROM stdin;\n7\t[secret]\n",
    ],
    ["aligned by blanks", "id  password\n7  hunter22\n", "id  password\n7  [secret]\n"],
    [
      "SQL",
      "insert into u (id, password) values (7, 'it''s me')",
      "insert into u (id, password) values (7, '[secret]')",
    ],
  ])("is removed in each row: %s", (_, text, redacted) => expect(redactPropertyText(text)).toBe(redacted));

  it.each([
    "name,age\nann,sunshine",
    "name,password\nann,sunshine,3",
    "| Option | Password |\n|---|---|\n| length | required |",
    "insert into u (id, name) values (7, 'sunshine')",
  ])("is no other column: %j", (text) => expect(redactPropertyText(text)).toBe(text));
});

describe("a command", () => {
  it.each([
    "echo '@@' | sudo -S apt-get update",
    "echo @@ | docker login --password-stdin",
    "passwd ann <<< @@",
    "ConvertTo-SecureString -String '@@' -AsPlainText",
    "rabbitmqctl add_user app @@",
    "htpasswd -b users.txt ann @@",
    "sqlplus scott/@@@db",
    "SET PASSWORD FOR 'app'@'%' = '@@';",
    "WIFI:T:WPA;S:Home;P:@@;;",
    "PASS @@",
    "enable password 7 @@",
    "snmp-server community @@ RO",
    "net user backup @@ /add",
    "ann : EAP '@@'".replaceAll("'", '"'),
    "doveadm auth test ann @@",
    'basicAuth "ann" "@@"',
    "ENV API_KEY @@",
    "set pass {@@7}",
    "net ads join -U administrator%@@",
    "mysql -p@@ app",
    'schtasks /create /rp "@@"',
    "az keyvault secret set --name DbPassword --value @@",
    "read -rs pw <<< @@",
    "ipa user-add ann --password <<< @@",
    "echo '@@' | kinit ann",
    "expdp scott/@@ schemas=hr",
    "sys/'@@'@prod".replace("sys", "rman target sys"),
    "crypto isakmp key @@ address",
    "key 1\n key-string @@",
    "ip ospf message-digest-key 1 md5 @@",
    "controlRole @@",
    "networksetup -setairportnetwork en0 Home @@",
    "adb shell cmd wifi connect-network Home wpa2 '@@'",
    "samba-tool user create ann @@ --given-name=A",
    "EXEC sp_addlogin 'ann', '@@', 'master'",
    "openssl passwd -6 '@@'",
    "kubectl get secret db -o jsonpath='{.data.x}' | base64 -d\n@@",
    "elasticsearch-reset-password -u elastic\nNew value: @@",
    "CREATE USER shop IDENTIFIED BY @@ DEFAULT TABLESPACE users",
    "some-client -u ann -p @@ -d shop",
    "some-client -P '@@'",
    "ssh-keygen -t ed25519 -N '@@' -f key",
    "['ldapsearch', '-D', 'cn=a', '-w', '@@']",
  ])("holds no password after redaction: %s", (command) => {
    const redacted = redactPropertyText(command.replace("@@", "applePie"));
    expect(redacted).not.toContain("apple");
    expect(redacted).toContain("[secret]");
  });

  it.each([
    "echo hello | wc -c",
    "echo hunter22 | tee file",
    "PASS 12 tests",
    "net user",
    "option key required",
    "Some auth settings",
    "the key-string option",
    "curl -w '%{http_code}'",
    "mkdir -p build/cacheDir",
    "docker run -p 8080:80 app",
    "tsc -p tsconfig.build.json",
    "nvm use -p node18",
    "the header identified by `applePie`",
    "kubectl get secret db -o yaml\nkind: Secret",
  ])("is ordinary: %s", (command) => expect(redactPropertyText(command)).toBe(command));
});

describe("a label beside a value", () => {
  it.each([
    [`{"name":"DB_PASSWORD","type":"text","value":"sunshine"}`, `"value":"[secret]"`],
    [`{"value":"sunshine","name":"password"}`, `{"value":"[secret]"`],
    ["<key>Password</key>\n<string>sunshine</string>", "<string>[secret]</string>"],
    [`<Key>Password</Key><Value ProtectInMemory="True">sunshine</Value>`, ">[secret]</Value>"],
    [`variable "db_password" {\n  default = "sunshine"\n}`, `default = "[secret]"`],
    ["SONAR_TOKEN:\n  value: sunshine", "value: [secret]"],
    ["password:\n  type: string\n  example: sunshine", "example: [secret]"],
    ["Security question: your first pet?\nAnswer: Fluffy", "Answer: [secret]"],
  ])("makes it a secret: %s", (text, part) => expect(redactPropertyText(text)).toContain(part));

  it.each([
    `{"name":"color","value":"sunshine"}`,
    `{"value":"sunshine","name":"color"}`,
    "Question: which color?\nAnswer: Fluffy",
    `variable "region" {\n  default = "sunshine"\n}`,
  ])("is another label: %s", (text) => expect(redactPropertyText(text)).toBe(text));
});
