/** What a verb is: what it needs, what it answers, and how that becomes a command's output and exit code. */
import type { ArgsDef, CommandDef } from "citty";
import { checkOptions } from "../bootstrap/check-options.js";
import { type ResolvedTelemetry, resolveTelemetry } from "../bootstrap/resolve-telemetry.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { processInputs } from "../config/environment.js";
import { tomlModule } from "../config/settings-files.js";
import { getErrorMessage } from "../internal/errors.js";
import { escapeLinesForTerminal } from "../internal/terminal-text.js";
import { isProfileName } from "../profiles/profile-registry.js";
import { type Colors, createColors } from "./terminal-format.js";

export interface CommandContext {
  readonly options: TelemetryOptions;
  readonly tool: string;
  /** How the verbs are called here, for sentences that name one: `mytool telemetry`. */
  readonly command: string;
  /** Names the tool as this command does: ` --tool mytool`, or nothing. */
  readonly toolFlag: string;
  /** What the tool sets in its own code is not known here. */
  readonly isForAnyTool: boolean;
  readonly args: Readonly<Record<string, unknown>>;
  readonly isJson: boolean;
  readonly colors: Colors;
  readonly resolveTelemetry: () => Promise<ResolvedTelemetry>;
  /** Lines that come before the answer. */
  readonly print: (text: string) => void;
}

/** 0: it is as it was asked. 1: it is not, or something is wrong. (2: the question was not understood.) */
export interface CommandResult {
  readonly code: 0 | 1;
  /** For programs; undefined where everything was printed already. */
  readonly json?: object;
  /** For people. */
  readonly text?: string;
}

/** The question was not understood: exit code 2. */
export class UsageError extends Error {}

export interface Subcommand {
  readonly description: string;
  readonly args?: ArgsDef;
  run(context: CommandContext): Promise<CommandResult>;
}

export interface MountOptions {
  readonly options: TelemetryOptions;
  readonly command: string;
  /** For any tool, named by `--tool`. */
  readonly isForAnyTool: boolean;
  readonly onExitCode: (code: number) => void;
}

const JSON_ARG = { type: "boolean", description: "Print JSON" } as const;
const TOOL_ARG = { type: "string", description: "Which tool's telemetry", default: "codeweaver" } as const;

/** A verb as citty's command. It never throws: what goes wrong is one line on stderr. */
export function toCittyCommand(name: string, subcommand: Subcommand, mount: MountOptions): CommandDef {
  const args: ArgsDef = { ...subcommand.args, json: JSON_ARG, ...(mount.isForAnyTool && { tool: TOOL_ARG }) };
  return {
    meta: { name, description: subcommand.description },
    args,
    async run({ args: given, rawArgs }) {
      try {
        const unknown = findUsageError(rawArgs, args);
        if (unknown !== undefined) throw new UsageError(unknown);
        mount.onExitCode(await runSubcommand(subcommand, createContext(given, mount)));
      } catch (error) {
        const message = getErrorMessage(error);
        process.stderr.write(`${mount.command} ${name}: ${message}\n`);
        if (rawArgs.includes("--json"))
          process.stdout.write(`${JSON.stringify({ error: message }, null, 2)}\n`);
        mount.onExitCode(error instanceof UsageError ? 2 : 1);
      }
    },
  };
}

async function runSubcommand(subcommand: Subcommand, context: CommandContext): Promise<number> {
  const { code, json, text } = await subcommand.run(context);
  const output = context.isJson ? json && formatJson(json) : text;
  if (output !== undefined) process.stdout.write(`${output}\n`);
  return code;
}

/** JSON in which characters that a terminal would obey are escaped. */
function formatJson(json: object): string {
  return escapeLinesForTerminal(JSON.stringify(json, null, 2));
}

function createContext(args: Readonly<Record<string, unknown>>, mount: MountOptions): CommandContext {
  const { isForAnyTool, command } = mount;
  const named = isForAnyTool ? String(args.tool) : mount.options.tool;
  const mistake = checkOptions(named === undefined ? {} : { tool: named }).mistake; // of the others the verbs can tell
  if (mistake !== undefined)
    throw new UsageError(mistake.replace(/^option /, isForAnyTool ? "--" : "option "));
  const profile = isForAnyTool && isProfileName(named) ? named : mount.options.profile;
  const options = { ...mount.options, ...(profile && { profile }), ...(named && { tool: named }) };
  const checked = checkOptions(options);
  const { tool } = checked.profile;
  return {
    options,
    tool,
    command,
    toolFlag: isForAnyTool && tool !== "codeweaver" ? ` --tool ${tool}` : "",
    isForAnyTool,
    args,
    isJson: args.json === true,
    colors: createColors(process.stdout),
    resolveTelemetry: async () => {
      await tomlModule.load();
      return resolveTelemetry(checked, processInputs);
    },
    print: (text) => void process.stdout.write(`${text}\n`),
  };
}

/** citty takes what it does not know for a flag, and drops it: a misspelt `--jsno` would pass in silence. */
function findUsageError(rawArgs: readonly string[], known: ArgsDef): string | undefined {
  let isValue = false;
  let positionals = Object.values(known).filter(({ type }) => type === "positional").length;
  for (const argument of rawArgs) {
    if (isValue) {
      isValue = false;
      continue;
    }
    if (!argument.startsWith("-")) {
      if (positionals === 0) return `unexpected ${JSON.stringify(argument)}`;
      positionals--;
      continue;
    }
    const [flag = "", value] = argument.replace(/^--?/, "").split("=", 2);
    const definition = Object.hasOwn(known, flag) ? known[flag] : undefined;
    if (definition === undefined) return `unknown option ${argument}; there are ${listOptionNames(known)}`;
    isValue = definition.type === "string" && value === undefined;
    if (isValue && argument === rawArgs.at(-1)) return `option --${flag} needs a value`;
  }
  return undefined;
}

function listOptionNames(known: ArgsDef): string {
  const options = Object.keys(known).filter((name) => known[name]?.type !== "positional");
  return [...options, "help"].map((name) => `--${name}`).join(", ");
}
