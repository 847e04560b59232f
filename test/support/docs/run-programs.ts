/** Runs the compiled program of a block as a process of its own, and compares what it prints with the page. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Run, runNode } from "../run.js";
import type { CodeBlock } from "./code-blocks.js";
import { matchesOutput } from "./output-pattern.js";
import type { Workspace } from "./workspace.js";

/** Well above the two seconds that a program may take, because the tests share the machine with others. */
const TIME_LIMIT_MS = 20_000;
const VITEST = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const GUARD = pathToFileURL(resolve("test/support/docs/loopback-only.mjs")).href;

/** Runs node in an empty folder with an empty home. Only loopback can be reached. */
export function runInEmptyFolder(
  args: readonly string[],
  workspace: Workspace,
  {
    home = mkdtempSync(join(workspace.folder, "home-")),
    env = {},
  }: { home?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  const deadline = performance.now() + TIME_LIMIT_MS;
  return runNode(args, {
    home,
    cwd: mkdtempSync(join(workspace.folder, "cwd-")),
    env: { NODE_OPTIONS: `--import=${GUARD}`, ...env },
    kill: { signal: "SIGKILL", when: () => performance.now() > deadline },
  });
}

/** Runs a block of ts or js. Returns its problems, each with its page and line. */
export async function findRunProblems(block: CodeBlock, workspace: Workspace): Promise<string[]> {
  const where = `${block.page}:${block.line}`;
  const { expectedOutput } = block;
  if (block.compileOnlyReason !== undefined)
    return expectedOutput === undefined ? [] : [`${where}: a block that is not run has an output`];
  const { args, isTest } = createArguments(block, workspace);
  const run = await runInEmptyFolder(args, workspace);
  if (run.signal !== null) return [`${where}: is still running after ${TIME_LIMIT_MS / 1000} s`];
  if (run.code !== 0) return [`${where}: exit code ${run.code}\n${run.stdout}${run.stderr}`];
  const problems: string[] = [];
  if (run.stderr !== "") problems.push(`${where}: prints on stderr:\n${run.stderr}`);
  if (isTest && !hasPassedTests(run.stdout)) problems.push(`${where}: has no test\n${run.stdout}`);
  if (expectedOutput === undefined) return problems;
  if (isTest)
    return [...problems, `${block.page}:${expectedOutput.line}: the output of a test is not compared`];
  if (!matchesOutput(expectedOutput.text, run.stdout))
    problems.push(`${block.page}:${expectedOutput.line}: the program prints:\n${run.stdout}`);
  return problems;
}

function createArguments(block: CodeBlock, { folder, getScript }: Workspace) {
  const script = getScript(block);
  const code = readFileSync(script, "utf8");
  // Without --test, because that counts a file without a test as a test that passes.
  if (/from "node:test"/.test(code)) return { args: ["--test-reporter=tap", script], isTest: true };
  if (!/from "vitest"/.test(code)) return { args: [script], isTest: false };
  // The package is a link, which vitest would otherwise compile as if it were a part of the tool.
  const config = join(folder, "vitest.config.mjs");
  writeFileSync(config, `export default { test: { server: { deps: { external: [/\\/dist\\//] } } } };`);
  const args = [VITEST, "run", "--no-color", "--root", folder, "--config", config, script];
  return { args, isTest: true };
}

function hasPassedTests(report: string): boolean {
  return /^# pass [1-9]/m.test(report) || /Tests\s+[1-9]\d* passed/.test(report);
}
