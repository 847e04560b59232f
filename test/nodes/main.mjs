// The packed package on every runtime that it is for: its use as a module, and the quick part of the fault suite.
// `npm run build && npm run test:nodes [-- node@22 bun …]`; ends with 1 where one fails. It installs the runtimes from npm.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const wanted = process.argv.slice(2);
const RUNTIMES = wanted.length > 0 ? wanted : ["node@20", "node@22", "node@24", "node@26", "bun", "deno"];
/** What a runtime wants before a program's name. */
const ARGUMENTS = { deno: ["run", "--allow-all"] };

const place = mkdtempSync(join(tmpdir(), "telemetry-nodes-"));

function install(folder, what) {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", what], {
    cwd: folder,
    stdio: "inherit",
  });
  return folder;
}

const [{ filename }] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--silent", "--ignore-scripts", "--pack-destination", place], {
    encoding: "utf8",
  }),
);
const app = install(join(place, "app"), join(place, filename));
for (const file of ["use.mjs", "use.cjs"]) cpSync(resolve("test/packed", file), join(app, file));

const rows = {};
for (const runtime of RUNTIMES) {
  const [name] = runtime.split("@");
  const folder = install(join(place, runtime.replace("@", "-")), runtime);
  const command = [join(folder, "node_modules", ".bin", name), ...(ARGUMENTS[name] ?? [])];
  const [file, ...args] = command;
  const version = execFileSync(file, ["--version"], { encoding: "utf8" }).split("\n")[0];
  console.log(`── ${name} ${version}`);
  const ends = (program) => spawnSync(file, [...args, program], { cwd: app, stdio: "inherit" }).status === 0;
  const faults = spawnSync(process.execPath, [resolve("test/faults/main.mjs"), "--quick"], {
    stdio: "inherit",
    env: { ...process.env, FAULTS_APP: app, FAULTS_RUNTIME: command.join(" ") },
  });
  rows[version] = {
    import: ends("use.mjs"),
    "require()": ends("use.cjs"),
    "faults, quick": faults.status === 0,
  };
}
console.table(rows);
rmSync(place, { recursive: true, force: true });
process.exit(Object.values(rows).every((row) => Object.values(row).every(Boolean)) ? 0 : 1);
