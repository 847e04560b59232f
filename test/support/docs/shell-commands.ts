/** Splits the shell commands of a page into words, and checks that each of them exists. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { findSettingName } from "../../../src/config/setting-definitions.js";
import type { Snippet } from "./code-blocks.js";
import { findSubcommandProblem } from "./subcommands.js";

export interface ShellCommand {
  readonly words: readonly string[];
  /** Variables that are set for the command, and those that an earlier line exports. */
  readonly env: Readonly<Record<string, string>>;
  readonly line: number;
}

/** The arguments of the program behind `mytool telemetry` or `npx codeweaver-telemetry`. */
export interface SubcommandCall {
  readonly args: readonly string[];
  /** True for `codeweaver-telemetry`, and false for a tool's own command. */
  readonly isStandalone: boolean;
}

const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const TOKEN = /(?:"[^"]*"|'[^']*'|<[\w ]+>|[^\s;&|"'])+|&&|\|\|?|;/g;
const ASSIGNMENT = /^([A-Z_][A-Z0-9_]*)=(.*)$/s;
const NESTED = /[<$]\(([^()]*)\)/g;
const TOOLS = ["mytool", "codeweaver", "zen", "mycelium"];
const NPM_COMMANDS = ["ci", "cit", "install", "pack", "link", "publish", "init"];
const SHELL_COMMANDS = ["cd", "export", "unset", "source", "git", "jq", "head", "grep"];
/** Keys of variables that turn telemetry on or off and are not settings. See `src/config/environment-consent.ts`. */
const CONSENT_KEY = /^(?:enabled?|disabled?|opt_?out)$/;
/** Folders of this repository, whose programs must exist. Any other program is the reader's. */
const REPOSITORY_FOLDERS = /^(?:scripts|bench|test|src|examples|dist|build)\//;

export function parseShell({ text, line }: Snippet): ShellCommand[] {
  const commands: ShellCommand[] = [];
  const exported: Record<string, string> = {};
  let continued = "";
  for (const [index, raw] of text.split("\n").entries()) {
    const code = continued + raw.replace(/(^|\s)#.*$/, "");
    continued = code.endsWith("\\") ? `${code.slice(0, -1)} ` : "";
    if (continued !== "") continue;
    const nested = [...code.matchAll(NESTED)].map(([, inner = ""]) => inner);
    for (const part of [code.replaceAll(NESTED, "nested"), ...nested])
      for (const tokens of splitCommands(part.match(TOKEN) ?? [])) {
        const env: Record<string, string> = {};
        const words = tokens.map(removeQuotes);
        if (words[0] === "export") for (const word of words.slice(1)) addAssignment(exported, word);
        Object.assign(env, exported);
        while (ASSIGNMENT.test(words[0] ?? "")) addAssignment(env, words.shift());
        if (words.length > 0) commands.push({ words, env, line: line + index });
      }
  }
  return commands;
}

/** Returns why a command cannot be run, or undefined. */
export async function findCommandProblem({ words, env }: ShellCommand): Promise<string | undefined> {
  const unknown = Object.keys(env).find((name) => !isVariable(name));
  if (unknown !== undefined) return `${unknown} is not the variable of a setting`;
  const call = toSubcommandCall(words);
  if (call !== undefined) return findSubcommandProblem(call);
  const [name = "", ...args] = words;
  if (name === "npm") return findNpmProblem(args);
  if (name === "npx") {
    const program = args.find((word) => !word.startsWith("-")) ?? "";
    return existsSync(join("node_modules", ".bin", program)) ? undefined : `npx ${program} is not installed`;
  }
  if (name === "node") {
    const program = args.find((word) => !word.startsWith("-")) ?? "";
    return REPOSITORY_FOLDERS.test(program) ? findMissingFile(program) : undefined;
  }
  if (name.startsWith(".") && name.includes("/")) return findMissingFile(name);
  return [...SHELL_COMMANDS, ...TOOLS].includes(name) ? undefined : `the command ${name} is not known`;
}

export function toSubcommandCall(words: readonly string[]): SubcommandCall | undefined {
  const rest = words[0] === "npx" ? words.slice(1) : words;
  if (rest[0] === "codeweaver-telemetry") return { args: rest.slice(1), isStandalone: true };
  const isOwn = TOOLS.includes(rest[0] ?? "") && rest[1] === "telemetry";
  return isOwn ? { args: rest.slice(2), isStandalone: false } : undefined;
}

/** Checks variables such as `MYTOOL__TELEMETRY__BATCH_SIZE`. Any other variable is accepted. */
function isVariable(name: string): boolean {
  const key = /__TELEMETRY__(\w+)$/.exec(name)?.[1]?.toLowerCase();
  return key === undefined || findSettingName(key) !== undefined || CONSENT_KEY.test(key);
}

function findNpmProblem(args: readonly string[]): string | undefined {
  const words = args.filter((word, index) => !word.startsWith("-") && args[index - 1] !== "--prefix");
  const [command = "", script = ""] = words;
  if (command === "run")
    return Object.hasOwn(scripts, script) ? undefined : `npm run ${script} does not exist`;
  const isKnown = NPM_COMMANDS.includes(command) || (/^(?:test|start)$/.test(command) && command in scripts);
  return isKnown ? undefined : `npm ${command} is not known`;
}

function findMissingFile(path: string): string | undefined {
  return existsSync(path) ? undefined : `${basename(path)} does not exist: ${path}`;
}

function* splitCommands(tokens: readonly string[]): Generator<string[]> {
  let command: string[] = [];
  for (const token of [...tokens, ";"]) {
    if (/^(?:&&|\|\|?|;)$/.test(token)) {
      yield command.slice(0, findRedirection(command));
      command = [];
    } else command.push(token);
  }
}

function findRedirection(words: readonly string[]): number | undefined {
  const index = words.findIndex((word) => /^\d?>/.test(word));
  return index === -1 ? undefined : index;
}

function removeQuotes(word: string): string {
  return word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double = "", single = "") => `${double}${single}`);
}

function addAssignment(env: Record<string, string>, word = ""): void {
  const [, name = "", value = ""] = ASSIGNMENT.exec(word) ?? [];
  if (name !== "") env[name] = value;
}
