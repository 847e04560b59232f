/** Prints the output of the subcommands. Nothing else writes to stdout, and only questions and the progress bar of `flush` to stderr. */
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { getErrorCode, getErrorMessage } from "../internal/errors.js";
import { writeSafely } from "../internal/safe-write.js";
import { renderText } from "./styled-text.js";

/** The output of one run of the command line. */
export class Output {
  #failure: unknown;
  #onFailure = () => {};

  /** Prints a text and a line break on stdout. The text is escaped, except for colours and line breaks of this library. */
  readonly print = (text: string): void => this.write(`${renderText(text)}\n`);

  /** Prints a text and a line break on stderr, escaped in the same way. */
  readonly printError = (text: string): void => writeSafely("stderr", `${renderText(text)}\n`);

  /** Writes a text that is already rendered on stdout. */
  write(rendered: string): void {
    writeSafely("stdout", rendered, (error) => {
      this.#failure ??= error;
      this.#onFailure();
    });
  }

  /**
   * Prints as `print`, and resolves when the reader has taken so much that more can be printed. Returns false if the output could
   * not be written, for example because its reader has ended.
   */
  readonly printAndDrain = async (text: string): Promise<boolean> => {
    this.print(text);
    const { stdout } = process;
    if (this.#failure === undefined && stdout.writableNeedDrain)
      await Promise.race([once(stdout, "drain"), this.waitForFailure()]).catch(() => {});
    return this.#failure === undefined;
  };

  /** Resolves when the output could not be written, for example because the reader of a pipe, such as `head`, has ended. */
  waitForFailure(): Promise<void> {
    return new Promise((resolve) => {
      this.#onFailure = resolve;
      if (this.#failure !== undefined) resolve();
    });
  }

  /**
   * Returns why the output could not be written, or undefined. A pipe that its reader has closed is no failure: the reader has
   * what it wanted. The stream's callback is not awaited, because a `write` that a test replaces never calls it.
   */
  async findProblem(): Promise<string | undefined> {
    await setImmediate();
    const error = this.#failure;
    return error === undefined || getErrorCode(error) === "EPIPE" ? undefined : getErrorMessage(error);
  }
}
