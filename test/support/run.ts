/** Runs programs as their users do: in processes and folders of their own. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished, vi } from "vitest";

export interface Run {
  readonly code: number | null;
  /** The signal that ended the process, or null if it exited. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** The folder of the built package, which programs import. */
export const DIST = resolve("dist");

/** The folder of the compiled modules, which are not bundled. */
export const LIB = resolve("lib");

/** Creates an empty folder and removes it after the test, again and again if a child that is ending still writes to it. */
export function createTempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "telemetry-run-"));
  onTestFinished(() => vi.waitFor(() => rmSync(folder, { recursive: true, force: true }), { timeout: 5000 }));
  return folder;
}

/** Creates a temporary folder with files, such as `{ "mytool.toml": "[telemetry]" }`. */
export function createFolderWithFiles(files: Readonly<Record<string, string>>): string {
  const folder = createTempFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Lists every file below a folder. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

export interface RunOptions {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly home: string;
  /** Runs as another account, which only root can do. */
  readonly uid?: number;
  /** Sends a signal as soon as `when` returns true. */
  readonly kill?: { readonly signal: NodeJS.Signals; readonly when: () => boolean };
}

/** Creates an environment with a home of its own, and with no other variables than PATH and those given. */
export function createEnvironment(home: string, env: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".data"),
    ...env,
  };
}

/** Runs node in an environment of its own. */
export function runNode(
  args: readonly string[],
  { env = {}, cwd, home, uid, kill }: RunOptions,
): Promise<Run> {
  const started = performance.now();
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: cwd ?? home,
      env: createEnvironment(home, env),
      ...(uid !== undefined && { uid }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      stderr += chunk;
    });
    const polling = setInterval(() => {
      if (kill?.when() !== true) return;
      clearInterval(polling);
      child.kill(kill.signal);
    }, 5);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearInterval(polling);
      done({ code, signal, stdout, stderr, milliseconds: performance.now() - started });
    });
  });
}

/** Runs the source text of an ES module. */
export function runProgram(text: string, options: RunOptions): Promise<Run> {
  return runNode(["--input-type=module", "-e", text], options);
}
