/** Runs programs as their users would: in processes of their own, in folders of their own. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** The built package: what a process outside the tests imports. */
export const DIST = resolve("dist");

/** An empty folder, removed after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "telemetry-run-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Runs node. The environment is bare but for what is given, the home an empty folder. */
export function runNode(
  args: readonly string[],
  { env = {}, cwd, home }: { env?: Record<string, string>; cwd?: string; home: string },
): Promise<Run> {
  const started = performance.now();
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: cwd ?? home,
      env: {
        PATH: process.env.PATH ?? "",
        HOME: home,
        XDG_CONFIG_HOME: join(home, ".config"),
        XDG_DATA_HOME: join(home, ".data"),
        ...env,
      },
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
    child.on("error", reject);
    child.on("close", (code) => done({ code, stdout, stderr, milliseconds: performance.now() - started }));
  });
}

/** Runs a program's text as an ES module. */
export function runProgram(text: string, options: Parameters<typeof runNode>[1]): Promise<Run> {
  return runNode(["--input-type=module", "-e", text], options);
}
