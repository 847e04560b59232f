// Measures the library beside its peers and beside hand-written code: `npm run build && node bench/main.mjs [--quick] [name…]`.
// Each bench runs in a process of its own with an empty home. `--quick` checks ratios alone, and ends with 1 where one is broken.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { resultFile } from "./support/report.mjs";
import { cleanEnvironment } from "./support/surroundings.mjs";

const NAMES = [
  "serialise",
  "search-event",
  "hash",
  "guard",
  "capture",
  "disabled",
  "traces",
  "import",
  "first-event",
  "exit",
  "throughput",
  "memory",
  "growth",
];

const given = process.argv.slice(2);
const quick = given.includes("--quick");
const asked = given.filter((argument) => argument !== "--quick");
const unknown = asked.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(", ")}; there are ${NAMES.join(", ")}`);
  process.exit(2);
}

const runner = fileURLToPath(new URL("support/run-one.mjs", import.meta.url));
const missed = [];
for (const name of asked.length > 0 ? asked : NAMES) {
  const home = mkdtempSync(join(tmpdir(), "telemetry-bench-"));
  const code = await run([runner, name, ...(quick ? ["--quick"] : [])], home);
  rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  if (code !== 0) process.exitCode = 1;
  if (code > 1) console.error(`${name}: ended with ${code}, nothing was measured`);
  else missed.push(...verdictsOf(name).filter(({ isMet }) => isMet === false));
}
if (missed.length > 0) console.log(`\nmissed:\n${missed.map(({ text }) => `  ${text}`).join("\n")}`);

function run(args, home) {
  return new Promise((settle) => {
    const cwd = dirname(dirname(runner)).replace(/bench$/, "");
    const child = spawn(process.execPath, args, { cwd, env: cleanEnvironment(home), stdio: "inherit" });
    child.on("close", (code) => settle(code ?? 3));
  });
}

function verdictsOf(name) {
  const { targets } = JSON.parse(readFileSync(resultFile(name, quick), "utf8"));
  return targets.map(({ text, isMet }) => ({ text: `${name}: ${text}`, isMet }));
}
