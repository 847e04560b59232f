/** Tells, once for each content, what a project's settings file asks for in vain. */
import { makePrintable } from "../config/printable.js";
import { writeTrustRecord } from "../config/trusted-files.js";
import type { Log } from "./log.js";
import type { Situation } from "./situation.js";

/** Returns the line for a person; undefined where nothing was ignored. */
export function describeIgnoredSettings({ tool, state }: Situation): string | undefined {
  const { ignored } = state;
  if (ignored === undefined) return undefined;
  const { file, keys, nextStep } = ignored;
  return `${tool}: ${makePrintable(file)} asks for ${keys.join(", ")}, which is ignored because the file is not trusted (${nextStep})`;
}

/**
 * Tells the author's log, and a person on a terminal where they were not told of this very content before. Where that
 * cannot be remembered nothing is printed, for it would be printed in every run.
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
