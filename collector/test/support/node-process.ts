/** Runs node in a process and a home of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { createTempFolder } from "./temp-folder.js";

/** The built package codeweaver-telemetry, which is beside the collector. */
export const TELEMETRY_DIST = fileURLToPath(new URL("../../../dist", import.meta.url));

export interface ProcessOptions {
  /** @default a new folder, which is deleted after the test */
  readonly home?: string;
  /** @default the home */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface FinishedProcess {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process, and what it has printed so far. */
export interface StartedProcess {
  readonly child: ChildProcess;
  readonly output: { readonly stdout: string; readonly stderr: string };
  readonly finished: Promise<FinishedProcess>;
}

/** No other variables than PATH reach the process, so that it is the same everywhere. */
export function startNode(args: readonly string[], options: ProcessOptions = {}): StartedProcess {
  const { home = createTempFolder(), cwd = home, env = {} } = options;
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: home,
      XDG_CONFIG_HOME: join(home, ".config"),
      XDG_DATA_HOME: join(home, ".data"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL")); // a test that fails must not leave it running
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    output.stderr += text;
  });
  const finished = new Promise<FinishedProcess>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, ...output }));
  });
  return { child, output, finished };
}

export function runNode(args: readonly string[], options?: ProcessOptions): Promise<FinishedProcess> {
  return startNode(args, options).finished;
}

/** Runs the source text of an ES module. */
export function runProgram(text: string, options?: ProcessOptions): Promise<FinishedProcess> {
  return runNode(["--input-type=module", "-e", text], options);
}

/** Runs `codeweaver-telemetry …`. */
export function runTelemetryCli(args: readonly string[], options?: ProcessOptions): Promise<FinishedProcess> {
  return runNode([join(TELEMETRY_DIST, "cli", "main.js"), ...args], options);
}
