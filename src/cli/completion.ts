/** Completes the subcommands and their flags in shells. */
import type tabModule from "@bomb.sh/tab";
import { LIBRARY } from "../internal/package-info.js";
import { Output } from "./output.js";
import { type ExitCode, listArguments } from "./subcommand.js";
import { SUBCOMMANDS } from "./subcommands.js";

/** The shells for which `complete <shell>` prints a script. */
export const SHELLS = ["zsh", "bash", "fish", "powershell"];

/**
 * Prints the script for a shell, or the completions of a command line, for which that script asks.
 *
 * @param args `["bash"]` for the script, or `["--", "show", "--f"]` for completions.
 */
export async function runCompletion(args: readonly string[]): Promise<ExitCode> {
  const [shell = "", ...words] = args;
  const { default: tab } = await import("@bomb.sh/tab"); // an ES module, which a required file can only import
  if (shell === "--") {
    await describeSubcommands(tab);
    tab.parse(words);
  } else if (SHELLS.includes(shell)) tab.setup(LIBRARY.name, LIBRARY.name, shell);
  else {
    new Output().printError(`${LIBRARY.name} complete: the shells are ${SHELLS.join(", ")}`);
    return 2;
  }
  return 0;
}

async function describeSubcommands(tab: typeof tabModule): Promise<void> {
  for (const [name, load] of SUBCOMMANDS) {
    const subcommand = await load();
    const command = tab.command(name, subcommand.description);
    for (const [each, { type, description }] of Object.entries(
      listArguments(subcommand, { isForAnyTool: true }),
    ))
      if (type !== "positional") command.option(each, description);
  }
}
