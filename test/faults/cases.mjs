// The cases: what is wrong, who delivers, and what has to become of the events.
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { getSharedFilePaths } from "../../lib/delivery/sender-process.js";
import { isMountable, mounted } from "./mounts.mjs";
import { abruptProgram, DIST, EVENTS, program, spoolFolder } from "./run.mjs";
import { BEHAVIOURS, FaultServer, proxy } from "./server.mjs";

/** `expects`: all events arrive at once; later, when the fault is over; never, for the answer was no; or they stay here. */
const ALL = "all";
const LATER = "later";
const NONE = "none";
const HERE = "here";

const HOW = { child: "auto", inline: "inline" };
const TLS = resolve("test/fixtures/tls");

function expected(behaviour) {
  if (behaviour === BEHAVIOURS.healthy || behaviour.takes) return ALL;
  if (behaviour.final) return NONE;
  return behaviour === BEHAVIOURS["413 for more than two"] ? ALL : LATER;
}

async function serverCases() {
  const cases = [
    { name: "healthy", how: "spool", behaviour: BEHAVIOURS.healthy, expects: LATER, quick: true },
  ];
  const QUICK = new Set([
    "healthy",
    "refuses connections",
    "accepts, and never answers",
    "500",
    "413 for more than two",
  ]);
  for (const [name, behaviour] of Object.entries(BEHAVIOURS))
    for (const how of Object.keys(HOW))
      if (name !== "30 % fail")
        cases.push({ name, how, behaviour, expects: expected(behaviour), quick: QUICK.has(name) });
  // Beside the healthy server above: what receipts cost.
  const without = { CODEWEAVER__TELEMETRY__RECEIPTS: "false" };
  for (const how of Object.keys(HOW))
    cases.push({
      name: "healthy, no receipts",
      how,
      behaviour: BEHAVIOURS.healthy,
      env: without,
      expects: ALL,
    });
  return Promise.all(cases.map(async (each) => ({ ...each, server: await FaultServer.start() })));
}

async function networkCases() {
  const certified = { NODE_EXTRA_CA_CERTS: join(TLS, "cert.pem") };
  const cases = [];
  for (const how of Object.keys(HOW)) {
    cases.push(
      {
        name: "no such name",
        how,
        env: { CODEWEAVER__TELEMETRY__POSTHOG_HOST: "https://a.invalid" },
        expects: HERE,
      },
      {
        name: "a certificate nobody vouches for",
        how,
        server: await FaultServer.start(TLS),
        later: certified,
        expects: LATER,
      },
      {
        name: "a proxy",
        how,
        server: await FaultServer.start(TLS),
        env: { ...certified, HTTPS_PROXY: await proxy() },
        expects: ALL,
      },
      {
        name: "a proxy that is not there",
        how,
        server: await FaultServer.start(TLS),
        env: { ...certified, HTTPS_PROXY: "http://127.0.0.1:9" },
        later: { HTTPS_PROXY: "" },
        expects: LATER,
      },
    );
  }
  const silent = [
    "unshare",
    "--user",
    "--map-root-user",
    "--mount",
    "--net",
    "sh",
    resolve("test/faults/silent-names.sh"),
  ];
  cases.push({
    name: "a name server that never answers",
    how: "inline",
    wrapper: silent,
    env: { CODEWEAVER__TELEMETRY__POSTHOG_HOST: "https://a.example.org" },
    expects: HERE,
    skipped: isMountable() ? undefined : "needs a network namespace",
  });
  return cases;
}

const breakerFile = (home, host) =>
  getSharedFilePaths({ folder: spoolFolder(home), host, apiKey: "phc_x", proxy: undefined }).breaker;

const put = (file, content) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
};
const GARBAGE = Buffer.from([0xff, 0xfe, 0, 1, 2, 3, 0x7b]);

