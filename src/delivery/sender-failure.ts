/**
 * Remembers that the sender process could not do its work, so that the tool sends its events itself. The two processes
 * differ: the host may have certificates or a module loader that the sender process does not get.
 */
import { readOwnRecord, removeOwnRecord, writeOwnRecord } from "../files/own-records.js";
import { getSharedFilePaths, type SpoolDestination } from "./spool-destination.js";
import { findAbandonedStart } from "./spool-lock.js";

/** `tls`: it could not verify the server. `unfinished`: it could not be started, or ended before it had finished. */
export type SenderFailureReason = "tls" | "unfinished";

export interface SenderFailure {
  readonly reason: SenderFailureReason;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** The number of consecutive failures, from 1. */
  readonly count: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Returns why no sender process should be started. Undefined if the last one has worked, or if another one should be tried.
 * The failure of a process that has ended and left its lock is recorded here, because that process could not do it. Never
 * throws.
 */
export function detectSenderFailure(destination: SpoolDestination, now: number): SenderFailure | undefined {
  const { lock, senderFailure: file } = getSharedFilePaths(destination);
  const recorded = readFailure(file);
  if (recorded !== undefined && isRecent(recorded, now)) return recorded;
  const startedAt = findAbandonedStart(lock);
  const isRecorded = startedAt === undefined || (recorded !== undefined && startedAt <= recorded.time);
  if (isRecorded) return undefined;
  return recordSenderFailure(destination, "unfinished", now);
}

/**
 * Another process is tried a minute after the first failure, which may have been a shutdown of the machine, an hour after the
 * second, and then once a day. Returns false for a time in the future, which shows that the clock was set back.
 */
function isRecent({ time, count }: SenderFailure, now: number): boolean {
  const pauseMs = Math.min(DAY_MS, MINUTE_MS * 60 ** (count - 1));
  return time <= now && now - time < pauseMs;
}

/** Records a failure, and returns the record. Never throws. */
export function recordSenderFailure(
  destination: SpoolDestination,
  reason: SenderFailureReason,
  now: number,
): SenderFailure {
  const { senderFailure: file } = getSharedFilePaths(destination);
  const failure: SenderFailure = { reason, time: now, count: (readFailure(file)?.count ?? 0) + 1 };
  try {
    writeOwnRecord(file, failure);
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
    const { reason, time, count } = readOwnRecord(file) ?? {};
    const isReason = reason === "tls" || reason === "unfinished";
    const isComplete = isReason && typeof time === "number" && typeof count === "number";
    return isComplete ? { reason, time, count } : undefined;
  } catch {
    return undefined;
  }
}
