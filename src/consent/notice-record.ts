/** Records that a person was shown the notice, and under which policy. */
import { dirname } from "node:path";
import { createOwnFile } from "../files/atomic-write.js";
import { replaceOwnFile } from "../files/own-files.js";
import { createPrivateFolder } from "../files/own-folders.js";
import { formatRecord, NewerRecordError, readOwnRecord, rejectNewerRecord } from "../files/own-records.js";
import { describeFileError } from "../internal/errors.js";
import { getCurrentProcess, type ProcessId } from "../internal/ids.js";

/** The name of the file, which is next to the saved choice. */
export const NOTICE_FILE = "telemetry-notice.json";

export interface NoticeRecord {
  /** The date of the policy that the notice described. */
  readonly policy: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  /** The process that showed the notice. */
  readonly by: ProcessId;
}

/** The last record without its invalid fields. It is empty for a damaged file, and for one of a newer package. */
export interface FoundNotice extends Partial<NoticeRecord> {
  /** Why the file cannot be read or must not be used. It may have a valid record, and cannot be replaced. */
  readonly error?: string;
}

/** Returns undefined if there is no file. Never throws. */
export function readNoticeRecord(file: string): FoundNotice | undefined {
  try {
    const fields = readOwnRecord(file);
    if (fields === undefined) return undefined;
    const { policy, by } = fields;
    const { place, pid } = Object(by);
    const isProcess = typeof place === "string" && typeof pid === "number";
    return {
      ...(typeof policy === "string" && { policy }),
      ...(isProcess && { by: { hostId: place, pid } }),
    };
  } catch (error) {
    const isReplaceable = error instanceof SyntaxError || error instanceof NewerRecordError;
    return isReplaceable ? {} : { error: describeFileError(error) };
  }
}

/**
 * Returns whether this process or its parent showed the notice. The process id alone is not enough, because every
 * container counts its processes from 1.
 */
export function isFromThisRun({ by }: FoundNotice): boolean {
  const { hostId, pid } = getCurrentProcess();
  return by?.hostId === hostId && (by.pid === pid || by.pid === process.ppid);
}

/**
 * Returns whether this process may show the notice. If several processes call it at once, it returns true for only one of
 * them. Returns false if the record cannot be written, because the notice would then appear in every run.
 * @param previous the result of `readNoticeRecord`
 */
export function writeNoticeRecord(
  file: string,
  record: NoticeRecord,
  previous: FoundNotice | undefined,
): boolean {
  try {
    createPrivateFolder(dirname(file));
    rejectNewerRecord(file);
    const { policy, date, by } = record;
    // Earlier versions of the library call the host `place`. They share this file.
    const text = formatRecord({ policy, date, by: { place: by.hostId, pid: by.pid } });
    if (previous === undefined) createOwnFile(file, `${text}\n`);
    else replaceOwnFile(file, `${text}\n`);
    return true;
  } catch {
    return false;
  }
}
