/** Creates the citty command that offers the subcommands. */
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { createMountOptions, runCli } from "./cli-runner.js";
import { describeTelemetryCommand } from "./render-help.js";
import { type ArgumentDefinitions, listArguments, type MountOptions, type Subcommand } from "./subcommand.js";
import { SUBCOMMANDS } from "./subcommands.js";

/**
 * Creates `mytool telemetry …` for a tool that is built on citty. Without a subcommand it runs `status`. It sets
 * `process.exitCode`: 0 on success, 1 on failure or when something is wrong, 2 when the arguments are not understood.
 *
 * @param options The options of the tool's telemetry client.
 * @example
 * import { defineCommand, runMain } from "citty";
 * import { telemetryCommand } from "codeweaver-telemetry/cli";
 *
 * const telemetry = telemetryCommand({ tool: "mytool", posthogApiKey: "phc_…" });
 * await runMain(defineCommand({ meta: { name: "mytool" }, subCommands: { telemetry } }));
 */
export function telemetryCommand(options: TelemetryOptions = {}): TelemetryCommand {
  const mount = createMountOptions(options);
  const { meta, subCommands } = describeForCitty(mount);
  let isRunning = false;
  return {
    meta,
    // citty itself exits with 1 for an unknown subcommand, and ignores flags before a subcommand. So it sees no subcommands
    // while the command runs, and `run` receives all arguments. citty calls `setup` before it asks for the subcommands.
    setup: () => {
      isRunning = true;
    },
    subCommands: () => (isRunning ? {} : subCommands()),
    run: async ({ rawArgs }) => {
      process.exitCode = await runCli(rawArgs, mount);
    },
    cleanup: () => {
      isRunning = false;
    },
  };
}

/**
 * A `CommandDef` of citty. Its type is written out, because most tools do not install citty.
 *
 * @example
 * export const telemetry: TelemetryCommand = telemetryCommand({ tool: "mytool" });
 */
export interface TelemetryCommand extends CittyDescription {
  /** Called by citty before `run`. */
  readonly setup: () => void;
  /** Runs the subcommand that the arguments name, and sets the exit code. */
  readonly run: (context: { readonly rawArgs: string[] }) => Promise<void>;
  /** Called by citty after `run`. */
  readonly cleanup: () => void;
}

interface CittyDescription {
  /** Returns the name and the description, for help pages. */
  readonly meta: () => CommandMeta;
  /** Describes the subcommands, for help pages. */
  readonly subCommands: () => Record<string, () => Promise<SubcommandDescription>>;
}

interface SubcommandDescription {
  readonly meta: CommandMeta;
  readonly args: ArgumentDefinitions;
}

interface CommandMeta {
  readonly name: string;
  readonly description: string;
}

/** Describes all subcommands for citty's help pages. Nothing of it can be run. */
function describeForCitty(mount: MountOptions): CittyDescription {
  const lastWord = mount.command.split(" ").at(-1) ?? mount.command;
  const described = new Set<string>();
  const describe = async (name: string, load: () => Promise<Subcommand>): Promise<SubcommandDescription> => {
    described.add(name);
    const subcommand = await load();
    return { meta: { name, description: subcommand.description }, args: listArguments(subcommand, mount) };
  };
  return {
    // A help page of citty begins with the names of a command and of its parent. On the page of one subcommand, the only
    // one that is then described, the parent's name has to be all words before it: `mytool telemetry`.
    meta: () => ({
      name: described.size === 1 ? mount.command : lastWord,
      description: describeTelemetryCommand(mount),
    }),
    subCommands: () => {
      described.clear();
      const entries = [...SUBCOMMANDS].map(([name, load]) => [name, () => describe(name, load)] as const);
      // citty looks subcommands up with `in`, so a prototype would add a subcommand `constructor`.
      return Object.assign(Object.create(null), Object.fromEntries(entries));
    },
  };
}
