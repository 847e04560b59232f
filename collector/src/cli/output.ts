/** Prints what a subcommand has to say to stdout. */

/** Enough for most tables, and short enough for a mail or a file. */
const PIPE_WIDTH = 100;

/** Returns how wide a printed line may be: the columns of the terminal. */
export function getOutputWidth(): number {
  return process.stdout.columns ?? PIPE_WIDTH;
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}
