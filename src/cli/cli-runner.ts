/** Runs the verbs for any parser of arguments, and alone. */
import { stripVTControlCharacters } from "node:util";
import { type CommandDef, renderUsage, runCommand } from "citty";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { getErrorMessage } from "../internal/errors.js";
import { LIBRARY } from "../internal/package-info.js";
import type { MountOptions } from "./subcommand.js";
import { createMountOptions, createTelemetryCommand } from "./telemetry-command.js";

/**
 * `process.exitCode = await runTelemetryCli(["status"], { tool: "mytool", … })`, with the options that the tool's client
 * has; for commander, yargs, or none. Returns 0 where it is as it was asked, 1 where it is not or something is wrong, 2
 * where it was not understood. Never rejects.
 */
export async function runTelemetryCli(
  argv: readonly string[],
  options: TelemetryOptions = {},
): Promise<number> {
  return runCli(argv, createMountOptions(options));
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
  // In front, too, so that what a notice calls the command can have it: `codeweaver-telemetry --tool mytool disable`.
  const leadingCount = argv[0]?.startsWith("--tool=") === true ? 1 : argv[0] === "--tool" ? 2 : 0;
  if (leadingCount > 0) {
    const rest = argv.slice(leadingCount);
    const [first = "--"] = rest;
    const hasNoSubcommand = first.startsWith("-") && !HELP_FLAGS.has(first) && first !== "--version";
    return runCli([...(hasNoSubcommand ? ["status"] : []), ...rest, ...argv.slice(0, leadingCount)], mount);
  }
  try {
    if (argv[0] === "--version" && mount.isForAnyTool) {
      process.stdout.write(`${LIBRARY.version}\n`);
      return 0;
    }
    if (argv.some((argument) => HELP_FLAGS.has(argument))) {
      process.stdout.write(`${await renderHelp(command, argv, mount.command)}\n`);
      return 0;
    }
    await runCommand(command, { rawArgs: [...argv] });
  } catch (error) {
    const message = getErrorMessage(error);
    process.stderr.write(
      `${mount.command}: ${stripColors(message)}\n${stripColors(await renderHelp(command, [], mount.command))}\n`,
    );
    return 2;
  }
  return exitCode;
}

const HELP_FLAGS = new Set(["--help", "-h"]);

async function renderHelp(tree: CommandDef, argv: readonly string[], command: string): Promise<string> {
  const verb = argv.find((argument) => !argument.startsWith("-"));
  const verbs = Object(tree.subCommands);
  const found: unknown = verb !== undefined && Object.hasOwn(verbs, verb) ? await verbs[verb]() : undefined;
  const parent = { meta: { name: command } };
  const text =
    found === undefined
      ? await renderUsage({ ...tree, meta: { ...Object(tree.meta), name: command } })
      : await renderUsage(Object(found), parent);
  return process.stdout.isTTY ? text : stripColors(text);
}

/** citty colours for pipes, too. */
function stripColors(text: string): string {
  return stripVTControlCharacters(text);
}
