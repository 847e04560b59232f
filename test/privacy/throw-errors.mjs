/**
 * Runs lines of code, each as the body of an async function, and writes what is sent of the errors that they throw:
 * `node throw-errors.mjs <folder of the library> <file of the lines> <file for the answers> [--without-templates]`. It is a process of its own,
 * because some lines leave sockets, workers and rejected promises behind.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [lib, input, output, mutation] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(resolve(lib, path)).href);
await load("all-modules.js"); // nothing of `lib/` can be required
const { sealError } = await load("privacy/sanitizer/serialize.js");
const { MESSAGE_RULES } = await load("privacy/errors/error-message.js");
if (mutation === "--without-templates") MESSAGE_RULES.fit = (message) => message;

const require = createRequire(`${process.cwd()}/`);
const NAMES = { child: "child_process" };
const MODULES = ["child", "crypto", "fs", "http", "path", "stream", "url", "util", "v8", "vm", "zlib"].map(
  (name) => [name, require(`node:${NAMES[name] ?? name}`)],
);
const SCOPE = Object.fromEntries([["require", require], ...MODULES]);
const AsyncFunction = (async () => {}).constructor;
/** For lines that wait for something that does not come. */
const TIMEOUT_MS = 3000;

process.on("uncaughtException", () => {});
process.on("unhandledRejection", () => {});

async function readError(line) {
  let run;
  try {
    run = new AsyncFunction(...Object.keys(SCOPE), line);
  } catch {
    return null; // syntax that this Node does not know
  }
  let error = null;
  const running = run(...Object.values(SCOPE)).catch((thrown) => {
    error = JSON.parse(
      JSON.stringify(sealError(thrown), (key, value) => (key === "frames" ? undefined : value)),
    );
  });
  await Promise.race([running, new Promise((end) => setTimeout(end, TIMEOUT_MS))]);
  return error;
}

const answers = [];
for (const line of JSON.parse(readFileSync(input, "utf8"))) answers.push(await readError(line));
writeFileSync(output, JSON.stringify(answers));
process.exit(0);
