/** One courier at a time for a destination: a file, from `filesFor`, that names the process which is it. */
import { readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { getCurrentProcess, isPossiblyAlive, type ProcessId } from "../internal/process-id.js";

/** No courier lives longer, so that a number which another process has by now keeps nobody out. */
const MAX_LOCK_AGE_MS = 20_000;
/** A child that has not begun after this will not. */
const MAX_RESERVATION_AGE_MS = 5000;
/** For a child that is being started: its number is not known before. */
const RESERVED_PID = 0;

/** Takes the lock for a child that is about to be started. False where a courier is at work, or is being started. */
export function reserveSpoolLock(path: string): boolean {
  return tryCreateLock(path, RESERVED_PID, false);
}

/** Takes it for this process: where it is free, or was reserved. */
export function acquireSpoolLock(path: string): boolean {
  return tryCreateLock(path, process.pid, true);
}

export function releaseSpoolLock(path: string): void {
  try {
    if (readLockOwner(path)?.pid === process.pid) unlinkSync(path); // else it was taken for dead, and another has it
  } catch {
    // Cleaned up behind us.
  }
}

function tryCreateLock(path: string, pid: number, acceptsReservation: boolean): boolean {
  const text = `${getCurrentProcess().place} ${pid}`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, text, { mode: 0o600, flag: "wx" });
      return true;
    } catch {
      const owner = readLockOwner(path);
      if (isLockHeld(path, owner) && !(acceptsReservation && owner?.pid === RESERVED_PID)) return false;
    }
    try {
      // Of several that see a dead owner, or a reservation, one alone can move the file away.
      renameSync(path, `${path}.${process.pid}`);
      unlinkSync(`${path}.${process.pid}`);
    } catch {
      // Another was faster; it has the lock by now, or does not want it.
    }
  }
  return false;
}

/** A file without an owner is being written. */
function isLockHeld(path: string, owner: ProcessId | undefined): boolean {
  const age = getLockAgeMs(path);
  if (owner === undefined || owner.pid === RESERVED_PID) return age < MAX_RESERVATION_AGE_MS;
  return age < MAX_LOCK_AGE_MS && isPossiblyAlive(owner, getCurrentProcess());
}

/** Endless where there is none, or where the clock was set back. */
function getLockAgeMs(path: string): number {
  try {
    const age = Date.now() - statSync(path).mtimeMs;
    return age < -MAX_LOCK_AGE_MS ? Number.POSITIVE_INFINITY : age;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function readLockOwner(path: string): ProcessId | undefined {
  try {
    const [place = "", pid = ""] = readFileSync(path, "utf8").split(" ");
    return /^\d+$/.test(pid) ? { place, pid: Number(pid) } : undefined;
  } catch {
    return undefined;
  }
}
