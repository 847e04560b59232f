// Measures redaction of the worst inputs for each detector, and how its time grows with their size:
// `npm run build && npm run bench:redaction [-- --quick]`. It exits with 1 where the time grows faster than the input.
import { redactIdentifiableInfo } from "codeweaver-telemetry";

const quick = process.argv.includes("--quick");
const MEGABYTE = 1 << 20;
const MIN_SIZE = quick ? MEGABYTE / 64 : MEGABYTE / 8;
/** Eight times the input may take 16 times as long: twice the linear growth, because machines are noisy. */
const MAX_GROWTH = 16;

/** Each is repeated up to the size. It makes a detector start, start and fail, or look far ahead. */
const UNITS = [
  "電話1",
  "host=«",
  "host=„",
  "é1",
  "a中.",
  "a@",
  "a@b.co ",
  "a@[",
  "user:p@tcp(",
  "a'b@",
  '"a b"@',
  "://",
  "http://a ",
  "?/b",
  "=/b",
  "%3A%2F%2F",
  "%40",
  "a%40",
  "%2F",
  "a:",
  "a::",
  "::",
  ":",
  "a:b:c:d:",
  "aa:bb:",
  "fe80:",
  "aaaa.bbbb.",
  "a.",
  "a.b.",
  "a..",
  "..",
  "1.",
  "1.2.3.",
  "1.2.3.4 ",
  "=",
  "a=",
  "password=",
  "password: ",
  'password="',
  "password is ",
  "token='x",
  "host:",
  'key="a" value=',
  "name: a\nvalue: ",
  "a,b;c&d=",
  '"password", ',
  '"password", "',
  '["password", "a',
  '["password", "a"], ',
  '[["password", "',
  'set("apiKey", "a\\',
  "option:option:value:",
  "internationalisation ",
  "=eyJ=",
  "ew1=",
  "admin：",
  '\\\\\\",',
  "', '",
  "<a>",
  "<password>",
  "{a:b}",
  "Bearer ",
  "bearer a",
  "define(",
  "PDO(",
  "uid=1(",
  "create user ",
  "net use ",
  "echo ",
  "chpasswd ",
  "echo a | chpasswd ",
  "login a password ",
  "identified by ",
  "putty-user-key-file-3: ",
  "--",
  "--password ",
  "--a b ",
  "-p x ",
  "mysql -p",
  "-----BEGIN A-----",
  "-----BEGIN A----- ",
  "-",
  "/",
  "/a",
  "/a b",
  "/a/",
  "//a/",
  "\\",
  "\\\\",
  "\\a",
  "\\\\a\\b",
  "C:\\",
  "C:\\a b ",
  "~",
  "~/",
  "$a",
  "$HOME/",
  "home/",
  "Users/a",
  "n\\n/",
  "'/a",
  "'/a'b ",
  "'/a's ",
  "'/a (",
  '"/a ',
  '\\"/a \\\\\\"',
  '""/a"',
  "`/a'b",
  "\u00ab /a ",
  "/a(",
  "/a[b",
  "/a<b ",
  "/a:b",
  "/a, B",
  "/a' b",
  "/a Bc ",
  "/a? b",
  "/a; b",
  "/a; b, c",
  "/1. A ",
  "/a· B ",
  "/a 'n' ",
  "/\\303 ",
  "\\a; b c",
  ">/a b",
  "</a>/a b",
  '"/a\\n',
  "/=?a?Q?",
  '/a\\"\\ ',
  "\\\\a\\ ",
  "file:///C:/a'b",
  "tel:1 2",
  '/1" b',
  '~/"a',
  "\\\\?\\",
  "%2Fa",
  "%2Fa%2F",
  "1",
  "1 ",
  "1-",
  "+1",
  "(1",
  "4111 1111 1111 1111 ",
  "01 ",
  "aB3",
  "aB3-",
  "aB3+",
  "aB3/",
  "aB3=",
  "aB3==",
  "aB3+/",
  "aB3%",
  "A1B2C-",
  "commit=",
  "id 0a1b2c3d4e5f6a7b8c9d ",
  "$5$",
  "$$",
  "\\$5\\$a",
  "$5$aaaaaaaaaaaaaaaa ",
  "{SSHA}a",
  "*0123456789ABCDEF",
  "pbkdf2_sha256$1$",
  "DE89 3704 ",
  "DE89-",
  "12345678-",
  "123-45-6789-",
  "1234 5678 9012 ",
  "123.456.789-",
  "pesel 12345678901 ",
  "a/",
  "Q~",
  "a8Q~",
  "&sig=",
  "sv=a&sv=a&sig=",
  "ghp_",
  "sk-",
  "sk-a",
  "eyJ",
  "_eyJaaaaa",
  "xox",
  "api-",
  "AKIA",
  "ip-1-",
  "DESKTOP-",
  "[at] ",
  "(at)",
  "a at b dot ",
  "Jane ",
  "Jane Doe ",
  "Dr. ",
  "Acme Inc ",
  "A B C D E F ",
  "密码",
  "密码是a1b2 ",
  "пароль ",
  "é",
  "é.",
  "中.",
  "мой ",
  "&quot;",
  "&amp;",
  "\u200b",
  "\u200ba",
  "ｊ",
  "\x1b[31m",
  "\\n",
  '"',
  '"a',
  "'",
  "[email]",
  "[email]a@b.co",
  "x",
  "x ",
  "lorem ipsum dolor sit ",
  "const x = foo(bar);\n",
];

