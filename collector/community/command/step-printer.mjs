/** Prints the steps of a long run: a moving line on a terminal, and one line for each step anywhere else. */

const NAME_WIDTH = 15;
const REDRAW_MS = 100;
/** In a pipe, a line says that a long step goes on. */
const LINE_MS = 15_000;

/** Runs one step, and prints how long it took. */
export class StepPrinter {
  #stream;

  /** @param {import("node:tty").WriteStream | NodeJS.WritableStream & { isTTY?: boolean }} stream */
  constructor(stream) {
    this.#stream = stream;
  }

  /**
   * @template T
   * @param {string} name
   * @param {(report: (text: string) => void) => Promise<{ text: string, result: T }>} run
   *   `report` says how far the step is; the text says what it has done
   * @returns {Promise<T>}
   */
  async run(name, run) {
    const isTerminal = this.#stream.isTTY === true;
    const start = performance.now();
    let last = isTerminal ? 0 : start;
    const report = (/** @type {string} */ text) => {
      const now = performance.now();
      if (now - last < (isTerminal ? REDRAW_MS : LINE_MS)) return;
      last = now;
      const line = `  ${name.padEnd(NAME_WIDTH)}${text}`;
      this.#stream.write(isTerminal ? `\r\x1b[K${line}` : `${line} …\n`);
    };
    report("");
    try {
      const { text, result } = await run(report);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      this.#clear(isTerminal);
      this.print(`  ${name.padEnd(NAME_WIDTH)}${text} (${seconds} s)`);
      return result;
    } catch (error) {
      this.#clear(isTerminal);
      throw error;
    }
  }

  /** @param {string} text */
  print(text) {
    this.#stream.write(`${text}\n`);
  }

  /** @param {boolean} isTerminal */
  #clear(isTerminal) {
    if (isTerminal) this.#stream.write("\r\x1b[K");
  }
}
