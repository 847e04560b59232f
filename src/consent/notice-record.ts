/** Remembers that a person was told of telemetry, and of which policy. */
import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isNotFoundError } from "../internal/errors.js";
import { createPrivateFolder, readUserFile } from "../internal/files.js";
import { getCurrentProcess, type ProcessId } from "../internal/ids.js";

/** Beside the saved choice. */
export const NOTICE_FILE = "telemetry-notice.json";

export interface NoticeRecord {
  /** The date of the policy that the person was told of. */
  readonly policy: string;
  /** When: ISO 8601, UTC. */
  readonly date: string;
  /** The process that told. */
  readonly by: ProcessId;
}

/** What is known of the last notice; empty where the file does not say, undefined where there is none. */
export function readNoticeRecord(file: string): Partial<NoticeRecord> | undefined {
  try {
    const text = readUserFile(file);
    if (text === undefined) return undefined;
    const { policy, by } = Object(JSON.parse(text));
    const { hostId, pid } = Object(by);
    const isOwner = typeof hostId === "string" && typeof pid === "number";
    return { ...(typeof policy === "string" && { policy }), ...(isOwner && { by: { hostId, pid } }) };
  } catch (error) {
    return isNotFoundError(error) ? undefined : {};
  }
}

/**
 * Whether it was told in this very run: by this process, a thread or another client of it, or by its parent. A container
 * counts its processes from 1 each time, so the number alone would not do.
 */
export function isFromThisRun({ by }: Partial<NoticeRecord>): boolean {
  const { hostId, pid } = getCurrentProcess();
  return by?.hostId === hostId && (by.pid === pid || by.pid === process.ppid);
}

/**
 * Takes it upon this process to tell: where nobody was told before, one alone of several that run at once. False where
 * another was faster, or the disk refuses, so that it could not be remembered.
 * @param before what `readNotice` has said
 */
export function writeNoticeRecord(
  file: string,
  record: NoticeRecord,
  previous: Partial<NoticeRecord> | undefined,
): boolean {
  try {
    createPrivateFolder(dirname(file));
    writeFileSync(file, `${JSON.stringify(record)}\n`, {
      mode: 0o600,
      flag: previous === undefined ? "wx" : "w",
    });
    return true;
  } catch {
    return false;
  }
}
