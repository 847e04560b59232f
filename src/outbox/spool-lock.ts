/** One courier at a time for a spool: a file that names the process which is it. */
import { readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mayBeAlive, type Owner, thisProcess } from "./spool-names.js";

const LOCK = "courier.lock";

/** Whether a living process has it. */
export function isLocked(folder: string): boolean {
  const owner = ownerOf(join(folder, LOCK));
  return owner !== undefined && mayBeAlive(owner, thisProcess());
}

/** Takes it, from a dead process too. False where another has it. */
export function lock(folder: string): boolean {
  const path = join(folder, LOCK);
  const { place, pid } = thisProcess();
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, `${place} ${pid}`, { mode: 0o600, flag: "wx" });
      return true;
    } catch {
      if (isLocked(folder)) return false;
    }
    try {
      // Of several that see a dead owner one alone can move the file away.
      renameSync(path, `${path}.${pid}`);
      unlinkSync(`${path}.${pid}`);
    } catch {
      // Another was faster; it has the lock by now, or does not want it.
    }
  }
  return false;
}

export function unlock(folder: string): void {
  try {
    unlinkSync(join(folder, LOCK));
  } catch {
    // Cleaned up behind us.
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
