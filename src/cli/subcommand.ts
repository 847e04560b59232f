/** Defines what a subcommand is, what it is given, and what it returns. */
import type { ResolvedTelemetry } from "../bootstrap/resolve-telemetry.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import type { Colors } from "./terminal-format.js";

/** A flag, or an argument without a flag (`positional`). A tool on citty prints it on its help page. */
export type ArgumentDefinition =
  | { readonly type: "boolean"; readonly description: string; readonly default?: undefined }
  | {
      readonly type: "string" | "positional";
      readonly description: string;
      /** The word for the value on the help page. */
      readonly valueHint?: string;
      readonly default?: string;
      readonly required?: false;
    };

export type ArgumentDefinitions = Readonly<Record<string, ArgumentDefinition>>;

export interface Subcommand {
  readonly description: string;
  readonly args?: ArgumentDefinitions;
  /** The meaning of exit code 1 for this subcommand, if it is more than an error. */
  readonly failure?: string;
  /** Arguments for the examples on the help page, such as `--port 8010`. */
  readonly examples?: readonly string[];
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
  readonly args: ParsedArguments;
  readonly isJson: boolean;
  readonly colors: Colors;
  /** The columns of a line of output. */
  readonly width: number;
  readonly loadTelemetry: () => Promise<ResolvedTelemetry>;
  /** Prints a line at once, before the result. */
  readonly print: (text: string) => void;
  /** Prints a text on stderr at once, for a person beside the output of the subcommand. */
  readonly printNote: (text: string) => void;
  /** Prints as `print`, and waits for a slow reader. Returns false if the output could not be written. */
  readonly printAndDrain: (text: string) => Promise<boolean>;
  /** Resolves when nothing more can be printed, for example because the reader of a pipe has ended. */
  readonly waitForOutputFailure: () => Promise<void>;
}

/** The exit codes of all subcommands. The help pages print this table. */
export const EXIT_CODES = {
  0: "The subcommand did what it was asked to do.",
  1: "It failed, or it found something wrong.",
  2: "The arguments were not understood, and nothing was done.",
} as const;

export type ExitCode = keyof typeof EXIT_CODES;

/** The values of flags and arguments by name. A flag that is not given is undefined, unless it has a default. */
export type ParsedArguments = Readonly<Record<string, string | boolean | undefined>>;

export interface CommandResult {
  readonly code: Exclude<ExitCode, 2>;
  /** Printed with `--json`. Undefined when everything is already printed. */
  readonly json?: object;
  /** Printed without `--json`. Its lines are joined by `LINE_BREAK`. */
  readonly text?: string;
  /** The text may be long, so it is shown through a pager on a terminal. */
  readonly isPaged?: boolean;
}

/** Thrown when the arguments are not understood. The exit code is then 2. */
export class UsageError extends Error {}

/** The program that offers the subcommands: the tool's own, or the standalone one. */
export interface MountOptions {
  readonly options: TelemetryOptions;
  /** The words before a subcommand, such as `mytool telemetry`. */
  readonly command: string;
  /** True for the standalone program. */
  readonly isForAnyTool: boolean;
}

const JSON_ARG = { type: "boolean", description: "Print JSON" } as const;
const TOOL_ARG = {
  type: "string",
  description: "The tool whose telemetry is meant",
  default: "codeweaver",
  valueHint: "name",
} as const;

/** Returns the flags and arguments of a subcommand, with those that every subcommand has. */
export function listArguments(
  { args }: Pick<Subcommand, "args">,
  { isForAnyTool }: Pick<MountOptions, "isForAnyTool">,
): ArgumentDefinitions {
  return { ...args, json: args?.json ?? JSON_ARG, ...(isForAnyTool && { tool: TOOL_ARG }) };
}
