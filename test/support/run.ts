/** Runs programs as their users would: in processes of their own, in folders of their own. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished, vi } from "vitest";

export interface Run {
  readonly code: number | null;
  /** What ended it, where it did not end by itself. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** The built package: what a process outside the tests imports. */
export const DIST = resolve("dist");

/** The same, module by module. */
export const LIB = resolve("lib");

/** An empty folder, removed after the test: again where a child of the test, which is just leaving, has put something in it meanwhile. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "telemetry-run-"));
  onTestFinished(() => vi.waitFor(() => rmSync(folder, { recursive: true, force: true }), { timeout: 5000 }));
  return folder;
}

/** Every file below a folder. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

export interface RunOptions {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly home: string;
  /** Runs as another account; root alone can. */
  readonly uid?: number;
  /** Sends a signal as soon as `when` holds. */
  readonly kill?: { readonly signal: NodeJS.Signals; readonly when: () => boolean };
}

/** An environment that is bare but for what is given, with a home of its own. */
export function environmentIn(home: string, env: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".data"),
    ...env,
  };
}

/** Runs node. The environment is bare but for what is given, the home an empty folder. */
export function runNode(
  args: readonly string[],
  { env = {}, cwd, home, uid, kill }: RunOptions,
): Promise<Run> {
  const started = performance.now();
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: cwd ?? home,
      env: environmentIn(home, env),
      ...(uid !== undefined && { uid }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const looking = setInterval(() => {
      if (kill?.when() !== true) return;
      clearInterval(looking);
      child.kill(kill.signal);
    }, 5);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearInterval(looking);
      done({ code, signal, stdout, stderr, milliseconds: performance.now() - started });
    });
  });
}

/** Runs a program's text as an ES module. */
export function runProgram(text: string, options: RunOptions): Promise<Run> {
  return runNode(["--input-type=module", "-e", text], options);
}
