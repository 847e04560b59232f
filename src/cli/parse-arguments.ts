/** Parses the flags and arguments of one subcommand. */
import { parseArgs } from "node:util";
import { findNearestNames, formatSuggestion } from "../internal/nearest-name.js";
import { type ArgumentDefinitions, type ParsedArguments, UsageError } from "./subcommand.js";

/**
 * Parses `--flag`, `--flag=value`, `--flag value` and arguments without a flag. After `--` everything is an argument.
 *
 * @param otherFlags The names of flags that are handled elsewhere, for the suggestions.
 * @throws UsageError for everything that is not defined, because a misspelt flag must not be ignored
 */
export function parseArguments(
  rawArgs: readonly string[],
  definitions: ArgumentDefinitions,
  otherFlags: readonly string[],
): ParsedArguments {
  const entries = Object.entries(definitions);
  const values: Record<string, string | boolean | undefined> = Object.fromEntries(
    entries.map(([name, definition]) => [name, definition.default]),
  );
  const positionals = entries.flatMap(([name, { type }]) => (type === "positional" ? [name] : []));
  const flags: Flags = new Map(
    entries.flatMap(([name, { type }]) => (type === "positional" ? [] : [[name, { type }] as const])),
  );
  const unflagged: string[] = [];
  const given = new Set<string>();
  for (const token of tokenize(rawArgs, flags)) {
    if (token.kind === "positional") unflagged.push(token.value);
    if (token.kind !== "option") continue;
    const { name, value, index } = token;
    const flag = flags.get(name);
    if (flag === undefined)
      throw new UsageError(describeUnknownFlag(rawArgs[index] ?? "", [...flags.keys(), ...otherFlags]));
    if (flag.type !== "boolean" && given.has(name)) throw new UsageError(`--${name} is given twice`); // neither value may be ignored
    given.add(name);
    values[name] = flag.type === "boolean" ? parseSwitch(name, value) : requireValue(name, value);
  }
  for (const argument of unflagged) {
    const name = positionals.shift();
    if (name === undefined) throw new UsageError(`unexpected argument ${JSON.stringify(argument)}`);
    values[name] = argument;
  }
  return values;
}

type Flags = ReadonlyMap<string, { readonly type: "boolean" | "string" }>;

/** Accepts unknown flags, because the errors of the strict mode suggest no names. */
function tokenize(rawArgs: readonly string[], flags: Flags) {
  const options = Object.fromEntries(flags);
  return parseArgs({ args: [...rawArgs], options, allowPositionals: true, strict: false, tokens: true })
    .tokens;
}

function parseSwitch(name: string, value: string | undefined): boolean {
  if (value === undefined || value === "true") return true;
  if (value === "false") return false;
  throw new UsageError(`--${name} takes no value, but was given ${JSON.stringify(value)}`);
}

/** Another flag is not a value: in `--port --json` the number is missing. */
function requireValue(name: string, value: string | undefined): string {
  if (value === undefined || value === "" || value.startsWith("--"))
    throw new UsageError(`--${name} needs a value`);
  return value;
}

function describeUnknownFlag(argument: string, names: readonly string[]): string {
  const typed = argument.replace(/^-+/, "").replace(/=.*$/s, "");
  // A single letter, as in `-j`, is near to no name.
  const meant =
    typed.length === 1 ? names.filter((name) => name.startsWith(typed)) : findNearestNames(typed, names);
  const suggestion = formatSuggestion(meant.map(formatFlagName));
  const all = names.map(formatFlagName).join(", ");
  return `unknown flag ${argument.replace(/=.*$/s, "")}; ${suggestion || `the flags are ${all}`}`;
}

function formatFlagName(name: string): string {
  return `--${name}`;
}
