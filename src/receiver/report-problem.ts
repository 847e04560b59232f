/** Tells the author of a test what went wrong in the receiver. */
import { writeSafely } from "../internal/safe-write.js";
import { escapeLinesForTerminal } from "../internal/terminal-text.js";

/** Prints to stderr. The text may contain what a request contained. Never throws. */
export function reportProblem(text: string): void {
  writeSafely("stderr", `${escapeLinesForTerminal(`codeweaver-telemetry: ${text}`)}\n`);
}
