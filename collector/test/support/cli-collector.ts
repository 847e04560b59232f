/** Runs the collector's command line in processes of its own. */
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { DIST } from "./built-module.js";
import { type FinishedProcess, type ProcessOptions, runNode, startNode } from "./node-process.js";
import { createTempFolder } from "./temp-folder.js";

const MAIN = join(DIST, "cli", "main.js");

/** Runs `codeweaver-collector …`. */
export function runCollectorCli(args: readonly string[], options?: ProcessOptions): Promise<FinishedProcess> {
  return runNode([MAIN, ...args], options);
}

export interface CollectorProcess {
  readonly url: string;
  readonly data: string;
  readonly pid: number;
  /** What the process has printed so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Sends a signal, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<FinishedProcess>;
}

/** Runs `serve` on a free port, and waits until it listens. */
export async function startCollectorProcess(
  args: readonly string[] = [],
  options: ProcessOptions & { readonly data?: string } = {},
): Promise<CollectorProcess> {
  const { data = join(createTempFolder(), "data") } = options;
  const started = startNode([MAIN, "serve", "--port", "0", "--data", data, ...args], options);
  const { child, output, finished } = started;
  let isFinished = false;
  void finished.then(() => {
    isFinished = true;
  });
  const stop = (signal: NodeJS.Signals = "SIGTERM") => {
    if (!isFinished) child.kill(signal);
    return finished;
  };
  onTestFinished(async () => void (await stop("SIGKILL")));
  await expect
    .poll(() => isFinished || /^listening on /m.test(output.stderr), { timeout: 15_000, interval: 20 })
    .toBe(true);
  const [, url] = /^listening on (\S+)$/m.exec(output.stderr) ?? [];
  if (url === undefined || child.pid === undefined) throw new Error(`serve did not start: ${output.stderr}`);
  return { url, data, pid: child.pid, output, stop };
}
