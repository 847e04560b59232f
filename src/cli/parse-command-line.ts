/** Finds out what a command line asks for: a subcommand, a help page or the version. */
import { suggestNames } from "../internal/nearest-name.js";
import { type MountOptions, UsageError } from "./subcommand.js";
import { DEFAULT_SUBCOMMAND, SUBCOMMANDS } from "./subcommands.js";

export type CommandLineRequest =
  | { readonly kind: "version" }
  /** `name` is undefined for the page about all subcommands. */
  | { readonly kind: "help"; readonly name: string | undefined }
  | {
      readonly kind: "subcommand";
      readonly name: string;
      readonly rawArgs: readonly string[];
      /** The flags that are understood beside those of the subcommand, without their hyphens. */
      readonly otherFlags: readonly string[];
    };

const HELP_FLAGS = ["--help", "-h"];
const HELP_WORD = "help";
/** The next word is its value, for every subcommand and for `help`. */
const TOOL_FLAG = "--tool";

/**
 * Accepts flags before the subcommand, because notices print `--tool mytool` there: `--tool mytool disable` is
 * `disable --tool mytool`.
 * @throws UsageError for an unknown subcommand
 */
export function parseCommandLine(
  argv: readonly string[],
  { isForAnyTool }: Pick<MountOptions, "isForAnyTool">,
): CommandLineRequest {
  const index = findSubcommandIndex(argv);
  const word = argv[index];
  const rawArgs = argv.filter((_, each) => each !== index);
  if (word === HELP_WORD) return { kind: "help", name: parseHelpTopic(rawArgs) };
  if (word !== undefined && !SUBCOMMANDS.has(word)) throw new UsageError(describeUnknownSubcommand(word));
  const flags = dropLiteralArguments(rawArgs);
  if (flags.some((flag) => HELP_FLAGS.includes(flag))) return { kind: "help", name: word };
  const hasVersion = isForAnyTool && word === undefined;
  if (hasVersion && flags.includes("--version")) return { kind: "version" };
  const otherFlags = ["help", ...(hasVersion ? ["version"] : [])];
  return { kind: "subcommand", name: word ?? DEFAULT_SUBCOMMAND, rawArgs, otherFlags };
}

/** Returns the arguments before `--`. Those behind it are no flags. */
export function dropLiteralArguments(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end === -1 ? argv : argv.slice(0, end);
}

/** The flags of all subcommands that have no value, so that the next word is not a value. */
const SWITCHES = new Set([...HELP_FLAGS, "--json", "--version"]);

/**
 * Returns the index of the first word that is not a flag or the value of one, or -1. Behind a flag of one subcommand, as in
 * `--port 8010 receive`, a word that is no subcommand counts as a value.
 */
function findSubcommandIndex(argv: readonly string[]): number {
  for (const [index, word] of argv.entries()) {
    if (word === "--") return -1;
    if (word.startsWith("-")) continue;
    const previous = argv[index - 1] ?? "";
    if (previous === TOOL_FLAG) continue;
    const mayBeValue = previous.startsWith("--") && !previous.includes("=") && !SWITCHES.has(previous);
    if (!mayBeValue || SUBCOMMANDS.has(word)) return index;
  }
  return -1;
}

function parseHelpTopic(rawArgs: readonly string[]): string | undefined {
  const words = rawArgs.filter((word, index) => !word.startsWith("-") && rawArgs[index - 1] !== TOOL_FLAG);
  const [topic, superfluous] = words;
  if (superfluous !== undefined) throw new UsageError(`unexpected argument ${JSON.stringify(superfluous)}`);
  if (topic === undefined || topic === HELP_WORD) return undefined;
  if (!SUBCOMMANDS.has(topic)) throw new UsageError(describeUnknownSubcommand(topic));
  return topic;
}

function describeUnknownSubcommand(word: string): string {
  const names = [...SUBCOMMANDS.keys(), HELP_WORD];
  const suggestion = suggestNames(word, names);
  return `unknown subcommand ${JSON.stringify(word)}; ${suggestion || `there are ${names.join(", ")}`}`;
}
