/** Checks subcommands and their flags against the definitions in `src/cli`. */
import type { ArgsDef, CommandDef } from "citty";
import { createTelemetryCommand } from "../../../src/cli/telemetry-command.js";
import type { SubcommandCall } from "./shell-commands.js";

const HELP = new Set(["--help", "-h"]);
/** The program offers completion beside the subcommands. See `src/cli/main.ts`. */
const SHELLS = ["bash", "zsh", "fish", "powershell"];

/** Returns what is wrong with the arguments of a subcommand, or undefined. */
export async function findSubcommandProblem({
  args,
  isStandalone,
}: SubcommandCall): Promise<string | undefined> {
  const rest = isStandalone && args[0] === "--tool" ? [...args.slice(2), ...args.slice(0, 2)] : [...args];
  if (isStandalone && args[0] === "--version") return undefined;
  if (isStandalone && args[0] === "complete") {
    const isShell = SHELLS.includes(args[1] ?? "");
    return isShell ? undefined : `completion for "${args[1]}" does not exist`;
  }
  const name = rest[0] === undefined || rest[0].startsWith("-") ? "status" : (rest.shift() ?? "");
  const known = await loadArguments(name, isStandalone);
  if (known === undefined) return `the subcommand "${name}" does not exist`;
  let positionals = Object.values(known).filter(({ type }) => type === "positional").length;
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? "";
    if (HELP.has(word)) continue;
    if (!word.startsWith("-")) {
      if (positionals-- === 0) return `"${name}" takes no argument "${word}"`;
      continue;
    }
    const [flag = "", value] = word.replace(/^--/, "").split("=", 2);
    const definition = Object.hasOwn(known, flag) ? known[flag] : undefined;
    if (definition === undefined) return `"${name}" has no flag ${word}`;
    if (definition.type === "string" && value === undefined) index++;
    if (index === rest.length) return `the flag ${word} of "${name}" needs a value`;
  }
  return undefined;
}

/** Returns the definitions of a subcommand's arguments. Returns undefined for a subcommand that does not exist. */
async function loadArguments(name: string, isForAnyTool: boolean): Promise<ArgsDef | undefined> {
  const mount = { options: {}, command: "codeweaver-telemetry", isForAnyTool, onExitCode: () => {} };
  const { subCommands } = createTelemetryCommand(mount);
  // citty also allows promises and functions here, but `createTelemetryCommand` creates a table of functions.
  const load = (subCommands as Record<string, () => Promise<CommandDef>>)[name];
  return load === undefined ? undefined : ((await load()).args as ArgsDef);
}
