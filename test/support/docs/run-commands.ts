/** Runs the subcommands that a page shows, and reads the settings files that it shows. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DESTINATION_SETTINGS } from "../../../src/bootstrap/destination.js";
import { resolveSettings } from "../../../src/config/resolve-settings.js";
import { readSettingsFiles } from "../../../src/config/settings-files.js";
import { formatProblem } from "../../../src/config/validate-settings.js";
import { FlagRulesError } from "../../../src/flag-rules/mistakes.js";
import { parseFlagRules } from "../../../src/flag-rules/parse-flag-rules.js";
import { MAIN } from "../cli.js";
import type { CodeBlock } from "./code-blocks.js";
import { matchesOutput } from "./output-pattern.js";
import { runInEmptyFolder } from "./run-programs.js";
import { findCommandProblem, parseShell, type SubcommandCall, toSubcommandCall } from "./shell-commands.js";
import type { Workspace } from "./workspace.js";

/** `receive` runs until it is stopped. */
const ENDLESS = new Set(["receive"]);

/** A tool that mounts the subcommands, for commands such as `mytool telemetry status`. */
const MYTOOL = `import { runTelemetryCli } from "codeweaver-telemetry/cli";
process.exitCode = await runTelemetryCli(process.argv.slice(2), { tool: "mytool", posthogApiKey: "phc_example" });
`;

/** Checks every command of a block of sh, and runs its subcommands. Returns the problems, each with page and line. */
export async function findShellProblems(block: CodeBlock, workspace: Workspace): Promise<string[]> {
  const commands = parseShell(block);
  if (commands.length === 0) return [`${block.page}:${block.line}: has no command`];
  const problems: string[] = [];
  const home = mkdtempSync(join(workspace.folder, "home-"));
  let printed = "";
  for (const command of commands) {
    const where = `${block.page}:${command.line}`;
    const problem = await findCommandProblem(command);
    if (problem !== undefined) problems.push(`${where}: ${problem}`);
    const call = toSubcommandCall(command.words);
    if (problem !== undefined || call === undefined || block.compileOnlyReason !== undefined) continue;
    if (call.args.some((word) => ENDLESS.has(word))) continue;
    const args = [createProgram(call, workspace), ...call.args];
    const run = await runInEmptyFolder(args, workspace, { home, env: command.env });
    printed += run.stdout;
    // 1 means that something is wrong with the telemetry of this empty home, and 2 that the command is not understood.
    if (run.code !== 0 && run.code !== 1) problems.push(`${where}: exit code ${run.code}\n${run.stderr}`);
    if (/^\s+at /m.test(run.stderr)) problems.push(`${where}: prints a stack on stderr\n${run.stderr}`);
  }
  const { expectedOutput } = block;
  if (expectedOutput !== undefined && !matchesOutput(expectedOutput.text, printed))
    problems.push(`${block.page}:${expectedOutput.line}: the subcommands print:\n${printed}`);
  return problems;
}

function createProgram({ isStandalone }: SubcommandCall, { folder }: Workspace): string {
  if (isStandalone) return MAIN;
  const program = join(folder, "mytool.mjs");
  writeFileSync(program, MYTOOL);
  return program;
}

/** Reads a block of toml as the person's settings file of the tool `mytool`. */
export async function findSettingsProblems(block: CodeBlock, { folder }: Workspace): Promise<string[]> {
  const where = `${block.page}:${block.line}`;
  const personFile = join(mkdtempSync(join(folder, "settings-")), "mytool.toml");
  writeFileSync(personFile, block.text);
  const files = readSettingsFiles({ tool: "mytool", cwd: undefined, personFile, trustFile: undefined });
  const { problems, unreadableFiles } = resolveSettings({
    tool: "mytool",
    variableAliases: [],
    defaults: {},
    options: {},
    overrides: {},
    env: {},
    files,
    destinationSettings: DESTINATION_SETTINGS.posthog,
  });
  if (unreadableFiles.length > 0) return [`${where}: is not a settings file`];
  const count = files.flatMap((file) => (file.kind === "read" ? file.settings : [])).length;
  if (count === 0) return [`${where}: has no setting in a section [telemetry]`];
  return problems.map((problem) => `${where}: ${formatProblem(problem).replace(/ \(.*?\)/, "")}`);
}

/** The first line of a block of toml that has rules of flags. */
const FLAG_RULES = /^# flags\.toml\n/;

export function isFlagRules({ text }: CodeBlock): boolean {
  return FLAG_RULES.test(text);
}

/** Parses a block of toml as rules of flags. */
export function findFlagRulesProblems({ page, line, text }: CodeBlock): string[] {
  try {
    parseFlagRules(text);
    return [];
  } catch (error) {
    if (!(error instanceof FlagRulesError)) throw error;
    return error.mistakes.map((mistake) => `${page}:${line}: ${mistake}`);
  }
}

/** Parses a block of json. */
export function findJsonProblems({ page, line, text }: CodeBlock): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [`${page}:${line}: ${error instanceof Error ? error.message : error}`];
  }
}
