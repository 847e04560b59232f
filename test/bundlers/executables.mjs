// Builds a tool into one executable, as BUNDLING describes it.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";

const packages = join(import.meta.dirname, "node_modules");
/** Node looks for this text in its own executable, to learn whether a program was put into it. */
const SENTINEL_FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Each function builds `entry` into the executable `file`, and may write other files into the folder `parts`. */
export const EXECUTABLES = {
  "bun build --compile": async ({ entry, file }) =>
    run(findBun(), [
      "build",
      "--compile",
      "--conditions=module",
      "--no-compile-autoload-dotenv",
      "--no-compile-autoload-bunfig",
      entry,
      `--outfile=${file}`,
    ]),
  "Node's single executable": async ({ entry, file, parts }) => {
    mkdirSync(parts);
    const [main, output, config] = ["tool.cjs", "tool.blob", "sea.json"].map((name) => join(parts, name));
    await esbuild.build({
      entryPoints: [entry],
      bundle: true,
      platform: "node",
      target: "node20",
      outfile: main,
      logLevel: "error",
    });
    writeFileSync(config, JSON.stringify({ main, output, disableExperimentalSEAWarning: true }));
    run(process.execPath, ["--experimental-sea-config", config]);
    copyFileSync(process.execPath, file);
    chmodSync(file, 0o755); // a node of a package manager may be read-only
    const postject = join(packages, "postject", "dist", "cli.js");
    run(process.execPath, [postject, file, "NODE_SEA_BLOB", output, "--sentinel-fuse", SENTINEL_FUSE]);
  },
};

/** npm installs only the package of bun for this platform. */
function findBun() {
  const [name] = readdirSync(join(packages, "@oven"));
  return join(packages, "@oven", name, "bin", "bun");
}

/** Hides the output, which the error of a command that fails contains. */
function run(file, args) {
  execFileSync(file, args, { stdio: "pipe" });
}
