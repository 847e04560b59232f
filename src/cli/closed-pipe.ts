/** Lets the reader of a pipe close it early, as in `mytool telemetry show --full | head -1`. */
import { getErrorCode } from "../internal/errors.js";

/**
 * Runs a job that writes to the stream. Without this, a reader that closes the pipe early would end the process with an
 * uncaught error. Other errors of the stream remain uncaught. Resolves when everything is written, or cannot be.
 */
export async function tolerateClosedPipe<T>(stream: NodeJS.WriteStream, job: () => Promise<T>): Promise<T> {
  const ignoreClosedPipe = (error: Error) => {
    if (getErrorCode(error) !== "EPIPE") throw error;
  };
  stream.on("error", ignoreClosedPipe);
  try {
    return await job();
  } finally {
    // An error of the last write is emitted after the callback of the next one.
    await new Promise<void>((resolve) => stream.write("", () => setImmediate(resolve)));
    stream.off("error", ignoreClosedPipe);
  }
}
