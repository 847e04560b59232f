// Runs the packed package on every runtime that it supports: its use as a module, and the quick part of the fault suite.
// `npm run build && npm run test:runtimes [-- node@22 bun …]`. It installs the runtimes from npm, and exits with 1 if one fails.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packInto } from "../support/pack.mjs";

const selected = process.argv.slice(2);
const RUNTIMES = selected.length > 0 ? selected : ["node@20", "node@22", "node@24", "node@26", "bun", "deno"];
/** The arguments that a runtime needs before a program's name. */
const RUNTIME_ARGUMENTS = { deno: ["run", "--allow-all"] };

const temporary = mkdtempSync(join(tmpdir(), "telemetry-runtimes-"));
const app = installPackage();
const rows = {};
for (const runtime of RUNTIMES) {
  const [name] = runtime.split("@");
  const folder = install(join(temporary, runtime.replace("@", "-")), runtime);
  const command = [join(folder, "node_modules", ".bin", name), ...(RUNTIME_ARGUMENTS[name] ?? [])];
  const version = execFileSync(command[0], ["--version"], { encoding: "utf8" }).split("\n")[0];
  console.log(`── ${name} ${version}`);
  rows[version] = {
    import: runProgram(command, "consumer.mjs"),
    "require()": runProgram(command, "consumer.cjs"),
    "faults, quick": runFaults(command),
  };
}
console.table(rows);
rmSync(temporary, { recursive: true, force: true });
process.exitCode = Object.values(rows).every((row) => Object.values(row).every(Boolean)) ? 0 : 1;

/** Packs the checkout, and installs it in a folder beside the programs that use it. */
function installPackage() {
  const folder = install(join(temporary, "app"), packInto(temporary));
  for (const file of ["consumer.mjs", "consumer.cjs"])
    cpSync(resolve("test/packed", file), join(folder, file));
  return folder;
}

function install(folder, specifier) {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", specifier], {
    cwd: folder,
    stdio: "inherit",
  });
  return folder;
}

/** Runs it in an empty home, because the person who runs this may have opted out. */
function runProgram([file, ...args], program) {
  const env = { PATH: process.env.PATH, HOME: mkdtempSync(join(temporary, "home-")) };
  return spawnSync(file, [...args, program], { cwd: app, stdio: "inherit", env }).status === 0;
}

function runFaults(command) {
  const env = { ...process.env, FAULTS_APP: app, FAULTS_RUNTIME: command.join(" ") };
  const args = [resolve("test/faults/main.mjs"), "--quick"];
  return spawnSync(process.execPath, args, { stdio: "inherit", env }).status === 0;
}
