/** One courier at a time for a destination: a file, from `filesFor`, that names the process which is it. */
import { readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { mayBeAlive, type Owner, thisProcess } from "../internal/process-id.js";

/** No courier lives longer, so that a number which another process has by now keeps nobody out. */
const LONGEST_LIFE_MS = 20_000;
/** A child that has not begun after this will not. */
const LONGEST_START_MS = 5000;
/** For a child that is being started: its number is not known before. */
const NOBODY_YET = 0;

/** Takes the lock for a child that is about to be started. False where a courier is at work, or is being started. */
export function reserve(path: string): boolean {
  return take(path, NOBODY_YET, false);
}

/** Takes it for this process: where it is free, or was reserved. */
export function lock(path: string): boolean {
  return take(path, process.pid, true);
}

export function unlock(path: string): void {
  try {
    if (ownerOf(path)?.pid === process.pid) unlinkSync(path); // else it was taken for dead, and another has it
  } catch {
    // Cleaned up behind us.
  }
}

function take(path: string, pid: number, takesReserved: boolean): boolean {
  const text = `${thisProcess().place} ${pid}`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, text, { mode: 0o600, flag: "wx" });
      return true;
    } catch {
      const owner = ownerOf(path);
      if (isHeld(path, owner) && !(takesReserved && owner?.pid === NOBODY_YET)) return false;
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
function isHeld(path: string, owner: Owner | undefined): boolean {
  const age = ageOf(path);
  if (owner === undefined || owner.pid === NOBODY_YET) return age < LONGEST_START_MS;
  return age < LONGEST_LIFE_MS && mayBeAlive(owner, thisProcess());
}

/** Endless where there is none, or where the clock was set back. */
function ageOf(path: string): number {
  try {
    const age = Date.now() - statSync(path).mtimeMs;
    return age < -LONGEST_LIFE_MS ? Number.POSITIVE_INFINITY : age;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function ownerOf(path: string): Owner | undefined {
  try {
    const [place = "", pid = ""] = readFileSync(path, "utf8").split(" ");
    return /^\d+$/.test(pid) ? { place, pid: Number(pid) } : undefined;
  } catch {
    return undefined;
  }
}
