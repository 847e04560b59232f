/** Receives exported lines: prints them, or writes them to a file that has its name only when it is complete. */

import { createStreamedFile } from "../../files/streamed-file.js";
import { describeFileError } from "../../internal/errors.js";
import { markAsOwn } from "../styled-text.js";

export interface ExportSink {
  /** Returns false if nobody reads the lines any more. @throws an error that names the file */
  readonly write: (lines: readonly string[]) => Promise<boolean>;
  /** Gives a complete file its name. @throws as `write` */
  readonly publish: () => void;
  /** Removes an unfinished file. Without effect after `publish`. */
  readonly discard: () => void;
}

/** @param print prints a text and a line break, and returns false if that fails */
export function createStdoutSink(print: (text: string) => Promise<boolean>): ExportSink {
  return {
    write: (lines) => print(markAsOwn(lines.join("\n"))),
    publish: () => {},
    discard: () => {},
  };
}

/** @throws as `createStreamedFile` */
export function createFileSink(path: string): ExportSink {
  const file = createStreamedFile(path);
  const attempt = (change: () => void) => {
    try {
      change();
    } catch (error) {
      throw new Error(`${path} cannot be written: ${describeFileError(error)}`);
    }
  };
  return {
    write: async (lines) => {
      attempt(() => file.write(`${lines.join("\n")}\n`));
      return true;
    },
    publish: () => attempt(file.publish),
    discard: file.discard,
  };
}
