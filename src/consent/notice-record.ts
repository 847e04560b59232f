/** Remembers that a person was told of telemetry, and of which policy. */
import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAbsence } from "../internal/file-errors.js";
import { makeFolder } from "../internal/private-folder.js";
import { type Owner, thisProcess } from "../internal/process-id.js";
import { readPersonFile } from "../internal/read-file.js";

/** Beside the saved choice. */
export const NOTICE_FILE = "telemetry-notice.json";

export interface NoticeRecord {
  /** The date of the policy that the person was told of. */
  readonly policy: string;
  /** When: ISO 8601, UTC. */
  readonly date: string;
  /** The process that told. */
  readonly by: Owner;
}

/** What is known of the last notice; empty where the file does not say, undefined where there is none. */
export function readNotice(file: string): Partial<NoticeRecord> | undefined {
  try {
    const text = readPersonFile(file);
    if (text === undefined) return undefined;
    const { policy, by } = Object(JSON.parse(text));
    const { place, pid } = Object(by);
    const isOwner = typeof place === "string" && typeof pid === "number";
    return { ...(typeof policy === "string" && { policy }), ...(isOwner && { by: { place, pid } }) };
  } catch (error) {
    return isAbsence(error) ? undefined : {};
  }
}

/**
 * Whether it was told in this very run: by this process, a thread or another client of it, or by its parent. A container
 * counts its processes from 1 each time, so the number alone would not do.
 */
export function isOfThisRun({ by }: Partial<NoticeRecord>): boolean {
  const { place, pid } = thisProcess();
  return by?.place === place && (by.pid === pid || by.pid === process.ppid);
}

/**
 * Takes it upon this process to tell: where nobody was told before, one alone of several that run at once. False where
 * another was faster, or the disk refuses, so that it could not be remembered.
 * @param before what `readNotice` has said
 */
export function takeNotice(
  file: string,
  record: NoticeRecord,
  before: Partial<NoticeRecord> | undefined,
): boolean {
  try {
    makeFolder(dirname(file));
    writeFileSync(file, `${JSON.stringify(record)}\n`, {
      mode: 0o600,
      flag: before === undefined ? "wx" : "w",
    });
    return true;
  } catch {
    return false;
  }
}
