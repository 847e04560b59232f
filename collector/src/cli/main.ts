#!/usr/bin/env node
/** The command line of the collector: finds the subcommand, and turns errors into one sentence and an exit code. */
import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";
import { parseArgs, renderUsage } from "citty";
import { ConfigError } from "../config/config-error.js";
import { describeError } from "../internal/errors.js";
import { FolderInUseError } from "../server/folder-lock.js";
import { claims } from "./claims.js";
import { anomalies, erase, manifestAdd, rebuild, status } from "./commands.js";
import { experiment } from "./experiment.js";
import { print } from "./output.js";
import { publish } from "./publish.js";
import { questions } from "./questions.js";
import { report } from "./report.js";
import { serve } from "./serve.js";
import { type Arguments, type Subcommand, UsageError } from "./subcommand.js";

/** By their words on the command line. */
const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  serve,
  status,
  "manifest add": manifestAdd,
  erase,
  anomalies,
  rebuild,
  report,
  questions,
  experiment,
  claims,
  publish,
};

const NAME = "codeweaver-collector";

async function main(words: readonly string[]): Promise<void> {
  const name = Object.keys(SUBCOMMANDS).find((known) => `${words.join(" ")} `.startsWith(`${known} `));
  const subcommand = name === undefined ? undefined : SUBCOMMANDS[name];
  if (name === undefined || subcommand === undefined) {
    if (words.length === 0 || words[0] === "--help" || words[0] === "-h") return print(createOverview());
    if (words[0] === "--version") return print(readVersion());
    const isGroup = Object.keys(SUBCOMMANDS).some((known) => known.startsWith(`${words[0]} `));
    if (isGroup && hasHelpFlag(words)) return printUsage(manifestAdd); // the only command of two words
    throw new UsageError(
      `${words[0]} is not a command. The commands are ${Object.keys(SUBCOMMANDS).join(", ")}.`,
    );
  }
  const rest = words.slice(name.split(" ").length);
  if (hasHelpFlag(rest)) return printUsage(subcommand);
  await subcommand.run(await parseArguments(subcommand, rest));
}

function hasHelpFlag(words: readonly string[]): boolean {
  return words.includes("--help") || words.includes("-h");
}

/** citty colours its page also where it is not read in a terminal. */
async function printUsage({ command }: Subcommand): Promise<void> {
  const usage = await renderUsage(command);
  const hasColors = process.stdout.isTTY && !process.env.NO_COLOR;
  print(hasColors ? usage : stripVTControlCharacters(usage));
}

function readVersion(): string {
  const { version }: { version: string } = createRequire(import.meta.url)("../../package.json");
  return version;
}

/** citty accepts every flag, so that one with a mistake would have no effect. */
async function parseArguments({ command }: Subcommand, rest: readonly string[]): Promise<Arguments> {
  const definitions = { ...(await (typeof command.args === "function" ? command.args() : command.args)) };
  const args: Arguments = parseStrictly(rest, definitions);
  const unknown = Object.keys(args).find(
    (key) => key !== "_" && !Object.hasOwn(definitions, key) && !isCamelCase(key, definitions),
  );
  if (unknown !== undefined) throw new UsageError(`--${unknown} is not a flag of this command.`);
  const positionals = Object.values(definitions).filter(({ type }) => type === "positional").length;
  const isVariadic = Object.values(definitions).some(({ valueHint }) => valueHint?.endsWith("…"));
  const [extra] = (Array.isArray(args._) ? args._ : []).slice(positionals);
  if (extra !== undefined && !isVariadic) throw new UsageError(`${extra} is one argument too many.`);
  return args;
}

function parseStrictly(rest: readonly string[], definitions: Parameters<typeof parseArgs>[1]): Arguments {
  try {
    return parseArgs([...rest], definitions);
  } catch (error) {
    throw new UsageError(describeError(error));
  }
}

/** citty also has each flag under a name without dashes. */
function isCamelCase(key: string, definitions: object): boolean {
  return Object.keys(definitions).some(
    (name) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) === key,
  );
}

function createOverview(): string {
  const rows = Object.entries(SUBCOMMANDS).map(([name, { command }]) => {
    const { description = "" } = Object(command.meta);
    return `  ${name.padEnd(14)}${description}`;
  });
  return [
    `Usage: ${NAME} <command> [flags]`,
    "",
    ...rows,
    "",
    `${NAME} <command> --help explains the flags, and --version prints the version.`,
  ].join("\n");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isUsage = error instanceof UsageError || error instanceof ConfigError;
  process.stderr.write(`${NAME}: ${describeError(error)}\n`);
  // Not process.exit, which would cut off what a pipe has not read yet. The server is not running.
  process.exitCode = isUsage ? 2 : error instanceof FolderInUseError ? 3 : 1;
});
