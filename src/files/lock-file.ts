/** Takes and releases lock files, which name the process that holds the lock. */
import { lstatSync, renameSync, unlinkSync } from "node:fs";
import { isDiskFullError } from "../internal/errors.js";
import { getCurrentProcess, isPossiblyAlive, type ProcessId } from "../internal/ids.js";
import { createOwnFile } from "./atomic-write.js";
import { checkFile } from "./file-checks.js";
import { overwriteOwnFile, readOwnFile } from "./own-files.js";

/** An older lock names a process whose number may belong to another one by now. */
const MAX_LOCK_AGE_MS = 20_000;

/** A lock as its file describes it. */
export interface LockOwner extends ProcessId {
  /** A word that the process wrote with its number. */
  readonly mark: string | undefined;
}

export interface LockRequest {
  /** The process number that the file names. */
  readonly pid: number;
  /**
   * Decides about a lock that exists.
   * @param owner undefined for a file that is still being written
   */
  readonly decide: (owner: LockOwner | undefined, ageMs: number) => "take" | "keep" | "replace";
}

/** Takes a lock for this process. Returns false if another process holds it. */
export function acquireLock(path: string): boolean {
  return takeLock(path, {
    pid: process.pid,
    decide: (owner, ageMs) => (isLockHeld(owner, ageMs) ? "keep" : "replace"),
  });
}

/**
 * Creates the file of a lock. Returns false if another process holds it. On a full disk the lock cannot be created. It then
 * counts as taken, because the protected work may free space.
 */
export function takeLock(path: string, { pid, decide }: LockRequest): boolean {
  if (!removeUnusableLock(path)) return true;
  const text = `${getCurrentProcess().hostId} ${pid}`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      createOwnFile(path, text);
      return true;
    } catch (error) {
      if (isDiskFullError(error)) return true;
      const found = readLockText(path);
      if (found === undefined) continue; // its owner has released it
      const decision = decide(parseLockOwner(found), getLockAgeMs(path));
      if (decision !== "replace") return decision === "take";
      removeLock(path, found);
    }
  }
  return false;
}

/** Removes a lock, and not one that another process has taken since. */
function removeLock(path: string, text: string): void {
  const moved = `${path}.${process.pid}`;
  try {
    renameSync(path, moved); // of several processes, only one can move the file away
    const movedText = readLockText(moved);
    if (movedText !== undefined && movedText !== text) createOwnFile(path, movedText);
    unlinkSync(moved);
  } catch {
    // Another process was faster.
  }
}

/** Writes another process and a mark into a lock that exists. */
export function assignLock(path: string, pid: number, mark: string): void {
  try {
    overwriteOwnFile(path, `${getCurrentProcess().hostId} ${pid} ${mark}`);
  } catch {
    // That process has finished already, or the user has removed the folder.
  }
}

export function releaseLock(path: string): void {
  try {
    if (isHeldByThisProcess(path)) unlinkSync(path);
  } catch {
    // The user has removed it.
  }
}

/** Returns false if another process has taken the lock, because this one seemed dead. */
export function isHeldByThisProcess(path: string): boolean {
  return isThisProcess(readLockOwner(path));
}

/** Returns whether a lock names this process. */
export function isThisProcess(owner: LockOwner | undefined): boolean {
  return owner?.pid === process.pid && owner.hostId === getCurrentProcess().hostId;
}

/** Returns whether the owner of a lock may be running. */
export function isLockHeld(owner: LockOwner | undefined, ageMs: number): boolean {
  return ageMs < MAX_LOCK_AGE_MS && (owner === undefined || isPossiblyAlive(owner, getCurrentProcess()));
}

/** Returns undefined if there is no file, or if it is still being written. */
export function readLockOwner(path: string): LockOwner | undefined {
  return parseLockOwner(readLockText(path) ?? "");
}

function parseLockOwner(text: string): LockOwner | undefined {
  const [hostId = "", pid = "", mark] = text.split(" ");
  return /^\d+$/.test(pid) ? { hostId, pid: Number(pid), mark } : undefined;
}

/** Returns undefined if there is no file. */
function readLockText(path: string): string | undefined {
  try {
    return readOwnFile(path);
  } catch {
    return undefined;
  }
}

/** Returns infinity if there is no file, or if the clock was set back. */
export function getLockAgeMs(path: string): number {
  try {
    const ageMs = Date.now() - lstatSync(path).mtimeMs;
    return ageMs < -MAX_LOCK_AGE_MS ? Number.POSITIVE_INFINITY : ageMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
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
