/** The built command line and programs, as a person runs them: in a home of their own, and on a terminal where one is wanted. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { DIST, environmentIn, type Run, type RunOptions, runNode } from "./run.js";

export const MAIN = join(DIST, "cli", "main.js");

/** `codeweaver-telemetry …` */
export function runCli(args: readonly string[], options: RunOptions): Promise<Run> {
  return runNode([MAIN, ...args], options);
}

/** The same with `--json`, and what it says. */
export async function askCli(args: readonly string[], options: RunOptions) {
  const run = await runCli([...args, "--json"], options);
  return { ...run, said: JSON.parse(run.stdout) };
}

/** Settings that send to a server. */
export function sendingTo(url: string): Record<string, string> {
  return { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CODEWEAVER__TELEMETRY__POSTHOG_HOST: url };
}

export const hasTerminals = spawnSync("script", ["--version"]).status === 0;

/** Runs node on a terminal, by script(1) of util-linux. Returns everything that would be seen there as one text. */
export async function onTerminal(
  args: readonly string[],
  { home, cwd = home, env = {}, columns = 100 }: RunOptions & { readonly columns?: number },
) {
  const command = [process.execPath, ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["-qec", `stty cols ${columns}; ${command}`, "/dev/null"], {
    cwd,
    env: environmentIn(home, { TERM: "xterm", ...env }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let seen = "";
  child.stdout.on("data", (chunk) => {
    seen += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, seen: seen.replaceAll("\r\n", "\n") };
}
