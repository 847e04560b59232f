/** Reports the settings of an untrusted project's file that were ignored, once for each content. */

import { writeTrustRecord } from "../config/trusted-files.js";
import { makePrintable } from "../internal/terminal-text.js";
import type { Log } from "./author-log.js";
import type { Situation } from "./resolve-telemetry.js";

/** Returns the line for a person; undefined where nothing was ignored. */
export function describeIgnoredSettings({ tool, state }: Situation): string | undefined {
  const { ignored } = state;
  if (ignored === undefined) return undefined;
  const { file, keys, nextStep } = ignored;
  return `${tool}: ${makePrintable(file)} asks for ${keys.join(", ")}, ignored because the file is not trusted. To see and allow it: ${nextStep}`;
}

/**
 * Reports them to the author's log, and on a terminal to a person who has not seen this content before. Prints nothing if
 * it cannot record that it printed, because the line would appear in every run.
 */
export function tellIgnoredSettings(
  situation: Situation,
  log: Log,
  terminal: ((text: string) => void) | undefined,
): void {
  const line = describeIgnoredSettings(situation);
  const { ignored } = situation.resolved;
  if (line === undefined || ignored === undefined) return;
  log.warn(line);
  const { trustFile, isCi } = situation;
  if (terminal === undefined || trustFile === undefined || isCi || ignored.record !== undefined) return;
  try {
    const record = { digest: ignored.digest(), isTrusted: false, date: new Date().toISOString() };
    writeTrustRecord(trustFile, ignored.path, record);
    terminal(`${line}\n`);
  } catch {
    // `status` names it all the same.
  }
}
