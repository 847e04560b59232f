/** Prints a long text on a terminal through a pager, as git does. */
import { spawn } from "node:child_process";
import fastStringWidth from "fast-string-width";
import type { Environment } from "../config/environment.js";

export interface PagerContext {
  readonly stream: Pick<NodeJS.WriteStream, "isTTY" | "columns" | "rows">;
  readonly env: Environment;
  readonly isCi: boolean;
}

interface PrintContext extends PagerContext {
  /** Prints the text without a pager. */
  readonly write: (text: string) => void;
}

/** Prints a rendered text, which ends with a line break. Resolves when the person has left the pager. Never rejects. */
export async function printPaged(text: string, context: PrintContext): Promise<void> {
  const words = choosePager(text, context);
  if (words !== undefined && (await runPager(words, text))) return;
  context.write(text);
}

/** Returns the program with its arguments, or undefined if the text is printed without a pager. */
export function choosePager(
  text: string,
  { stream, env, isCi }: PagerContext,
): readonly string[] | undefined {
  if (!stream.isTTY || isCi || env.TERM === "dumb" || isOneScreen(text, stream)) return undefined;
  const words = env.PAGER === undefined ? undefined : splitCommand(env.PAGER);
  if (words === undefined) return DEFAULT_PAGER;
  return words.length === 0 || words[0] === "cat" ? undefined : words;
}

/** `-F` ends less if the text has one screen, `-R` lets colours through, and `-X` does not clear the screen afterwards. */
const DEFAULT_PAGER = ["less", "-FRX"];

/** A pipe, a second command, a variable, or a path in the home folder, which only a shell understands. */
const SHELL_SYNTAX = /[|&;<>()$`\n]|(?:^|\s)~/;
const WORD = /(?:[^\s"']|"[^"]*"|'[^']*')+/g;

/**
 * Splits the value of `PAGER` into words. Returns undefined if only a shell could run it.
 *
 * git passes the value to `sh -c`. Here no shell runs, because a value such as `less; rm file` from a file of settings for
 * an editor or a project would then run two programs. A value with arguments, such as `less -R` or `"my pager" -x`, works.
 * For a value with shell syntax, such as `col -b | less`, the default pager is used.
 */
function splitCommand(command: string): readonly string[] | undefined {
  if (SHELL_SYNTAX.test(command)) return undefined;
  return (command.match(WORD) ?? []).map((word) => word.replace(/["']/g, ""));
}

function isOneScreen(text: string, stream: PagerContext["stream"]): boolean {
  const columns = stream.columns || 80; // 0 on a terminal that does not tell its size
  const rows = stream.rows || 24;
  if (text.length > columns * rows) return false;
  const lineCounts = text.split("\n").map((line) => Math.max(1, Math.ceil(fastStringWidth(line) / columns)));
  return lineCounts.reduce((sum, each) => sum + each, 0) <= rows;
}

/** Returns false if the program cannot be started. A person who leaves the pager early closes the pipe, which is no error. */
function runPager([file = "", ...args]: readonly string[], text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const pager = spawn(file, args, { stdio: ["pipe", "inherit", "inherit"], shell: false });
    // Ctrl-C is for the pager. If this process ended first, the pager and the shell would both read the keyboard.
    const ignoreInterrupt = () => {};
    process.on("SIGINT", ignoreInterrupt);
    const finish = (isShown: boolean) => {
      process.off("SIGINT", ignoreInterrupt);
      resolve(isShown);
    };
    pager.on("error", () => finish(false));
    pager.on("close", () => finish(true));
    pager.stdin.on("error", () => {}); // EPIPE
    pager.stdin.end(text);
  });
}
