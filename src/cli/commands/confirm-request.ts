/** Asks on a terminal whether a request may be sent. */
import { createInterface } from "node:readline";
import { writeSafely } from "../../internal/safe-write.js";
import { type CommandContext, UsageError } from "../subcommand.js";
import { getLineWidth, wrapText } from "../text-wrap.js";

export const YES_ARG = { type: "boolean", description: "Send the request without a question" } as const;

/** Returns whether a person sees stderr and can answer. */
function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** @throws a UsageError if the request needs `--yes`, because there is nobody to ask */
export function requireTerminalOrYes({ args }: CommandContext): void {
  if (args.yes === true || isInteractive()) return;
  throw new UsageError("there is no terminal to ask on, so --yes has to allow the request");
}

/**
 * Prints texts on stderr, and asks whether the request may be sent. Without an answer the result is false. With `--yes` it does
 * not ask.
 */
export async function confirmRequest(texts: readonly string[], context: CommandContext): Promise<boolean> {
  if (context.args.yes === true) return true;
  for (const text of texts) printNote(text, context);
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await new Promise<string>((resolve) => {
    reader.once("close", () => resolve("")); // the end of the input, or Ctrl-C
    reader.question("Send the request? [y/N] ", (line) => resolve(`${line}\n`));
  });
  reader.close();
  if (answer === "") writeSafely("stderr", "\n");
  return /^\s*y(?:es)?\s*$/i.test(answer);
}

/** Says on a terminal that the answer may take a while. */
export function announceWait(host: string, context: CommandContext): void {
  if (process.stderr.isTTY) printNote(`Waiting for ${host}. This may take several minutes.`, context);
}

/** Prints a text on stderr, wrapped at the width of that terminal. */
export function printNote(text: string, { printNote: print }: CommandContext): void {
  print(wrapText(text, getLineWidth(process.stderr, process.env)));
}
