// Runs a program in a process that nothing else has used.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createEnvironment, createHome } from "./environment.mjs";

/**
 * Runs a program to its end and returns the JSON that it printed.
 * The result has `wall`, the milliseconds from start to end, as a property that is not enumerable.
 */
export function runInFreshProcess(program, { args = [], execArgv = [], env = {}, home = createHome() } = {}) {
  return new Promise((resolve, reject) => {
    const file = fileURLToPath(program);
    const start = performance.now();
    const child = spawn(process.execPath, [...execArgv, file, ...args], {
      cwd: home,
      env: createEnvironment(home, env),
      stdio: ["ignore", "pipe", "inherit"],
    });
    let wall = 0;
    let stdout = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.on("exit", () => {
      wall = performance.now() - start;
    });
    child.on("close", (code) => {
      if (code !== 0) return reject(new Error(`${file} ended with ${code}`));
      const result = JSON.parse(stdout);
      Object.defineProperty(result, "wall", { value: wall });
      resolve(result);
    });
  });
}
