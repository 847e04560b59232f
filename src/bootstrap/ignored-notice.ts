/** Reports the settings of an untrusted project's file that were ignored, once for each content. */

import { writeTrustRecord } from "../config/trust-records.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import type { ResolvedTelemetry } from "./resolve-telemetry.js";
import type { WarningLog } from "./warning-log.js";

/** Returns the line for a person; undefined where nothing was ignored. */
export function describeIgnoredSettings({ tool, state }: ResolvedTelemetry): string | undefined {
  const { ignored } = state;
  if (ignored === undefined) return undefined;
  const { file, keys, nextStep } = ignored;
  return `${tool}: ${escapeForTerminal(file)} asks for ${keys.join(", ")}, ignored because the file is not trusted. To see and allow it: ${nextStep}`;
}

/**
 * Reports them to the author's log, and on a terminal to a person who has not seen this content before. Prints nothing if
 * it cannot record that it printed, because the line would appear in every run.
 */
export function reportIgnoredSettings(
  telemetry: ResolvedTelemetry,
  log: WarningLog,
  printOnTerminal: ((text: string) => void) | undefined,
): void {
  const line = describeIgnoredSettings(telemetry);
  const { ignored } = telemetry.resolved;
  if (line === undefined || ignored === undefined) return;
  log.warn(line);
  const { trustFile, isCi } = telemetry;
  if (printOnTerminal === undefined || trustFile === undefined || isCi || ignored.record !== undefined)
    return;
  try {
    const record = { digest: ignored.digest(), isTrusted: false, date: new Date().toISOString() };
    writeTrustRecord(trustFile, ignored.path, record);
    printOnTerminal(`${line}\n`);
  } catch {
    // `status` names it all the same.
  }
}
