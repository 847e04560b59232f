// `npm run build && npm run test:runners` uses the packed package with each test runner and compiler that BUNDLING names, in the way that it names.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packInto } from "../support/pack.mjs";

const here = import.meta.dirname;
const bin = (name) => join(here, "node_modules/.bin", name);
/** The projects are below this folder, so that they find the runners, and apart from the settings of this repository. */
const work = mkdtempSync(join(here, "work-"));

const TSCONFIG = (options = {}) =>
  JSON.stringify({ compilerOptions: { target: "es2022", module: "nodenext", strict: true, ...options } });

const MODEL = `
import { Anonymize, TelemetryModel } from "codeweaver-telemetry";
class Job extends TelemetryModel {
  @Anonymize("COUNT") files: string[] = ["a", "b"];
}`;

const TEST = `${MODEL}
import { createTestTelemetry } from "codeweaver-telemetry/testing";
test("a job is captured", async () => {
  const { telemetry, events } = createTestTelemetry();
  telemetry.capture("job_done", new Job());
  await telemetry.flush();
  expect(events[0]?.properties["files"]).toBe(2);
});`;

const APP = `${MODEL}
console.log(JSON.stringify(new Job().serializeForTelemetry()));`;

const VITEST = 'import { expect, test } from "vitest";';

/** Compiles decorators, which the compiler of vitest 4 leaves as they are unless they are TypeScript's older ones. */
const VITEST_PLUGIN = `
import { transform } from "esbuild";
import { defineConfig } from "vitest/config";
export default defineConfig({
  plugins: [
    {
      name: "decorators",
      enforce: "pre",
      transform: (code, id) => (/\\.ts$/.test(id) ? transform(code, { loader: "ts", target: "es2022", sourcemap: true }) : undefined),
    },
  ],
});`;

const swcConfig = (transform) =>
  JSON.stringify({
    transform: {
      "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript", decorators: true }, transform } }],
    },
  });

const COMMON_JS_TEST = `
require("reflect-metadata");
require("codeweaver-telemetry/class-transformer");
const { Exclude } = require("class-transformer");
const { createTelemetryClient } = require("codeweaver-telemetry");
const { startReceiver } = require("codeweaver-telemetry/receiver");
class Login { name = "word"; attempts = 2; }
Exclude()(Login.prototype, "name");
test("an event arrives without what class-transformer excludes", async () => {
  const receiver = await startReceiver();
  const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_local", posthogHost: receiver.url });
  telemetry.capture("login", new Login());
  await telemetry.shutdown();
  const login = receiver.events.find(({ event }) => event === "login");
  expect([login.properties.attempts, login.properties.name]).toEqual([2, undefined]);
  await receiver.close();
});`;

const PASSED = /Tests:?\s+1 passed/;
const PRINTED = /^\{"files":2\}$/m;

