// `npm run build && npm run test:bundlers` builds test/bundlers/tool.js with each bundler, as ESM and as CommonJS, and into
// executables. It runs the file where nothing is installed. The package is the packed tarball, installed in a folder of its own
// beside class-transformer and OpenTelemetry.
import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import commonjs from "@rollup/plugin-commonjs";
import json from "@rollup/plugin-json";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import { build as tsup } from "tsup";
import webpack from "webpack";
import { packInto } from "../support/pack.mjs";
import { EXECUTABLES } from "./executables.mjs";

const { rolldown } = createRequire(resolve("package.json"))("rolldown");

const folder = mkdtempSync(join(tmpdir(), "telemetry-bundlers-"));
const entry = join(folder, "tool.js");
const OPTIONAL_PEERS = /^(?:@opentelemetry\/|google-auth-library$)/;

const PEERS = [
  "class-transformer@0.5.1",
  "@opentelemetry/api@1.9.1",
  "@opentelemetry/sdk-trace-node@2.12.1",
  "@opentelemetry/otlp-transformer@0.223.1",
];

/**
 * These contain OpenTelemetry's packages. The others have them as external ones, cannot load CommonJS in an ES module, or are
 * Node's executable, where nothing is traced.
 */
const WITH_TRACES = new Set(["esbuild, cjs", "tsup, cjs", "bun build --compile"]);

/** Packages that a stranger may have put into the folder in which an executable is started. */
const PLANTED = ["@opentelemetry/api", "@opentelemetry/sdk-trace", "@opentelemetry/otlp-transformer"];

function plantPackages(place) {
  for (const name of PLANTED) {
    const target = join(place, "node_modules", name);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, "package.json"), '{ "main": "planted.cjs" }');
    writeFileSync(join(target, "planted.cjs"), 'console.log("planted code runs");');
  }
}

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
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--omit=peer", packInto(folder), ...PEERS], {
    cwd: folder,
    stdio: "ignore",
  });
  copyFileSync(join(import.meta.dirname, "tool.js"), entry);
}

/** Runs a built file in an empty folder with an empty home, and returns what is wrong with it. */
async function check(build) {
  const [place, home] = ["app", "home"].map((name) =>
    mkdtempSync(join(tmpdir(), `telemetry-bundle-${name}-`)),
  );
  for (const name of readdirSync(dirname(build.file)))
    copyFileSync(join(dirname(build.file), name), join(place, name));
  if (build.isExecutable) plantPackages(place);
  const file = join(place, basename(build.file));
  const command = build.isExecutable ? [file] : [process.execPath, file];
  const start = (...args) => run([...command, ...args], { cwd: place, env: { HOME: home } });
  const problem = (await checkResult(start, build)) ?? (await checkEndings(start, place));
  for (const each of [place, home]) rmSync(each, { recursive: true, force: true });
  return problem;
}

async function checkResult(start, { name, isExecutable }) {
  const { code, stdout, stderr } = await start();
  if (stdout.includes("planted code runs")) return "runs a package of the working directory";
  const found = /^result (.*)$/m.exec(stdout)?.[1];
  if (code !== 0 || found === undefined)
    return `ends with ${code}: ${stderr.slice(0, 400) || stdout.slice(0, 400)}`;
  // A script outside of node_modules is being developed, and an executable is not.
  const expected = JSON.stringify({
    ...EXPECTED,
    warnings: isExecutable ? 0 : 1,
    tracing: WITH_TRACES.has(name) ? "on" : "not_installed",
    spans: WITH_TRACES.has(name) ? ["work"] : [],
  });
  if (found !== expected) return `prints ${found}`;
  const reason = "this tool is a bundle, which has no file to start one from";
  return stdout.replace(/\s+/g, " ").includes(reason) ? undefined : `doctor prints ${stdout}`;
}

/** No child process can send, so what `process.exit()` leaves is pending until a run that ends by itself. */
async function checkEndings(start, place) {
  writeFileSync(join(place, ".env"), "DO_NOT_TRACK=1\n"); // bun reads it by default, and a repository may contain one
  const receiver = await startReceiver();
  const readEndings = () =>
    receiver.events
      .filter(({ event }) => event === "ending")
      .map(({ properties }) => properties.way)
      .sort()
      .join(", ");
  const { code } = await start("exit", receiver.url);
  const atExit = readEndings();
  const { code: nextCode } = await start("itself", receiver.url);
  await receiver.close();
  const found = `"${atExit}" after ${code}, and "${readEndings()}" after ${nextCode}`;
  return found === '"" after 3, and "exit, itself" after 0' ? undefined : `delivers ${found}`;
}

/** Runs a command, and returns its output and its exit code. */
function run([file, ...args], options) {
  return new Promise((done) => {
    execFile(file, args, { ...options, timeout: 30_000 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr }),
    );
  });
}

/** Lists what to build, each with the file that it writes. */
function listBuilds() {
  const bundles = Object.entries(BUNDLERS).flatMap(([name, build]) =>
    ["esm", "cjs"].map((format) => {
      const file = join(folder, `${name}-${format}`, `tool.${format === "esm" ? "mjs" : "cjs"}`);
      return { name: `${name}, ${format}`, file, isExecutable: false, build: () => build(format, file) };
    }),
  );
  const executables = Object.entries(EXECUTABLES).map(([name, build], index) => {
    const output = join(folder, `executable-${index}`);
    const file = join(output, "mytool");
    return { name, file, isExecutable: true, build: () => build({ entry, file, parts: `${output}-parts` }) };
  });
  return [...bundles, ...executables];
}

install();
const receiverFile = join(folder, "node_modules/codeweaver-telemetry/dist/receiver/index.js");
const { startReceiver } = await import(pathToFileURL(receiverFile));
let failures = 0;
for (const each of listBuilds()) {
  mkdirSync(dirname(each.file));
  const problem = await each.build().then(
    () => check(each),
    (error) => `does not build: ${String(error.message).slice(0, 600)}`,
  );
  if (problem !== undefined) failures++;
  console.log(
    `${problem === undefined ? "✓" : "✗"} ${each.name}${problem === undefined ? "" : `: ${problem}`}`,
  );
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;
