/** Allows one sender process per destination, by a lock that can be reserved for a process that is about to be started. */
import { lstatSync } from "node:fs";
import {
  assignLock,
  getLockAgeMs,
  isLockHeld,
  isThisProcess,
  type LockOwner,
  readLockOwner,
  releaseLock,
  takeLock,
} from "../files/lock-file.js";

/** A sender process that has not begun by then has failed. */
const MAX_RESERVATION_AGE_MS = 5000;
/** Stands for a sender process that is being started, whose number is not known yet. */
const RESERVED_PID = 0;
/** Marks a lock that a process took for the sender process that it has started. */
const CHILD_MARK = "child";

/** Takes the lock for a process that is about to be started. Returns false if a sender runs or is being started. */
export function reserveSpoolLock(path: string): boolean {
  const decide = (owner: LockOwner | undefined, ageMs: number) =>
    isSpoolLockHeld(owner, ageMs) ? "keep" : "replace";
  return takeLock(path, { pid: RESERVED_PID, decide });
}

/** Names the started process in the reservation, so that other processes can tell whether it is running. */
export function assignReservedLock(path: string, childPid: number): void {
  assignLock(path, childPid, CHILD_MARK);
}

/**
 * Takes the lock for this process. Returns false if another sender runs. A sender process also takes a reservation, which was
 * made for it or for another sender process. Where the lock cannot be used, each file is claimed by one process anyway.
 */
export function acquireSpoolLock(path: string): boolean {
  const decide = (owner: LockOwner | undefined, ageMs: number) => {
    if (isTakenForThisProcess(owner)) return "take";
    const isReserved = owner?.pid === RESERVED_PID;
    return isSpoolLockHeld(owner, ageMs) && !isReserved ? "keep" : "replace";
  };
  return takeLock(path, { pid: process.pid, decide });
}

export function releaseSpoolLock(path: string): void {
  releaseLock(path);
}

/**
 * Returns the time at which a sender process was started that has ended without releasing the lock, in milliseconds since
 * the epoch. Undefined if there is none.
 */
export function findAbandonedStart(path: string): number | undefined {
  const owner = readLockOwner(path);
  if (!isChild(owner) || isSpoolLockHeld(owner, getLockAgeMs(path))) return undefined;
  return lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function isChild(owner: LockOwner | undefined): boolean {
  return owner?.mark === CHILD_MARK;
}

/** Returns whether the parent process has taken the lock for this one. */
function isTakenForThisProcess(owner: LockOwner | undefined): boolean {
  return isChild(owner) && isThisProcess(owner);
}

/** A file without a process number is still being written, so it counts as a reservation. */
function isSpoolLockHeld(owner: LockOwner | undefined, ageMs: number): boolean {
  if (owner === undefined || owner.pid === RESERVED_PID) return ageMs < MAX_RESERVATION_AGE_MS;
  return isLockHeld(owner, ageMs);
}
