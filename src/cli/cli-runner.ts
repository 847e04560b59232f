/** Runs the subcommands from a list of arguments, for tools that do not use citty. */
import { stripVTControlCharacters } from "node:util";
import { type CommandDef, renderUsage, runCommand } from "citty";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { getErrorMessage } from "../internal/errors.js";
import { LIBRARY } from "../internal/package-info.js";
import type { MountOptions } from "./subcommand.js";
import { createMountOptions, createTelemetryCommand } from "./telemetry-command.js";

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
  return runCli(Array.isArray(argv) ? argv : [], createMountOptions(options)); // callers in plain JavaScript
}

export async function runCli(
  argv: readonly string[],
  mount: Omit<MountOptions, "onExitCode">,
): Promise<number> {
  let exitCode = 0;
  const onExitCode = (code: number) => {
    exitCode = code;
  };
  const command = createTelemetryCommand({ ...mount, onExitCode });
  const rawArgs = moveToolFlagToEnd(argv);
  try {
    if (rawArgs[0] === "--version" && mount.isForAnyTool) {
      process.stdout.write(`${LIBRARY.version}\n`);
      return 0;
    }
    if (rawArgs.some((argument) => HELP_FLAGS.has(argument))) {
      process.stdout.write(`${await renderHelp(command, rawArgs, mount.command)}\n`);
      return 0;
    }
    await runCommand(command, { rawArgs });
  } catch (error) {
    const message = stripVTControlCharacters(getErrorMessage(error));
    const help = stripVTControlCharacters(await renderHelp(command, [], mount.command));
    process.stderr.write(`${mount.command}: ${message}\n${help}\n`);
    return 2;
  }
  return exitCode;
}

const HELP_FLAGS = new Set(["--help", "-h"]);

/**
 * Moves `--tool mytool` behind the subcommand, because notices print it in front of one, and citty wants the subcommand first.
 * `--tool mytool disable` becomes `disable --tool mytool`. Without a subcommand, `--tool mytool` becomes
 * `status --tool mytool`.
 */
function moveToolFlagToEnd(argv: readonly string[]): string[] {
  const flagLength = argv[0]?.startsWith("--tool=") === true ? 1 : argv[0] === "--tool" ? 2 : 0;
  if (flagLength === 0) return [...argv];
  const flag = argv.slice(0, flagLength);
  const rest = argv.slice(flagLength);
  const [first = ""] = rest;
  const needsSubcommand =
    first === "" || (first.startsWith("-") && !HELP_FLAGS.has(first) && first !== "--version");
  return [...(needsSubcommand ? ["status"] : []), ...rest, ...flag];
}

async function renderHelp(
  command: CommandDef,
  argv: readonly string[],
  commandName: string,
): Promise<string> {
  const subcommandName = argv.find((argument) => !argument.startsWith("-"));
  const subCommands = Object(command.subCommands);
  const subcommand: unknown =
    subcommandName !== undefined && Object.hasOwn(subCommands, subcommandName)
      ? await subCommands[subcommandName]()
      : undefined;
  const help =
    subcommand === undefined
      ? await renderUsage({ ...command, meta: { ...Object(command.meta), name: commandName } })
      : await renderUsage(Object(subcommand), { meta: { name: commandName } });
  // citty prints colours into pipes, too.
  return process.stdout.isTTY ? help : stripVTControlCharacters(help);
}
