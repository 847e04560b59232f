// Runs one program to its end, and records what a person would notice of it.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEnvironment } from "./homes.mjs";
import { EXIT_BUDGET_MS } from "./programs.mjs";

/** `npm run test:runtimes` gives the folder that has the package installed, and the command that runs programs in it. */
const { FAULTS_APP: app, FAULTS_RUNTIME: runtime } = process.env;
export const RUNTIME = runtime?.split(" ") ?? [process.execPath];
export const isNode = runtime === undefined || /\bnode$/.test(RUNTIME[0] ?? "");

/** Tells whether the runtime of the programs, which may be another one than the suite's, has an option of Node. */
export function hasOption(option) {
  if (!isNode) return false;
  const code = `process.allowedNodeEnvironmentFlags.has(${JSON.stringify(option)})`;
  return execFileSync(RUNTIME[0], ["--print", code], { encoding: "utf8" }).trim() === "true";
}

const programs = mkdtempSync(join(app ?? tmpdir(), "telemetry-faults-programs-"));
chmodSync(programs, 0o755); // other accounts run programs, too
process.on("exit", () => rmSync(programs, { recursive: true, force: true }));

/** Returns a file with the text of a program, in a folder from which the package is found. */
export function writeProgram(text) {
  const file = join(programs, `${createHash("sha256").update(text).digest("hex")}.mjs`);
  if (!existsSync(file)) writeFileSync(file, text); // processes read it at the same time
  return file;
}

const DONE = /^done ?([0-9a-f -]*)$/;

/**
 * Runs a program. Returns the milliseconds from the end of its work to its own end, the ids that it captured, and everything
 * else that it said.
 * @param wrapper a command that runs the runtime
 * @param longest milliseconds after which the program is killed
 * @param uid the account that runs the program
 * @param hangsUp the reader of stderr closes it at once
 * @param onDone called when the program has said what it captured
 */
export function run(
  text,
  { home, env = {}, args = [], wrapper = [], longest = 20_000, uid, hangsUp = false, onDone } = {},
) {
  return new Promise((settle) => {
    const [command, ...rest] = [...wrapper, ...RUNTIME, ...args, writeProgram(text)];
    const child = spawn(command, rest, {
      env: {
        ...createEnvironment(home),
        CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: String(EXIT_BUDGET_MS),
        ...env,
      },
      cwd: tmpdir(),
      stdio: ["ignore", "pipe", "pipe"],
      ...(uid !== undefined && { uid, gid: uid }),
    });
    const said = { stdout: "", stderr: "" };
    let doneAt = 0;
    for (const stream of ["stdout", "stderr"])
      child[stream].on("data", (chunk) => {
        said[stream] += chunk;
        if (doneAt > 0 || !DONE.test(said[stream])) return;
        doneAt = performance.now();
        onDone?.();
      });
    if (hangsUp) child.stderr.destroy();
    let wasKilled = false;
    const killing = setTimeout(() => {
      wasKilled = true;
      child.kill("SIGKILL");
    }, longest);
    let milliseconds = 0;
    child.on("exit", () => {
      milliseconds = performance.now() - doneAt;
    });
    child.on("close", (code) => {
      clearTimeout(killing);
      const report = Object.keys(said).find((stream) => DONE.test(said[stream]));
      const [, ids = ""] = DONE.exec(said[report]) ?? [];
      const others = Object.entries(said).filter(([stream]) => stream !== report);
      settle({
        milliseconds,
        code,
        wasKilled,
        isReported: report !== undefined,
        ids: ids.split(" ").filter(Boolean),
        said: others.map(([, content]) => content).join(""),
      });
    });
  });
}

export const getMedian = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
