// Writes src/privacy/errors/message-templates.json: the fixed words of the messages of Node and its JavaScript engine, with
// `…` for each value. It installs every supported Node from npm, and asks each for its messages: facts that are the same in
// every installation. With --check it only tests whether the file is up to date.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NATIVE_MESSAGES } from "./error-templates/native-messages.mjs";

const FILE = new URL("../src/privacy/errors/message-templates.json", import.meta.url);
const NODES = ["node@20", "node@22", "node@24", "node@26"];
const VALUE = "QQvalueQQ";
/** Errors of Node's debugger and test runner, of its own bugs, and of modules that a tool rarely uses. */
const OMITTED_CODE = /^ERR_(?:ASSERTION|DEBUGGER|FFI|INTERNAL|QUIC|SNAPSHOT|TAP|TEST|VFS|ZIP)(?:_|$)/;
/** Messages of JSON.parse, which is a SyntaxError, and those that are not made for a message. */
const OMITTED_MESSAGE = /\bJSON at position|is not valid JSON|undefined returned undefined|\bNaN\b|[{}]/;
/** The value where Node takes it for a list. */
const SPELT_VALUE = new RegExp([...VALUE].join(",? (?:and |or )?"), "g");
/** Letters of the fixed words. A template with fewer fits messages of any kind. */
const MIN_LETTERS = 6;

const script = (name) => fileURLToPath(new URL(`error-templates/${name}`, import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "telemetry-templates-"));
const byCode = new Map();
const common = new Set();
const versions = [];
const nativeWords = new Set(NATIVE_MESSAGES.map(findLongestWords));

for (const specifier of NODES) {
  const node = install(specifier);
  versions.push(execFileSync(node, ["-p", "process.versions.node"], { encoding: "utf8" }).trim());
  for (const [code, message] of readNodeMessages(node)) addTemplate(code, message);
  for (const message of readEngineMessages(node)) addTemplate(null, message);
  const binary = readFileSync(node);
  for (const words of nativeWords) if (binary.includes(words)) nativeWords.delete(words);
}
for (const message of NATIVE_MESSAGES) addTemplate(null, message);
rmSync(temporary, { recursive: true, force: true });
if (nativeWords.size > 0)
  throw new Error(`No supported Node has these words: ${[...nativeWords].join("; ")}`);
if (!common.has("All promises were rejected"))
  throw new Error("The engine's messages were not read to their end.");
writeTable();

function findLongestWords(template) {
  const parts = template.split("…").map((words) => words.replace(/^\W+|\W+$/g, ""));
  return parts.sort((a, b) => b.length - a.length)[0];
}

function install(specifier) {
  const folder = join(temporary, specifier.replace("@", "-"));
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", specifier], {
    cwd: folder,
    stdio: "inherit",
  });
  return join(folder, "node_modules", "node", "bin", "node");
}

function readNodeMessages(node) {
  const args = ["--no-warnings", "--expose-internals", script("node-messages.cjs"), VALUE];
  return JSON.parse(execFileSync(node, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }));
}

/**
 * Returns V8's messages. V8 12 and later end the process where a message has arguments that are missing, and print the
 * message with `%` for each argument. Then the next process goes on. V8 11 accepts too many arguments instead.
 */
function readEngineMessages(node) {
  const isStrict = !execFileSync(node, ["-p", "process.versions.v8"], { encoding: "utf8" }).startsWith("11.");
  const messages = [];
  for (let index = 0; ; index++) {
    const { rows, stderr, status } = runEngineMessages(node, index, isStrict ? [] : [VALUE, VALUE, VALUE]);
    for (const [at, message] of rows)
      messages.push(
        isStrict && message.includes("undefined") ? readLenientMessage(node, at, message) : message,
      );
    const missing = /^# Missing argument to template \(got 0\): ([\s\S]*?)\n#\n/m.exec(stderr)?.[1];
    if (status === 0 || missing === undefined) return messages;
    messages.push(missing.replaceAll("%", VALUE));
    index = (rows.at(-1)?.[0] ?? index - 1) + 1;
  }
}

/** A few of V8's messages accept any number of arguments, and show a missing one as `undefined`. */
function readLenientMessage(node, index, message) {
  const { rows } = runEngineMessages(node, index, [VALUE, VALUE, VALUE]);
  return rows.find(([at]) => at === index)?.[1] ?? message;
}

function runEngineMessages(node, index, values) {
  const args = ["--allow-natives-syntax", script("engine-messages.cjs"), String(index), ...values];
  const { stdout, stderr, status } = spawnSync(node, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return {
    rows: stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    stderr,
    status,
  };
}

function addTemplate(code, message) {
  if ((code !== null && OMITTED_CODE.test(code)) || OMITTED_MESSAGE.test(message)) return;
  const template = toTemplate(message);
  if (template.replace(/[^A-Za-z]/g, "").length < MIN_LETTERS) return;
  if (code === null) common.add(template);
  else byCode.set(code, (byCode.get(code) ?? new Set()).add(template));
}

/** Replaces each value with its quotes by `…`, lists of them by one, and all after the first line. */
function toTemplate(message) {
  return message
    .replace(/[\r\n][\s\S]*$/, "…")
    .replace(SPELT_VALUE, VALUE)
    .replaceAll(VALUE, "…")
    .replaceAll("[object Object]", "…")
    .replace(
      /\b(Received|but got) .*?(\.?)$/,
      (_, words, end) => `${words} …${words === "Received" ? "" : end}`,
    )
    .replace(/\bmust be (?!specified)[^…]*\. Received …$/, "must be …. Received …")
    .replace(/…(?:(?:,? and |,? or |, |\.)?…)+/g, "…")
    .replace(/(["'`])…\1/g, "…")
    .replace(/…(?:(?:,? and |,? or |, )?…)+/g, "…")
    .trim();
}

/** Sorts the most specific template first, because the first that fits is used. */
function sortTemplates(templates) {
  const measure = (template) => template.replaceAll("…", "").length;
  return [...templates].sort((a, b) => measure(b) - measure(a) || (a < b ? -1 : 1));
}

function writeTable() {
  const codes = [...byCode].sort(([a], [b]) => (a < b ? -1 : 1));
  const table = {
    source: `Node.js ${versions.join(", ")}`,
    codes: Object.fromEntries(codes.map(([code, templates]) => [code, sortTemplates(templates)])),
    common: sortTemplates(common),
  };
  const text = `${JSON.stringify(table, null, 1)}\n`;
  if (!process.argv.includes("--check")) writeFileSync(FILE, text);
  else if (readFileSync(FILE, "utf8") !== text) {
    console.error(
      "src/privacy/errors/message-templates.json differs from what `npm run error-templates` writes.",
    );
    process.exitCode = 1;
  }
}
