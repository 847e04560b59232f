/** Text that attacks a terminal, and a check that none of it was printed. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasTerminals, runNodeOnTerminal } from "./cli.js";
import { createEnvironment } from "./run.js";

/** The kinds of characters that a terminal interprets or hides. A path or a variable cannot contain half of a surrogate pair. */
export const HOSTILE_PATH_TEXT = [
  "\u001b]0;title\u0007",
  "\u001b[2J\u001b[41m",
  "\u009b2J\u009d0;title\u009c",
  "\u001b]8;;x:evil\u001b\\link\u001b]8;;\u001b\\",
  "\rover\b\b\u0007\u007f\v\f",
  "\u202egnp\u202c\u2066x\u2069\u200f",
  "\u200b\u00ad\u2060\ufeff\u3164\u2800\ufe01",
  "\u{e0041}\u{e0101}\u2028\u2029",
  "\nforged line",
].join("a");
export const HOSTILE_TEXT = `${HOSTILE_PATH_TEXT}\ud800`;

/** Returns a basic string of TOML, which has no lone surrogates. */
export function toToml(text: string): string {
  const escaped = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    return /[\w ]/.test(character) ? character : `\\U${code.toString(16).padStart(8, "0")}`;
  });
  return `"${escaped.join("")}"`;
}

/** The colours of this library: bold, dim, red and green, and their ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with a control character
const OWN_COLOURS = /\u001b\[(?:1|2|22|31|32|39)m/g;
/** The progress bar of `flush` begins at the margin again and again. */
const PROGRESS_BAR = /\r[━╌]+ \d+ of \d+/g;
const UNSAFE = /[^\P{C}\n]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|^forged line/gmu;

/** Returns what of an output a terminal would interpret or hide. */
export function findUnsafeText(output: string, isTerminal: boolean): string[] {
  const text = isTerminal ? output.replace(OWN_COLOURS, "").replace(PROGRESS_BAR, "") : output;
  return [...text.matchAll(UNSAFE)].map(([match]) => JSON.stringify(match));
}

export interface CommandsOptions {
  /** The folder for the list of commands. */
  readonly folder: string;
  readonly home: string;
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

/** Runs node with each list of arguments, one after another. Returns all that is printed in a pipe, and on a terminal. */
export async function runEverywhere(
  commands: readonly (readonly string[])[],
  { folder, home, cwd = home, env = {} }: CommandsOptions,
): Promise<{ output: string; isTerminal: boolean }[]> {
  const file = join(folder, "commands.mjs");
  writeFileSync(
    file,
    `import { spawnSync } from "node:child_process";
    for (const args of ${JSON.stringify(commands)})
      spawnSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"], cwd: ${JSON.stringify(cwd)} });`,
  );
  const inPipe = await runInPipe(file, { folder, home, env });
  if (!hasTerminals) return [{ output: inPipe, isTerminal: false }];
  const run = await runNodeOnTerminal([file], { home, cwd: folder, env: { ...env, PAGER: "cat" } });
  return [
    { output: inPipe, isTerminal: false },
    { output: run.output, isTerminal: true },
  ];
}

/** Both outputs are one text, and no other account's variables are inherited. */
function runInPipe(
  file: string,
  { folder, home, env }: Required<Omit<CommandsOptions, "cwd">>,
): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file], {
      cwd: folder,
      env: createEnvironment(home, env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk) => {
        output += chunk;
      });
    child.on("close", () => resolve(output));
  });
}
