/** Checks subcommands and their flags as the command line itself does. */
import { SHELLS } from "../../../src/cli/completion.js";
import { parseArguments } from "../../../src/cli/parse-arguments.js";
import { parseCommandLine } from "../../../src/cli/parse-command-line.js";
import { listArguments } from "../../../src/cli/subcommand.js";
import { SUBCOMMANDS } from "../../../src/cli/subcommands.js";
import type { SubcommandCall } from "./shell-commands.js";

/** Returns what is wrong with the arguments of a subcommand, or undefined. */
export async function findSubcommandProblem({
  args,
  isStandalone,
}: SubcommandCall): Promise<string | undefined> {
  if (isStandalone && args[0] === "complete") {
    const isShell = SHELLS.includes(args[1] ?? "");
    return isShell ? undefined : `completion for "${args[1]}" does not exist`;
  }
  const mount = { isForAnyTool: isStandalone };
  try {
    const request = parseCommandLine(args, mount);
    if (request.kind !== "subcommand") return undefined;
    const subcommand = await SUBCOMMANDS.get(request.name)?.();
    if (subcommand !== undefined)
      parseArguments(request.rawArgs, listArguments(subcommand, mount), request.otherFlags);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
