// Runs a program in a fresh process to its end, and hands back what it printed as JSON.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cleanEnvironment, newHome } from "./surroundings.mjs";

/** What it printed; `wall` milliseconds from its start to its end are beside it where that is an object. */
export function runFresh(program, { args = [], execArgv = [], env = {}, cwd, home = newHome() } = {}) {
  return new Promise((settle, fail) => {
    const file = fileURLToPath(program);
    const start = performance.now();
    const child = spawn(process.execPath, [...execArgv, file, ...args], {
      cwd: cwd ?? home,
      env: cleanEnvironment(home, env),
      stdio: ["ignore", "pipe", "inherit"],
    });
    let wall = 0;
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    child.on("exit", () => {
      wall = performance.now() - start;
    });
    child.on("close", (code) => {
      if (code !== 0) return fail(new Error(`${file} ended with ${code}`));
      const result = JSON.parse(said);
      Object.defineProperty(result, "wall", { value: wall });
      settle(result);
    });
  });
}
