/** Lets the reader of a pipe close it early, as in `mytool telemetry show --full | head -1`. */
import { getErrorCode } from "../internal/errors.js";

const tolerant = new WeakSet<NodeJS.WriteStream>();

/**
 * Ignores the error of a stream whose reader has closed the pipe. Without this, it would end the process as an uncaught
 * error. Other errors of the stream remain uncaught. The listener remains, because the error may come after the subcommand
 * has ended, and there is no need to wait for a callback, which a `write` that a test replaces would never call.
 */
export function tolerateClosedPipe(stream: NodeJS.WriteStream): void {
  if (tolerant.has(stream)) return;
  tolerant.add(stream);
  stream.on("error", (error) => {
    if (getErrorCode(error) !== "EPIPE") throw error;
  });
}
