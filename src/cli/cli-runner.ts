/** Runs the subcommands from a list of arguments, for every way in which they are mounted. */
import { checkOptions } from "../bootstrap/check-options.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { copyOptions } from "../client/caller-options.js";
import { getErrorMessage } from "../internal/errors.js";
import { LIBRARY } from "../internal/package-info.js";
import { Output } from "./output.js";
import { parseArguments } from "./parse-arguments.js";
import { dropLiteralArguments, parseCommandLine } from "./parse-command-line.js";
import { renderHelp, renderSubcommandHelp } from "./render-help.js";
import { runSubcommand } from "./run-subcommand.js";
import {
  type ExitCode,
  listArguments,
  type MountOptions,
  type Subcommand,
  UsageError,
} from "./subcommand.js";
import { SUBCOMMANDS } from "./subcommands.js";
import { formatJson } from "./terminal-format.js";

/**
 * Runs a subcommand for a tool that uses commander, yargs or no parser. Never rejects.
 *
 * @param argv The arguments behind `mytool telemetry`, such as `["show", "--pending"]`.
 * @param options The options of the tool's telemetry client.
 * @returns The exit code: 0 on success, 1 on failure or when something is wrong, 2 when the arguments are not understood.
 * @example
 * import { runTelemetryCli } from "codeweaver-telemetry/cli";
 *
 * process.exitCode = await runTelemetryCli(process.argv.slice(3), { tool: "mytool", posthogApiKey: "phc_…" });
 */
export async function runTelemetryCli(
  argv: readonly string[],
  options: TelemetryOptions = {},
): Promise<number> {
  return runCli(Array.isArray(argv) ? argv.map(String) : [], createMountOptions(options)); // callers in plain JavaScript
}

/** Describes the subcommands as a part of the tool's own command line. */
export function createMountOptions(options: TelemetryOptions): MountOptions {
  const given = copyOptions(options); // callers in plain JavaScript may pass null
  const { options: checked, profile } = checkOptions(given);
  return {
    options: given,
    command: checked.command?.trim() || `${profile.tool} telemetry`,
    isForAnyTool: false,
  };
}

/** Never rejects. An error becomes one line on stderr. An output that cannot be written is an error, too. */
export async function runCli(argv: readonly string[], mount: MountOptions): Promise<ExitCode> {
  const output = new Output();
  const code = await runRequest(argv, mount, output);
  const problem = await output.findProblem();
  if (problem === undefined) return code;
  output.printError(`${mount.command}: the output could not be written: ${problem}`);
  return code === 0 ? 1 : code;
}

async function runRequest(argv: readonly string[], mount: MountOptions, output: Output): Promise<ExitCode> {
  let failedCommand = mount.command;
  try {
    const request = parseCommandLine(argv, mount);
    if (request.kind !== "subcommand") {
      output.print(request.kind === "version" ? LIBRARY.version : await createHelp(request.name, mount));
      return 0;
    }
    failedCommand = `${mount.command} ${request.name}`;
    const subcommand = await loadSubcommand(request.name);
    return await runSubcommand(
      subcommand,
      parseArguments(request.rawArgs, listArguments(subcommand, mount), request.otherFlags),
      mount,
      output,
    );
  } catch (error) {
    const message = getErrorMessage(error);
    output.printError(`${failedCommand}: ${message}`);
    if (isJsonRequested(argv)) output.print(formatJson({ error: message }));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Returns whether errors are printed as JSON, too. */
function isJsonRequested(argv: readonly string[]): boolean {
  const flags = dropLiteralArguments(argv);
  return flags.includes("--json") || flags.includes("--json=true");
}

async function createHelp(name: string | undefined, mount: MountOptions): Promise<string> {
  if (name !== undefined) return renderSubcommandHelp(name, await loadSubcommand(name), mount);
  const loaded = [...SUBCOMMANDS].map(async ([each, load]) => [each, await load()] as const);
  return renderHelp(await Promise.all(loaded), mount);
}

async function loadSubcommand(name: string): Promise<Subcommand> {
  const load = SUBCOMMANDS.get(name);
  if (load === undefined) throw new UsageError(`unknown subcommand ${JSON.stringify(name)}`);
  return load();
}
