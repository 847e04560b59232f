// `npm run build && npm run test:bundlers` builds test/bundlers/tool.js with each bundler, as ESM and as CommonJS, and runs the
// file where nothing is installed. The package is the packed tarball, installed in a folder of its own with its peers left out,
// except for class-transformer.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import commonjs from "@rollup/plugin-commonjs";
import json from "@rollup/plugin-json";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import { build as tsup } from "tsup";
import webpack from "webpack";
import { packInto } from "../support/pack.mjs";

const { rolldown } = createRequire(resolve("package.json"))("rolldown");

const folder = mkdtempSync(join(tmpdir(), "telemetry-bundlers-"));
const entry = join(folder, "tool.js");
const OPTIONAL_PEERS = /^(?:@opentelemetry\/|google-auth-library$)/;

const EXPECTED = {
  login: { attempts: 2 },
  intent: "debug",
  message: "Invalid array length",
  flag: "a_flag",
  language: "typescript",
  refused: {},
  manifest: 0,
};

/** Each bundler with the options that BUNDLING names. */
const BUNDLERS = {
  esbuild: (format, file) =>
    esbuild.build({
      entryPoints: [entry],
      bundle: true,
      platform: "node",
      format,
      outfile: file,
      logLevel: "error",
    }),
  rollup: async (format, file) => {
    const bundle = await rollup({
      input: entry,
      external: OPTIONAL_PEERS,
      plugins: [nodeResolve({ exportConditions: ["node", "module"] }), commonjs(), json()],
      onLog: () => {},
    });
    await bundle.write({ file, format, inlineDynamicImports: true });
  },
  rolldown: async (format, file) => {
    const bundle = await rolldown({
      input: entry,
      external: OPTIONAL_PEERS,
      platform: "node",
      logLevel: "silent",
    });
    await bundle.write({ file, format, codeSplitting: false });
  },
  webpack: (format, file) =>
    new Promise((done, reject) => {
      const isModule = format === "esm";
      const config = {
        mode: "production",
        target: "node20",
        entry,
        externals: [
          ({ request }, callback) =>
            OPTIONAL_PEERS.test(request)
              ? callback(null, `${isModule ? "import" : "commonjs"} ${request}`)
              : callback(),
        ],
        output: {
          path: join(file, ".."),
          filename: file.split("/").at(-1),
          ...(isModule && { module: true }),
        },
        ...(isModule && { experiments: { outputModule: true } }),
        optimization: { splitChunks: false },
        plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 })],
      };
      webpack(config, (error, stats) => {
        const problem =
          error ?? (stats.hasErrors() ? new Error(stats.toString({ all: false, errors: true })) : undefined);
        problem === undefined ? done() : reject(problem);
      });
    }),
  tsup: async (format, file) => {
    const outDir = join(file, "..");
    await tsup({
      entry: [entry],
      format,
      platform: "node",
      noExternal: [/(?:)/],
      external: [/^@opentelemetry\//, "google-auth-library"],
      outDir,
      silent: true,
      config: false,
      clean: false,
      splitting: false,
      outExtension: () => ({ js: `.${format === "esm" ? "mjs" : "cjs"}` }),
    });
  },
};

function install() {
  writeFileSync(join(folder, "package.json"), '{ "name": "tool", "private": true, "type": "module" }\n');
  execFileSync(
    "npm",
    ["install", "--no-audit", "--no-fund", "--omit=peer", packInto(folder), "class-transformer@0.5.1"],
    { cwd: folder, stdio: "ignore" },
  );
  copyFileSync(join(import.meta.dirname, "tool.js"), entry);
}

/** Runs a bundle in an empty folder, and returns what is wrong with it. */
function check(file) {
  const home = mkdtempSync(join(tmpdir(), "telemetry-bundle-"));
  for (const name of readdirSync(join(file, ".."))) copyFileSync(join(file, "..", name), join(home, name));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(home, file.split("/").at(-1))], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home },
    encoding: "utf8",
    timeout: 30_000,
  });
  rmSync(home, { recursive: true, force: true });
  const found = /^result (.*)$/m.exec(stdout)?.[1];
  if (status !== 0 || found === undefined)
    return `ends with ${status}: ${stderr.slice(0, 400) || stdout.slice(0, 400)}`;
  return found === JSON.stringify(EXPECTED) ? undefined : `prints ${found}`;
}

install();
let failures = 0;
for (const [name, build] of Object.entries(BUNDLERS))
  for (const format of ["esm", "cjs"]) {
    const output = join(folder, `${name}-${format}`);
    const file = join(output, `tool.${format === "esm" ? "mjs" : "cjs"}`);
    mkdirSync(output);
    const problem = await build(format, file).then(
      () => check(file),
      (error) => `does not build: ${String(error.message).slice(0, 600)}`,
    );
    if (problem !== undefined) failures++;
    console.log(
      `${problem === undefined ? "✓" : "✗"} ${name}, ${format}${problem === undefined ? "" : `: ${problem}`}`,
    );
  }
rmSync(folder, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;