const FACTORS = [1, 2, 4, 8];
const RUNS = 3;
/** A growth that is too steep is measured again, because the machine may have been busy with something else. */
const MAX_ATTEMPTS = 4;

const repeat = (unit, size) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** Measures CPU time, because the time of the clock includes that of other processes. */
function measureMs(text) {
  const start = process.cpuUsage();
  redactIdentifiableInfo(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Measures all sizes in turns, so that changes in the machine's speed affect all of them, and takes the best times. */
function measureGrowth(unit) {
  const texts = FACTORS.map((factor) => repeat(unit, MIN_SIZE * factor));
  const best = FACTORS.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < RUNS; run++)
    for (const [i, text] of texts.entries()) best[i] = Math.min(best[i], measureMs(text));
  const [one, two, four, eight] = best;
  return { unit: JSON.stringify(unit), one, two, four, eight, growth: eight / one };
}

/** Shorter times are mostly noise of the clock and the garbage collector. */
const isTooSteep = ({ growth, eight }) => growth > MAX_GROWTH && eight > 20;

function measureReliably(unit) {
  let row = measureGrowth(unit);
  for (let attempt = 1; attempt < MAX_ATTEMPTS && isTooSteep(row); attempt++) row = measureGrowth(unit);
  return row;
}

for (const unit of UNITS) redactIdentifiableInfo(repeat(unit, 4096)); // compiles everything before the clock starts
const rows = UNITS.map(measureReliably).sort((a, b) => b.eight - a.eight);

const scale = MEGABYTE / (MIN_SIZE * 8);
console.log("CPU ms a megabyte, and growth over 2×, 4× and 8× the input; the worst fifteen of", UNITS.length);
for (const { unit, one, two, four, eight } of rows.slice(0, 15)) {
  const growth = [two, four, eight].map((time) => `${(time / one).toFixed(1)}×`).join(" ");
  console.log(`${(eight * scale).toFixed(0).padStart(6)} ms  ${growth.padEnd(20)} ${unit}`);
}
const fast = rows.filter(({ eight }) => eight * scale < 200);
console.log(`${fast.length} of ${rows.length} take less than 200 ms a megabyte`);
const steep = rows.filter(isTooSteep);
for (const { unit, growth } of steep) console.error(`grows ${growth.toFixed(1)}× over 8× the input: ${unit}`);
if (steep.length > 0) process.exitCode = 1;
