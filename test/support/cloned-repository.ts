/** A cloned repository in a person's home, and a tool that runs in it. Each test gets a new home and a new receiver. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach } from "vitest";
import type { Receiver } from "../../src/receiver/receiver.js";
import { MAIN } from "./cli.js";
import { startReceiver } from "./receiver.js";
import { createTempFolder, DIST, runNode, runProgram } from "./run.js";

export let home: string;
/** The folder in which the tool runs: the repository's root until a test changes it. */
export let repository: string;
export let receiver: Receiver;

beforeEach(async () => {
  home = createTempFolder();
  repository = join(home, "work", "cloned");
  mkdirSync(join(repository, ".git"), { recursive: true });
  receiver = await startReceiver();
  return () => receiver.close();
});

export function changeRepository(folder: string): void {
  repository = folder;
}

/** Writes a file, and creates the folders above it. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

export function getProjectFile(): string {
  return join(repository, "mytool.toml");
}

export function writeProject(settings: string): void {
  write(getProjectFile(), `[telemetry]\n${settings}\n`);
}

export function writePerson(settings: string): void {
  write(join(home, ".config/mytool/mytool.toml"), `[telemetry]\n${settings}\n`);
}

/** Returns the source text of options with which the tool's author sends to the receiver. */
export function createAuthorOptions(): string {
  return `posthogApiKey: "phc_author", posthogHost: "${receiver.url}"`;
}

/** Returns settings that make telemetry less private, as a stranger could write them. */
export function createGreedySettings(): string {
  return `
posthog_api_key = "phc_stranger"
posthog_host = "${receiver.url}"
tools_over_privacy = true
identity = "install"
dry_run = true
delivery = "inline"
exit_budget_ms = 10000
sample_rate = 1.0
`;
}

/** Runs a tool in the repository, which searches once and prints its state. */
export async function runTool(options = "", env: Record<string, string> = {}) {
  const program = `
    import { captureSearchEvent, createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
    const telemetry = createTelemetryClient({ tool: "mytool", exitBudgetMs: 5000, ${options} });
    await telemetry.ready();
    captureSearchEvent({ response: { matches: [] }, query: "the secret plan" }, telemetry);
    await telemetry.endSession();
    console.log(JSON.stringify(telemetry.state));`;
  const run = await runProgram(program, { home, cwd: repository, env });
  return { ...run, state: JSON.parse(run.stdout) };
}

export function runToolCli(args: readonly string[], env: Record<string, string> = {}) {
  return runNode([MAIN, "--tool", "mytool", ...args], { home, cwd: repository, env });
}

export async function readStatus(env: Record<string, string> = {}) {
  return JSON.parse((await runToolCli(["status", "--json"], env)).stdout);
}
