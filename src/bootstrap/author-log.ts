/** Reports to the author of a tool: to their logger, and to stderr with `NODE_DEBUG=codeweaver-telemetry`. */
import type { DropReason } from "../client/telemetry-stats.js";
import { createLazy } from "../internal/lazy-module.js";
import { writeSafely } from "../internal/safe-write.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import type { Logger } from "./telemetry-options.js";

/** Each message is reported once. No method throws. */
export interface AuthorLog {
  /** Reports what the author should change, or has to know. */
  readonly warn: (message: string) => void;
  /** Reports what happens at run time, such as a failed request. */
  readonly debug: (message: string) => void;
}

/** Created with the first message, because most programs have none. */
const getDebugLog = createLazy(() => process.getBuiltinModule("node:util").debuglog("codeweaver-telemetry"));

/** Prints as Node's `debuglog` does, which would end the host if stderr is closed. */
function printDebugLine(message: string): void {
  if (getDebugLog().enabled) writeSafely("stderr", `CODEWEAVER-TELEMETRY ${process.pid}: ${message}\n`);
}

export function createAuthorLog(logger: Logger | undefined): AuthorLog {
  const reported = new Set<string>();
  const createReporter = (level: "warn" | "debug") => (text: string) => {
    const message = escapeForTerminal(text); // it may contain names from files and servers
    if (reported.has(message)) return;
    reported.add(message);
    printDebugLine(message);
    void callSafely(() => logger?.[level]?.(message));
  };
  return { warn: createReporter("warn"), debug: createReporter("debug") };
}

/** An error of the author's logger, or a rejected promise, must not reach the host. */
async function callSafely(call: () => unknown): Promise<void> {
  try {
    await call();
  } catch {
    // The logger itself failed, so the error cannot be logged.
  }
}

/** Events are dropped for these reasons because somebody has chosen it. */
const INTENDED_DROPS: ReadonlySet<DropReason> = new Set([
  "off",
  "shut_down",
  "sampled_out",
  "printed",
  "before_capture",
]);

/**
 * Returns a function that reports the first drop for each reason, unless it was intended.
 * @param report the method `warn` during development, because the author must see it, and else `debug`
 */
export function createDropReporter(report: (message: string) => void): (reason: DropReason) => void {
  return (reason) => {
    if (!INTENDED_DROPS.has(reason))
      report(`events are dropped for the reason ${reason}. stats().refused counts them`);
  };
}
