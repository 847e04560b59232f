/** Sends warnings to the author's logger and to `NODE_DEBUG=codeweaver-telemetry`. */
import { debuglog } from "node:util";

/** A logger with the method `warn`, such as `console` or pino's. */
export interface Logger {
  warn?(message: string): void;
}

export interface WarningLog {
  /** Passes a message on, once however often it comes. Never throws. */
  warn(message: string): void;
  /** Prints a message with `NODE_DEBUG` only. */
  debug(message: string): void;
}

/** The lines of `NODE_DEBUG=codeweaver-telemetry`, on stderr. */
const writeDebugLine = debuglog("codeweaver-telemetry");

export function createWarningLog(logger: Logger | undefined): WarningLog {
  const reported = new Set<string>();
  return {
    warn(message) {
      if (reported.has(message)) return;
      reported.add(message);
      writeDebugLine("%s", message);
      void callSafely(() => logger?.warn?.(message));
    },
    debug: (message) => writeDebugLine("%s", message),
  };
}

/** A logger of the host's that throws or rejects must not stop the host. */
async function callSafely(call: () => unknown): Promise<void> {
  try {
    await call();
  } catch {
    // There is nobody else to tell.
  }
}