/** A healthy server, and a disk that is not. */
async function diskCases() {
  const data = (home) => join(home, "data");
  const telemetry = (home) => join(data(home), "codeweaver", "telemetry");
  const cases = [
    { name: "home is read-only", mount: "ro" },
    { name: "home is missing, and cannot be made", mount: "ro", below: "missing" },
    { name: "the disk is full", mount: "size=64k", full: true },
    { name: "no inodes are left", mount: "nr_inodes=1" },
    { name: "a file where the folder should be", prepare: (home) => put(join(data(home), "codeweaver"), "") },
    { name: "a file where the spool should be", prepare: (home) => put(spoolFolder(home), "") },
    {
      name: "a file where the receipts should be",
      prepare: (home) => put(join(telemetry(home), "receipts"), ""),
    },
    { name: "the salt is damaged", prepare: (home) => put(join(telemetry(home), "salt"), GARBAGE) },
    {
      name: "the breaker's file is damaged",
      prepare: (home, url) => put(breakerFile(home, url), GARBAGE),
    },
    {
      name: "the saved choice is damaged",
      prepare: (home) => put(join(home, "config", "codeweaver", "telemetry-choice.json"), GARBAGE),
      expects: NONE,
    },
    {
      name: "the spool's files are damaged",
      prepare: (home) => {
        put(join(spoolFolder(home), "1700000000000-00000000-00000000.jsonl"), GARBAGE);
        put(join(spoolFolder(home), "garbage.jsonl.00000000.1"), '{"uuid":');
      },
    },
  ];
  return Promise.all(
    cases.map(async ({ mount, below, full, ...rest }) => ({
      how: "child",
      expects: ALL,
      server: await FaultServer.start(),
      mount,
      ...(mount && { home: mounted(mount, { below, full }) }),
      skipped: mount && !isMountable() ? "needs a mount namespace" : undefined,
      ...rest,
    })),
  );
}

const beforeAll = (code) => ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
const permission = process.allowedNodeEnvironmentFlags.has("--permission")
  ? "--permission"
  : "--experimental-permission";

/** A healthy server, and a host that does as it likes. */
async function hostCases() {
  const more = `for (let i = 0; i < ${EVENTS}; i++) ids.push(telemetry.capture("more", { i }));`;
  const jump = `globalThis.jump = 0; const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) { given.length === 0 ? super(Real.now() + globalThis.jump) : super(...given); }
      static now() { return Real.now() + globalThis.jump; }
    };`;
  const file = (home, text) => {
    put(join(home, "program.mjs"), text);
    return JSON.stringify(pathToFileURL(join(home, "program.mjs")).href);
  };
  const abrupt = { name: "process.exit() in the turn of its first captures", textIn: abruptProgram };
  const cases = [
    { ...abrupt, quick: true },
    { ...abrupt, how: "inline", expects: LATER },
    {
      name: "telemetry in a worker",
      textIn: (home) =>
        `import { Worker } from "node:worker_threads"; new Worker(new URL(${file(home, program())}));`,
    },
    {
      name: "a fork after it has begun",
      textIn: (home) => `
        import { fork } from "node:child_process"; import { fileURLToPath } from "node:url";
        ${program({
          after: `const child = fork(fileURLToPath(${file(home, program({ after: "process.send(ids); process.disconnect();" }).replace('stdout.write("done " + ids.join(" "));', ""))}));
            ids.push(...await new Promise((resolve) => child.once("message", resolve)));
            await new Promise((resolve) => child.once("exit", resolve));`,
        })}`,
    },
    {
      name: "two copies of the package",
      textIn: (home) => {
        cpSync(dirname(DIST), join(home, "copy", "dist"), { recursive: true });
        for (const part of ["package.json", "config", "node_modules"])
          symlinkSync(resolve(part), join(home, "copy", part));
        const copy = JSON.stringify(join(home, "copy", "dist", "index.js"));
        return `import { getTelemetryClient as other } from ${copy}; ${program({
          after: `for (let i = 0; i < ${EVENTS}; i++) ids.push(other().capture("e", { i })); await other().ready();`,
        })}`;
      },
    },
    {
      name: "process.stdout replaced",
      before: 'Object.defineProperty(process, "stdout", { value: { write() {} } });',
    },
    { name: "Object.prototype frozen", args: beforeAll("Object.freeze(Object.prototype);") },
    { name: "--frozen-intrinsics", args: ["--no-warnings", "--frozen-intrinsics"] },
    { name: "--disallow-code-generation-from-strings", args: ["--disallow-code-generation-from-strings"] },
    {
      name: `${permission}, no writing, no processes`,
      args: ["--no-warnings", permission, "--allow-fs-read=*"],
    },
    {
      name: "the clock jumps a month forward and a year back",
      args: beforeAll(jump),
      after: `globalThis.jump = 2592e6; ${more} globalThis.jump = -31536e6; ${more}`,
    },
    {
      name: "a breaker file from the future, by a clock set back",
      prepare: (home, url) =>
        put(breakerFile(home, url), JSON.stringify({ failures: 9, until: Date.now() + 1e12 })),
    },
  ];
  return Promise.all(
    cases.map(async (each) => ({ how: "child", expects: ALL, server: await FaultServer.start(), ...each })),
  );
}

export async function allCases() {
  const groups = [serverCases, networkCases, diskCases, hostCases];
  return (await Promise.all(groups.map((make) => make()))).flat();
}

export const deliveryOf = ({ how }) => HOW[how] ?? how;
export { ALL, HERE, LATER, NONE };
