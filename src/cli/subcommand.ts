/** Defines the subcommands' context and result, and turns a result into output and an exit code. */
import type { ArgsDef, CommandDef } from "citty";
import { checkOptions } from "../bootstrap/check-options.js";
import { processInputs } from "../bootstrap/process-inputs.js";
import { type ResolvedTelemetry, resolveTelemetry } from "../bootstrap/resolve-telemetry.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { tomlModule } from "../config/settings-files.js";
import { getErrorMessage } from "../internal/errors.js";
import { escapeLinesForTerminal } from "../internal/terminal-text.js";
import { isProfileName } from "../profiles/profile-registry.js";
import { printPaged } from "./pager.js";
import { type Colors, createColors } from "./terminal-format.js";
import { getLineWidth } from "./text-wrap.js";

export interface Subcommand {
  readonly description: string;
  readonly args?: ArgsDef;
  run(context: CommandContext): Promise<CommandResult>;
}

export interface CommandContext {
  readonly options: TelemetryOptions;
  readonly tool: string;
  /** The words before a subcommand. Messages name a subcommand as `${command} enable${toolFlag}`: `mytool telemetry enable`. */
  readonly command: string;
  /** The text after a subcommand in messages: ` --tool mytool` for the standalone program, or the empty string. */
  readonly toolFlag: string;
  /** True for the standalone program, which does not know the settings in the tool's own code. */
  readonly isForAnyTool: boolean;
  readonly args: Readonly<Record<string, unknown>>;
  readonly isJson: boolean;
  readonly colors: Colors;
  /** The columns of a line of output. */
  readonly width: number;
  readonly loadTelemetry: () => Promise<ResolvedTelemetry>;
  /** Prints a line at once, before the result. */
  readonly print: (text: string) => void;
}

export interface CommandResult {
  /** 0: success. 1: failure, or something is wrong. */
  readonly code: 0 | 1;
  /** Printed with `--json`. Undefined when everything is already printed. */
  readonly json?: object;
  /** Printed without `--json`. */
  readonly text?: string;
  /** The text may be long, so it is shown through a pager on a terminal. */
  readonly isPaged?: boolean;
}

/** Thrown when the arguments are not understood. The exit code is then 2. */
export class UsageError extends Error {}

/** The program that offers the subcommands: the tool's own, or the standalone one. */
export interface MountOptions {
  readonly options: TelemetryOptions;
  readonly command: string;
  readonly isForAnyTool: boolean;
  readonly onExitCode: (code: number) => void;
}

const JSON_ARG = { type: "boolean", description: "Print JSON" } as const;
const TOOL_ARG = { type: "string", description: "Which tool's telemetry", default: "codeweaver" } as const;

/** Wraps a subcommand for citty. The command never throws; an error becomes one line on stderr. */
export function toCittyCommand(name: string, subcommand: Subcommand, mount: MountOptions): CommandDef {
  const args: ArgsDef = {
    ...subcommand.args,
    json: subcommand.args?.json ?? JSON_ARG,
    ...(mount.isForAnyTool && { tool: TOOL_ARG }),
  };
  return {
    meta: { name, description: subcommand.description },
    args,
    async run({ args: parsedArgs, rawArgs }) {
      try {
        const usageError = findUsageError(rawArgs, args);
        if (usageError !== undefined) throw new UsageError(usageError);
        mount.onExitCode(await runSubcommand(subcommand, createContext(parsedArgs, mount)));
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
  const { code, json, text, isPaged = false } = await subcommand.run(context);
  const output = context.isJson ? json && formatJson(json) : text;
  if (output === undefined) return code;
  if (isPaged && !context.isJson) {
    const { env, isCi } = processInputs;
    await printPaged(`${output}\n`, { stream: process.stdout, env, isCi });
  } else process.stdout.write(`${output}\n`);
  return code;
}

/** `JSON.stringify` does not escape every character that changes a terminal. */
function formatJson(json: object): string {
  return escapeLinesForTerminal(JSON.stringify(json, null, 2));
}

function createContext(args: Readonly<Record<string, unknown>>, mount: MountOptions): CommandContext {
  const { isForAnyTool, command } = mount;
  const toolOption = isForAnyTool ? String(args.tool) : mount.options.tool;
  // Only the tool's name is checked here. Subcommands such as `status` report other mistakes in the options.
  const { mistake } = checkOptions(toolOption === undefined ? {} : { tool: toolOption });
  if (mistake !== undefined)
    throw new UsageError(mistake.replace(/^option /, isForAnyTool ? "--" : "option "));
  const profile = isForAnyTool && isProfileName(toolOption) ? toolOption : mount.options.profile;
  const options = { ...mount.options, ...(profile && { profile }), ...(toolOption && { tool: toolOption }) };
  const checkedOptions = checkOptions(options);
  const { tool } = checkedOptions.profile;
  return {
    options,
    tool,
    command,
    toolFlag: isForAnyTool && tool !== "codeweaver" ? ` --tool ${tool}` : "",
    isForAnyTool,
    args,
    isJson: args.json === true,
    colors: createColors(process.stdout),
    width: getLineWidth(process.stdout, process.env),
    loadTelemetry: async () => {
      await tomlModule.load();
      return resolveTelemetry(checkedOptions, processInputs);
    },
    print: (text) => void process.stdout.write(`${text}\n`),
  };
}

/** Finds misspelt flags and superfluous arguments, because citty drops them without an error. */
function findUsageError(rawArgs: readonly string[], known: ArgsDef): string | undefined {
  let unusedPositionals = Object.values(known).filter(({ type }) => type === "positional").length;
  for (let index = 0; index < rawArgs.length; index++) {
    const argument = rawArgs[index] ?? "";
    if (!argument.startsWith("-")) {
      if (unusedPositionals === 0) return `unexpected ${JSON.stringify(argument)}`;
      unusedPositionals--;
      continue;
    }
    const [flag = "", value] = argument.replace(/^--?/, "").split("=", 2);
    const definition = Object.hasOwn(known, flag) ? known[flag] : undefined;
    if (definition === undefined) return `unknown option ${argument}; there are ${listOptionNames(known)}`;
    if (definition.type !== "string" || value !== undefined) continue;
    index++; // The next argument is the value, as in `--port 8010`.
    if (index === rawArgs.length) return `option --${flag} needs a value`;
  }
  return undefined;
}

function listOptionNames(known: ArgsDef): string {
  const options = Object.keys(known).filter((name) => known[name]?.type !== "positional");
  return [...options, "help"].map((name) => `--${name}`).join(", ");
}
