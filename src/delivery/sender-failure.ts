/**
 * Remembers that the sender process could not do its work, so that the tool sends its events itself. The two processes
 * differ: the host may have certificates or a module loader that the sender process does not get.
 */
import { readOwnRecord, removeOwnRecord, writeOwnRecord } from "../files/own-records.js";
import { getSharedFilePaths, type SpoolDestination } from "./sender-process.js";
import { findAbandonedStart } from "./spool-lock.js";

/** `tls`: it could not verify the server. `unfinished`: it could not be started, or ended before it took its job. */
export type SenderFailureReason = "tls" | "unfinished";

export interface SenderFailure {
  readonly reason: SenderFailureReason;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** After this time another sender process is tried, because the cause may be gone. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Returns why no sender process should be started. Undefined if the last one has worked, or if a day has passed. Also
 * records a process that has ended before it took its job.
 */
export function findSenderFailure(destination: SpoolDestination, now: number): SenderFailure | undefined {
  const { lock, senderFailure: file } = getSharedFilePaths(destination);
  const recorded = readFailure(file);
  const ageMs = recorded === undefined ? Number.POSITIVE_INFINITY : now - recorded.time;
  if (ageMs >= 0 && ageMs < RETRY_AFTER_MS) return recorded;
  const startedAt = findAbandonedStart(lock);
  const isNew = startedAt !== undefined && !(recorded !== undefined && startedAt <= recorded.time);
  return isNew ? recordSenderFailure(destination, "unfinished", now) : undefined;
}

/** Records a failure. Never throws. */
export function recordSenderFailure(
  destination: SpoolDestination,
  reason: SenderFailureReason,
  now: number,
): SenderFailure {
  const failure = { reason, time: now };
  try {
    writeOwnRecord(getSharedFilePaths(destination).senderFailure, failure);
  } catch {
    // The disk cannot be written, or the file must not be used.
  }
  return failure;
}

/** Called when a sender process has delivered events. Never throws. */
export function clearSenderFailure(destination: SpoolDestination): void {
  try {
    removeOwnRecord(getSharedFilePaths(destination).senderFailure);
  } catch {
    // No failure was recorded, or the file must not be used.
  }
}

function readFailure(file: string): SenderFailure | undefined {
  try {
    const { reason, time } = readOwnRecord(file) ?? {};
    const isKnown = reason === "tls" || reason === "unfinished";
    return isKnown && typeof time === "number" ? { reason, time } : undefined;
  } catch {
    return undefined;
  }
}
