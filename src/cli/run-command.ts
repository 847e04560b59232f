/** Runs the verbs for any parser of arguments, and alone. */
import { stripVTControlCharacters } from "node:util";
import { type CommandDef, renderUsage, runCommand } from "citty";
import type { TelemetryOptions } from "../bootstrap/author-options.js";
import { messageOf } from "../internal/file-errors.js";
import { LIBRARY } from "../internal/package-info.js";
import { commandFor, mountOf } from "./command.js";
import type { Mount } from "./subcommand.js";

/**
 * `process.exitCode = await runTelemetryCli(["status"], { tool: "mytool", … })`, with the options that the tool's client
 * has; for commander, yargs, or none. Returns 0 where it is as it was asked, 1 where it is not or something is wrong, 2
 * where it was not understood. Never rejects.
 */
export async function runTelemetryCli(
  argv: readonly string[],
  options: TelemetryOptions = {},
): Promise<number> {
  return run(argv, mountOf(options));
}

export async function run(argv: readonly string[], mount: Omit<Mount, "onExitCode">): Promise<number> {
  let exitCode = 0;
  const onExitCode = (code: number) => {
    exitCode = code;
  };
  const whole = commandFor({ ...mount, onExitCode });
  // In front, too, so that what a notice calls the command can have it: `codeweaver-telemetry --tool mytool disable`.
  const inFront = argv[0]?.startsWith("--tool=") === true ? 1 : argv[0] === "--tool" ? 2 : 0;
  if (inFront > 0) {
    const rest = argv.slice(inFront);
    const [first = "--"] = rest;
    const isVerbless = first.startsWith("-") && !HELP.has(first) && first !== "--version";
    return run([...(isVerbless ? ["status"] : []), ...rest, ...argv.slice(0, inFront)], mount);
  }
  try {
    if (argv[0] === "--version" && mount.isForAnyTool) {
      process.stdout.write(`${LIBRARY.version}\n`);
      return 0;
    }
    if (argv.some((argument) => HELP.has(argument))) {
      process.stdout.write(`${await usage(whole, argv, mount.command)}\n`);
      return 0;
    }
    await runCommand(whole, { rawArgs: [...argv] });
  } catch (error) {
    const message = messageOf(error);
    process.stderr.write(
      `${mount.command}: ${plain(message)}\n${plain(await usage(whole, [], mount.command))}\n`,
    );
    return 2;
  }
  return exitCode;
}

const HELP = new Set(["--help", "-h"]);

async function usage(whole: CommandDef, argv: readonly string[], command: string): Promise<string> {
  const verb = argv.find((argument) => !argument.startsWith("-"));
  const verbs = Object(whole.subCommands);
  const found: unknown = verb !== undefined && Object.hasOwn(verbs, verb) ? await verbs[verb]() : undefined;
  const parent = { meta: { name: command } };
  const text =
    found === undefined
      ? await renderUsage({ ...whole, meta: { ...Object(whole.meta), name: command } })
      : await renderUsage(Object(found), parent);
  return process.stdout.isTTY ? text : plain(text);
}

/** citty colours for pipes, too. */
function plain(text: string): string {
  return stripVTControlCharacters(text);
}
