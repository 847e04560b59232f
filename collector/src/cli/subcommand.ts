/** Defines what the subcommands share: their arguments, their usage errors, and the way to the running server. */
import { type ArgsDef, type CommandDef, defineCommand } from "citty";

/** The arguments were not understood. The exit code is then 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export type Arguments = Readonly<Record<string, unknown>>;

export interface Subcommand {
  readonly command: CommandDef;
  run(args: Arguments): Promise<void>;
}

/** The argument of all commands that say which data they mean. */
export const DATA_ARGUMENT = {
  data: { type: "string", description: "Folder of the data", valueHint: "DIR", default: "./telemetry-data" },
} as const satisfies ArgsDef;

export const PROJECT_ARGUMENT = {
  project: { type: "string", description: "Name of the project", valueHint: "NAME", default: "default" },
} as const satisfies ArgsDef;

export function defineSubcommand(
  name: string,
  description: string,
  args: ArgsDef,
  run: (args: Arguments) => Promise<void>,
): Subcommand {
  return {
    command: defineCommand({ meta: { name: `codeweaver-collector ${name}`, description }, args }),
    run,
  };
}

/** Returns the text of an argument. @throws UsageError if it is missing or empty */
export function requireText(args: Arguments, name: string): string {
  const value = args[name];
  if (typeof value !== "string" || value === "") throw new UsageError(`--${name} needs a value.`);
  return value;
}

/** Returns the text of an argument, or undefined if it is missing. @throws UsageError if it is empty */
export function optionalText(args: Arguments, name: string): string | undefined {
  return args[name] === undefined ? undefined : requireText(args, name);
}
