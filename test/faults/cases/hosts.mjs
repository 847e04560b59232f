// A healthy server, and a host program that does as it likes.
import { cpSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { PATHS } from "../homes.mjs";
import { writeIn } from "../plant.mjs";
import { createAbruptProgram, createProgram, createThreadsProgram, DIST, EVENTS } from "../programs.mjs";
import { hasOption } from "../run.mjs";
import { AT_ONCE_ITSELF, LATER } from "./words.mjs";

const preload = (code) => ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
const PERMISSION = hasOption("--permission") ? "--permission" : "--experimental-permission";

const CAPTURE_MORE = `for (let i = 0; i < ${EVENTS}; i++) ids.push(telemetry.capture("more", { i }));`;
const JUMPING_CLOCK = `globalThis.jump = 0; const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length === 0 ? super(Real.now() + globalThis.jump) : super(...given); }
    static now() { return Real.now() + globalThis.jump; }
  };`;

/** Writes a program into a home. Returns its URL as the text of an import. */
function writeInHome(home, text) {
  const file = join(home, "program.mjs");
  writeIn(file, text);
  return JSON.stringify(pathToFileURL(file).href);
}

/** Copies the package into a home. Returns the copy's main file. */
export function copyPackage(home) {
  cpSync(dirname(DIST), join(home, "copy", "dist"), { recursive: true });
  const root = resolve(dirname(DIST), "..");
  cpSync(join(root, "package.json"), join(home, "copy", "package.json"));
  cpSync(join(root, "config"), join(home, "copy", "config"), { recursive: true });
  symlinkSync(resolve("node_modules"), join(home, "copy", "node_modules"));
  return join(home, "copy", "dist", "index.js");
}

const reportToParent = createProgram({
  after: "process.send(ids); process.disconnect();",
}).replace('output.write("done " + ids.join(" "));', "");

const forks = (home) => `
  import { fork } from "node:child_process"; import { fileURLToPath } from "node:url";
  ${createProgram({
    after: `const child = fork(fileURLToPath(${writeInHome(home, reportToParent)}));
      ids.push(...await new Promise((resolve) => child.once("message", resolve)));
      await new Promise((resolve) => child.once("exit", resolve));`,
  })}`;

const loadsTwoCopies = (home) => `
  import { getTelemetryClient as other } from ${JSON.stringify(copyPackage(home))};
  ${createProgram({
    after: `for (let i = 0; i < ${EVENTS}; i++) ids.push(other().capture("e", { i })); await other().ready();`,
  })}`;

const captureInThread = createProgram().replace(
  'output.write("done " + ids.join(" "));',
  '(await import("node:worker_threads")).parentPort.postMessage(ids);',
);

const abrupt = {
  name: "process.exit() in the turn of its first captures",
  text: createAbruptProgram,
  ends: AT_ONCE_ITSELF,
};

export const HOSTS = [
  { ...abrupt, isQuick: true },
  { ...abrupt, how: "inline", arrives: LATER },
  {
    name: "telemetry in a worker",
    ends: AT_ONCE_ITSELF,
    text: ({ home }) => createThreadsProgram({ threads: 1, file: writeInHome(home, captureInThread) }),
  },
  { name: "a fork after it has begun", text: ({ home }) => forks(home) },
  { name: "two copies of the package", text: ({ home }) => loadsTwoCopies(home) },
  {
    name: "process.stdout replaced",
    program: { before: 'Object.defineProperty(process, "stdout", { value: { write() {} } });' },
  },
  { name: "Object.prototype frozen", args: preload("Object.freeze(Object.prototype);") },
  { name: "--frozen-intrinsics", args: ["--no-warnings", "--frozen-intrinsics"] },
  { name: "--disallow-code-generation-from-strings", args: ["--disallow-code-generation-from-strings"] },
  {
    name: `${PERMISSION}, no writing, no processes`,
    args: ["--no-warnings", PERMISSION, "--allow-fs-read=*"],
    ends: AT_ONCE_ITSELF,
  },
  {
    name: "the clock jumps a month forward and a year back",
    args: preload(JUMPING_CLOCK),
    program: {
      after: `globalThis.jump = 2592e6; ${CAPTURE_MORE} globalThis.jump = -31536e6; ${CAPTURE_MORE}`,
    },
  },
  {
    name: "a breaker file from the future, by a clock set back",
    prepare: ({ home, host }) =>
      writeIn(PATHS.breaker(home, host), JSON.stringify({ failures: 9, until: Date.now() + 1e12 })),
  },
];