/** The files of each project, its command, and what it prints. */
const CASES = {
  "Jest, CommonJS": {
    type: "commonjs",
    files: { "a.test.js": COMMON_JS_TEST },
    command: [bin("jest")],
    prints: PASSED,
  },
  "Jest, ES modules": {
    files: {
      "a.test.mjs": `import { createTestTelemetry } from "codeweaver-telemetry/testing";
        test("an event", async () => {
          const { telemetry, events } = createTestTelemetry();
          telemetry.capture("done");
          await telemetry.flush();
          expect(events).toHaveLength(1);
        });`,
      "jest.config.json": '{ "transform": {}, "testMatch": ["**/*.test.mjs"] }',
    },
    command: [bin("jest")],
    env: { NODE_OPTIONS: "--experimental-vm-modules" },
    prints: PASSED,
  },
  "Jest and SWC, standard decorators": {
    type: "commonjs",
    files: { "a.test.ts": TEST, "jest.config.json": swcConfig({ decoratorVersion: "2022-03" }) },
    command: [bin("jest")],
    prints: PASSED,
  },
  "Jest and SWC, TypeScript's older decorators": {
    type: "commonjs",
    files: { "a.test.ts": TEST, "jest.config.json": swcConfig({ legacyDecorator: true }) },
    command: [bin("jest")],
    prints: PASSED,
  },
  "vitest, standard decorators": {
    files: {
      "a.test.ts": `${VITEST}${TEST}`,
      "vitest.config.mjs": VITEST_PLUGIN,
      "tsconfig.json": TSCONFIG(),
    },
    command: [bin("vitest"), "run"],
    prints: PASSED,
  },
  "vitest, TypeScript's older decorators": {
    files: {
      "a.test.ts": `${VITEST}${TEST}`,
      "vitest.config.mjs": "export default {};",
      "tsconfig.json": TSCONFIG({ experimentalDecorators: true }),
    },
    command: [bin("vitest"), "run"],
    prints: PASSED,
  },
  "tsx, an ES module": {
    files: { "app.ts": APP, "tsconfig.json": TSCONFIG() },
    command: [bin("tsx"), "app.ts"],
    prints: PRINTED,
  },
  "tsx, CommonJS": {
    type: "commonjs",
    files: { "app.ts": APP, "tsconfig.json": TSCONFIG() },
    command: [bin("tsx"), "app.ts"],
    prints: PRINTED,
  },
  "SWC, standard decorators": {
    files: {
      "app.ts": APP,
      "build.mjs": `import { transformFileSync } from "@swc/core";
        import { writeFileSync } from "node:fs";
        const jsc = { target: "es2022", parser: { syntax: "typescript", decorators: true }, transform: { decoratorVersion: "2022-03" } };
        writeFileSync("app.mjs", transformFileSync("app.ts", { jsc }).code);
        await import("./app.mjs");`,
    },
    command: [process.execPath, "build.mjs"],
    prints: PRINTED,
  },
  "tsc, CommonJS with strict types": {
    type: "commonjs",
    files: { "app.ts": APP, "tsconfig.json": TSCONFIG({ types: ["node"], outDir: "out" }) },
    command: ["sh", "-c", `${bin("tsc")} && node out/app.js`],
    prints: PRINTED,
  },
  "Node's type stripping": {
    files: {
      "app.ts": `import { declareAnonymity, serializeForTelemetry, type Tags } from "codeweaver-telemetry";
        class Job { files: string[] = ["a", "b"]; }
        declareAnonymity(Job, { files: "COUNT" });
        const tags: Tags = {};
        console.log(JSON.stringify({ ...tags, ...serializeForTelemetry(new Job()) }));`,
    },
    command: [join(here, "node_modules/node/bin/node"), "app.ts"],
    prints: PRINTED,
  },
};

/** Puts the packed package where all projects find it. Its dependencies are those of this repository. */
function installPackage() {
  const target = join(work, "node_modules/codeweaver-telemetry");
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", packInto(work), "-C", target, "--strip-components", "1"]);
}

/** Returns what is wrong with a case. Undefined if it works. */
function run(index, { type = "module", files, command, env = {}, prints }) {
  const folder = join(work, `case-${index}`);
  mkdirSync(folder);
  for (const [name, text] of Object.entries({
    "package.json": JSON.stringify({ type, private: true }),
    ...files,
  }))
    writeFileSync(join(folder, name), text);
  const [program, ...args] = command;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: "1", ...env },
    encoding: "utf8",
    timeout: 60_000,
  });
  const output = `${stdout}\n${stderr}`;
  return status === 0 && prints.test(output)
    ? undefined
    : `ends with ${status}: ${output.trim().slice(0, 1000)}`;
}

let failures = 0;
try {
  installPackage();
  for (const [index, [name, project]] of Object.entries(CASES).entries()) {
    const problem = run(index, project);
    if (problem !== undefined) failures++;
    console.log(problem === undefined ? `✓ ${name}` : `✗ ${name}: ${problem}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
