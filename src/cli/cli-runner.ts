/** Runs the subcommands from a list of arguments, for every way in which they are mounted. */
import { checkOptions } from "../bootstrap/check-options.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { copyOptions } from "../client/caller-options.js";
import { getErrorMessage } from "../internal/errors.js";
import { LIBRARY } from "../internal/package-info.js";
import { escapeLinesForTerminal } from "../internal/terminal-text.js";
import { tolerateClosedPipe } from "./closed-pipe.js";
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

/** Never rejects. An error becomes one line on stderr. */
export async function runCli(argv: readonly string[], mount: MountOptions): Promise<ExitCode> {
  tolerateClosedPipe(process.stdout);
  let failedCommand = mount.command;
  try {
    const request = parseCommandLine(argv, mount);
    if (request.kind === "version") return printText(LIBRARY.version);
    if (request.kind === "help") return printText(await createHelp(request.name, mount));
    failedCommand = `${mount.command} ${request.name}`;
    const subcommand = await loadSubcommand(request.name);
    return await runSubcommand(
      subcommand,
      parseArguments(request.rawArgs, listArguments(subcommand, mount), request.otherFlags),
      mount,
    );
  } catch (error) {
    const message = getErrorMessage(error);
    process.stderr.write(`${escapeLinesForTerminal(`${failedCommand}: ${message}`)}\n`);
    if (isJsonRequested(argv)) printText(formatJson({ error: message }));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Returns whether errors are printed as JSON, too. */
function isJsonRequested(argv: readonly string[]): boolean {
  const flags = dropLiteralArguments(argv);
  return flags.includes("--json") || flags.includes("--json=true");
}

function printText(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
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
