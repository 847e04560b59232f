/** Allows one sender process per destination, by a lock file that names the process which holds it. */
import { lstatSync, renameSync, unlinkSync } from "node:fs";
import { createOwnFile } from "../files/atomic-write.js";
import { checkFile } from "../files/file-checks.js";
import { overwriteOwnFile, readOwnFile } from "../files/own-files.js";
import { getCurrentProcess, isPossiblyAlive, type ProcessId } from "../internal/ids.js";

/** No sender runs longer. An older lock names a process whose number may belong to another one by now. */
const MAX_LOCK_AGE_MS = 20_000;
/** A sender process that has not begun by then has failed. */
const MAX_RESERVATION_AGE_MS = 5000;
/** Stands for a sender process that is being started, whose number is not known yet. */
const RESERVED_PID = 0;
/** Marks a lock that a process took for the sender process that it has started, until that acquires it. */
const CHILD_MARK = "child";
/** Replaces that mark, and is longer: a file is overwritten from its beginning, and not cut. */
const RUNNING_MARK = "running";

interface LockOwner extends ProcessId {
  readonly isChild: boolean;
}

/** Takes the lock for a process that is about to be started. Returns false if a sender runs or is being started. */
export function reserveSpoolLock(path: string): boolean {
  return tryCreateLock(path, RESERVED_PID, false);
}

/** Names the started process in the reservation, so that other processes can tell whether it is running. */
export function assignReservedLock(path: string, childPid: number): void {
  overwriteLock(path, `${getCurrentProcess().hostId} ${childPid} ${CHILD_MARK}`);
}

/** Writes over the lock if it exists. */
function overwriteLock(path: string, text: string): void {
  try {
    overwriteOwnFile(path, text);
  } catch {
    // The sender process has finished already, or the user has removed the folder.
  }
}

/**
 * Returns the time at which a sender process was started that has never acquired its lock and has ended, in milliseconds
 * since the epoch. Undefined if there is none. A process that was killed later, as at a shutdown of the machine, could do
 * its work.
 */
export function findAbandonedStart(path: string): number | undefined {
  const owner = readLockOwner(path);
  if (owner?.isChild !== true || isLockHeld(path, owner)) return undefined;
  return lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** Takes the lock for this process. Returns false if another sender runs. */
export function acquireSpoolLock(path: string): boolean {
  return tryCreateLock(path, process.pid, true);
}

export function releaseSpoolLock(path: string): void {
  try {
    // Another process may have taken the lock because this one seemed dead.
    if (readLockOwner(path)?.pid === process.pid) unlinkSync(path);
  } catch {
    // The user has removed it.
  }
}

function tryCreateLock(path: string, pid: number, acceptsReservation: boolean): boolean {
  if (!removeUnusableLock(path)) return true; // the lock is a courtesy: each file is claimed by one process anyway
  const text = `${getCurrentProcess().hostId} ${pid}`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      createOwnFile(path, text);
      return true;
    } catch {
      const owner = readLockOwner(path);
      if (acceptsReservation && isThisProcess(owner)) {
        overwriteLock(path, `${text} ${RUNNING_MARK}`);
        return true;
      }
      if (isLockHeld(path, owner) && !(acceptsReservation && owner?.pid === RESERVED_PID)) return false;
    }
    try {
      // Several processes may see a dead owner or a reservation. Only one of them can move the file away.
      renameSync(path, `${path}.${process.pid}`);
      unlinkSync(`${path}.${process.pid}`);
    } catch {
      // Another process was faster.
    }
  }
  return false;
}

/**
 * Removes a link, a FIFO, or a file of another account that has the name of the lock, because no process would ever release it.
 * Returns false if it remains, as a folder does.
 */
function removeUnusableLock(path: string): boolean {
  if (checkFile(path) === undefined) return true;
  try {
    unlinkSync(path);
    return true;
  } catch {
    return checkFile(path) === undefined;
  }
}

function isThisProcess(owner: LockOwner | undefined): boolean {
  return owner?.isChild === true && owner.pid === process.pid && owner.hostId === getCurrentProcess().hostId;
}

/** A file without a process number is still being written, so it counts as a reservation. */
function isLockHeld(path: string, owner: ProcessId | undefined): boolean {
  const ageMs = getLockAgeMs(path);
  if (owner === undefined || owner.pid === RESERVED_PID) return ageMs < MAX_RESERVATION_AGE_MS;
  return ageMs < MAX_LOCK_AGE_MS && isPossiblyAlive(owner, getCurrentProcess());
}

/** Returns infinity if there is no file, or if the clock was set back. */
function getLockAgeMs(path: string): number {
  try {
    const ageMs = Date.now() - lstatSync(path).mtimeMs;
    return ageMs < -MAX_LOCK_AGE_MS ? Number.POSITIVE_INFINITY : ageMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function readLockOwner(path: string): LockOwner | undefined {
  try {
    const [hostId = "", pid = "", mark] = (readOwnFile(path) ?? "").split(" ");
    return /^\d+$/.test(pid) ? { hostId, pid: Number(pid), isChild: mark === CHILD_MARK } : undefined;
  } catch {
    return undefined;
  }
}
