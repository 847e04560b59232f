/** Runs the built command line in a home of its own, on a terminal if a test needs one. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createEnvironment, DIST, type Run, type RunOptions, runNode, runProgram } from "./run.js";

export const MAIN = join(DIST, "cli", "main.js");

/** Runs `codeweaver-telemetry …`. */
export function runCli(args: readonly string[], options: RunOptions): Promise<Run> {
  return runNode([MAIN, ...args], options);
}

/**
 * Runs the subcommands of a tool as its own command.
 *
 * @param options The options that the author passes, as source text.
 * @param before Source text that runs first, such as the models of the tool's events.
 */
export function runToolCommand(
  args: readonly string[],
  options: string,
  { before = "", ...runOptions }: RunOptions & { readonly before?: string },
): Promise<Run> {
  const program = `${before}
    import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli", "index.js"))};
    process.exitCode = await runTelemetryCli(${JSON.stringify(args)}, { tool: "mytool", ${options} });`;
  return runProgram(program, runOptions);
}

/** Replaces line breaks and indents by one space. */
export function unwrap(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** Runs it with `--json`, and parses its output. */
export async function runCliJson(args: readonly string[], options: RunOptions) {
  const run = await runCli([...args, "--json"], options);
  return { ...run, json: JSON.parse(run.stdout) };
}

/** Returns the variables that send events to a server. */
export function createReceiverEnv(url: string): Record<string, string> {
  return { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CODEWEAVER__TELEMETRY__POSTHOG_HOST: url };
}

export const hasTerminals = spawnSync("script", ["--version"]).status === 0;

/** What a person types when a question appears. */
export interface TypedAnswer {
  /** A part of the question. */
  readonly question: string;
  readonly answer: string;
}

/** Runs node on a terminal, which script(1) of util-linux provides. Returns all that is printed there as one text. */
export async function runNodeOnTerminal(
  args: readonly string[],
  {
    home,
    cwd = home,
    env = {},
    columns = 100,
    typed,
  }: RunOptions & { readonly columns?: number; readonly typed?: TypedAnswer },
) {
  const command = [process.execPath, ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["-qec", `stty cols ${columns}; ${command}`, "/dev/null"], {
    cwd,
    env: createEnvironment(home, { TERM: "xterm", ...env }),
    stdio: [typed === undefined ? "ignore" : "pipe", "pipe", "inherit"],
  });
  let output = "";
  let isAnswered = false;
  child.stdout?.setEncoding("utf8").on("data", (chunk) => {
    output += chunk;
    if (typed === undefined || isAnswered || !output.includes(typed.question)) return;
    isAnswered = true;
    child.stdin?.write(typed.answer);
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output: output.replaceAll("\r\n", "\n") };
}
