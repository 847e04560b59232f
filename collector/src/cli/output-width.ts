/** Finds out how wide a printed line may be. */

/** Enough for most tables, and short enough for a mail or a file. */
const PIPE_WIDTH = 100;

/** Returns the columns of the terminal. */
export function getOutputWidth(): number {
  return process.stdout.columns ?? PIPE_WIDTH;
}
