/** Parses the flags and arguments of one subcommand. */
import { suggestNames } from "./nearest-name.js";
import {
  type ArgumentDefinition,
  type ArgumentDefinitions,
  type ParsedArguments,
  UsageError,
} from "./subcommand.js";

/**
 * Parses `--flag`, `--flag=value`, `--flag value` and arguments without a flag. After `--` everything is an argument.
 * @throws UsageError for everything that is not defined, because a misspelt flag must not be ignored
 */
export function parseArguments(
  rawArgs: readonly string[],
  definitions: ArgumentDefinitions,
): ParsedArguments {
  const values: Record<string, string | boolean | undefined> = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, definition.default]),
  );
  const positionals = Object.keys(definitions).filter((name) => definitions[name]?.type === "positional");
  const end = rawArgs.indexOf("--");
  const [flagged, literal] = end === -1 ? [rawArgs, []] : [rawArgs.slice(0, end), rawArgs.slice(end + 1)];
  const unflagged: string[] = [];
  for (let index = 0; index < flagged.length; index++) {
    const argument = flagged[index] ?? "";
    if (!argument.startsWith("-")) {
      unflagged.push(argument);
      continue;
    }
    const { name, value } = splitFlag(argument);
    const definition = findFlag(name, definitions);
    if (definition === undefined) throw new UsageError(describeUnknownFlag(argument, definitions));
    if (definition.type === "boolean") values[name] = parseSwitch(name, value);
    else values[name] = requireValue(name, value ?? flagged[++index]);
  }
  for (const argument of [...unflagged, ...literal]) {
    const name = positionals.shift();
    if (name === undefined) throw new UsageError(`unexpected argument ${JSON.stringify(argument)}`);
    values[name] = argument;
  }
  return values;
}

/** Returns an empty name for an argument with a single hyphen, because no flag has a short form. */
function splitFlag(argument: string): { readonly name: string; readonly value: string | undefined } {
  const [, name = "", value] = /^--([^=]*)(?:=(.*))?$/s.exec(argument) ?? [];
  return { name, value };
}

function findFlag(name: string, definitions: ArgumentDefinitions): ArgumentDefinition | undefined {
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  return definition?.type === "positional" ? undefined : definition;
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

function describeUnknownFlag(argument: string, definitions: ArgumentDefinitions): string {
  const names = [...Object.keys(definitions).filter((name) => findFlag(name, definitions)), "help"];
  const typed = argument.replace(/^-+/, "").replace(/=.*$/s, "");
  // A single letter, as in `-j`, is near to no name.
  const meant = typed.length === 1 ? names.filter((name) => name.startsWith(typed)) : names;
  const suggestion =
    typed.length === 1 && meant.length > 0
      ? `did you mean ${meant.map((name) => `--${name}`).join(" or ")}?`
      : suggestNames(typed, names, (name) => `--${name}`);
  const flags = names.map((name) => `--${name}`).join(", ");
  return `unknown flag ${argument.replace(/=.*$/s, "")}; ${suggestion || `the flags are ${flags}`}`;
}
