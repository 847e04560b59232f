// Runs one program to its end, and looks at what a person would notice of it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** Events that a program captures, unless it says otherwise. */
export const EVENTS = 5;
export const EXIT_BUDGET_MS = 300;
/** A folder that has the package installed, and the command that runs programs in it: `npm run test:runtimes` gives them. */
const { FAULTS_APP: app, FAULTS_RUNTIME: runtime } = process.env;
export const DIST = resolve(
  app === undefined ? "." : join(app, "node_modules/codeweaver-telemetry"),
  "dist/index.js",
);
/** As the text of an import: the package as it comes, not the copy in ours. */
export const POSTHOG = JSON.stringify(
  pathToFileURL(resolve("node_modules/posthog-node/dist/entrypoints/index.node.mjs")).href,
);
export const RUNTIME = runtime?.split(" ") ?? [process.execPath];
const programs = mkdtempSync(join(app ?? tmpdir(), "telemetry-faults-programs-"));
process.on("exit", () => rmSync(programs, { recursive: true, force: true }));
/** The work of every program. Long enough for settings to be read and the queue to be written. */
const WORK = "await new Promise((resolve) => setTimeout(resolve, 250));";

/** Without telemetry: what the others are held against. */
export const BARE = `${WORK} process.stdout.write("done");`;

/** Says, last of all, which events it has captured. */
export function program({ before = "", after = "", dist = DIST, events = EVENTS } = {}) {
  return `
    import { getTelemetryClient } from ${JSON.stringify(dist)};
    const { stdout } = process;
    ${before}
    const telemetry = getTelemetryClient();
    const ids = [];
    for (let i = 0; i < ${events}; i++) ids.push(telemetry.capture("e", { i }));
    await telemetry.ready();
    ${WORK}
    ${after}
    stdout.write("done " + ids.join(" "));
  `;
}

/** Captures after its work, says so, and ends in that very turn: none of its settings were read. */
export function abruptProgram() {
  return `
    import { getTelemetryClient } from ${JSON.stringify(DIST)};
    ${WORK}
    const ids = Array.from({ length: ${EVENTS} }, (_, i) => getTelemetryClient().capture("e", { i }));
    process.stdout.write("done " + ids.join(" "));
    process.exit();
  `;
}

/** A program's text in a file, where it finds the package. */
export function programFile(text) {
  const file = join(programs, `${createHash("sha256").update(text).digest("hex")}.mjs`);
  if (!existsSync(file)) writeFileSync(file, text); // processes read it at once
  return file;
}

/** What a program of one home finds in its environment. */
export const environment = (home) => ({
  PATH: process.env.PATH,
  HOME: home,
  XDG_CONFIG_HOME: join(home, "config"),
  XDG_DATA_HOME: join(home, "data"),
  CODEWEAVER_POSTHOG_API_KEY: "phc_x",
});

/**
 * A process: milliseconds from the end of its work to its own, the ids it captured, what it said besides.
 * @param wrapper a command that runs node; `longest` milliseconds later it is killed
 */
export function run(text, { home, env = {}, args = [], wrapper = [], longest = 60_000 } = {}) {
  return new Promise((settle) => {
    const file = programFile(text);
    const [command, ...rest] = [...wrapper, ...RUNTIME, ...args, file];
    const child = spawn(command, rest, {
      env: { ...environment(home), CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: String(EXIT_BUDGET_MS), ...env },
      cwd: tmpdir(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let done = 0;
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      done = performance.now();
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const killing = setTimeout(() => child.kill("SIGKILL"), longest);
    let milliseconds = 0;
    child.on("exit", () => {
      milliseconds = performance.now() - done;
    });
    child.on("close", (code) => {
      clearTimeout(killing);
      const [, ids] = /^done ?([0-9a-f -]*)$/.exec(stdout) ?? [];
      settle({
        milliseconds,
        code,
        ids: (ids ?? "").split(" ").filter(Boolean),
        said: stderr.length + (ids === undefined ? stdout.length : 0),
        text: ids === undefined ? stdout + stderr : stderr,
      });
    });
  });
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

export const newHome = () => mkdtempSync(join(tmpdir(), "telemetry-faults-"));

/** Again where a child, which is just leaving, has put something in it meanwhile: `maxRetries` would not look for that. */
export async function removeHome(home) {
  for (let tries = 1; ; tries++) {
    try {
      return rmSync(home, { recursive: true, force: true });
    } catch (error) {
      if (tries === 50) throw error;
      await delay(100);
    }
  }
}

const telemetryFolder = (home) => join(home, "data", "codeweaver", "telemetry");
export const spoolFolder = (home) => join(telemetryFolder(home), "spool");

/** Ids of events that wait on the disk. */
export function onDisk(home) {
  const ids = new Set();
  for (const line of textsIn(spoolFolder(home)).join("\n").split("\n")) {
    try {
      const { uuid, settled = [] } = JSON.parse(line);
      if (uuid !== undefined) ids.add(uuid);
      for (const each of settled) ids.delete(each);
    } catch {
      // A line that a crash has cut.
    }
  }
  return ids;
}

function textsIn(folder) {
  try {
    const files = readdirSync(folder).filter((file) => file.includes(".jsonl"));
    return files.map((file) => readFileSync(join(folder, file), "utf8"));
  } catch {
    return []; // none there, or one that was just taken
  }
}

export async function until(holds, longest = 20_000) {
  for (const end = performance.now() + longest; performance.now() < end; await delay(50))
    if (holds()) return true;
  return holds();
}

/** What another run of the tool does later, when the server takes events again and the breaker's cool-down is over. */
export async function runLater(home, env) {
  for (const file of readdirSync(spoolFolder(home)))
    if (file.startsWith("breaker-")) rmSync(join(spoolFolder(home), file), { force: true });
  await run(program({ events: 1 }), { home, env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "auto" } });
  await until(() => onDisk(home).size === 0);
}
