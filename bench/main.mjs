// Measures the library beside its peers and beside code written by hand: `npm run build && npm run bench [-- --quick] [name…]`.
// Each bench runs in a process of its own with an empty home. `--quick` checks only ratios, and exits with 1 where one is missed.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEnvironment } from "./support/environment.mjs";
import { getResultFile } from "./support/report.mjs";

const NAMES = [
  "day",
  "serialise",
  "built-in-events",
  "hash",
  "undeclared-text",
  "capture",
  "disabled",
  "traces",
  "import",
  "first-event",
  "whole-process",
  "exit",
  "throughput",
  "memory",
  "growth",
];

const args = process.argv.slice(2);
const quick = args.includes("--quick");
const selected = args.filter((argument) => argument !== "--quick");
const unknown = selected.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(", ")}. Choose from ${NAMES.join(", ")}.`);
  process.exit(2);
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const RUNNER = fileURLToPath(new URL("support/run-one.mjs", import.meta.url));
const missed = [];
for (const name of selected.length > 0 ? selected : NAMES) {
  const home = mkdtempSync(join(tmpdir(), "telemetry-bench-"));
  const code = await runBench([RUNNER, name, ...(quick ? ["--quick"] : [])], home);
  rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  if (code !== 0) process.exitCode = 1;
  if (code > 1) console.error(`${name}: exited with ${code}, so nothing was measured`);
  else missed.push(...readVerdicts(name).filter(({ isMet }) => isMet === false));
}
if (missed.length > 0) console.log(`\nmissed:\n${missed.map(({ text }) => `  ${text}`).join("\n")}`);

function runBench(args, home) {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: createEnvironment(home), stdio: "inherit" };
    const child = spawn(process.execPath, args, options);
    child.on("close", (code) => resolve(code ?? 3));
  });
}

function readVerdicts(name) {
  const { targets } = JSON.parse(readFileSync(getResultFile(name, quick), "utf8"));
  return targets.map(({ text, isMet }) => ({ text: `${name}: ${text}`, isMet }));
}
