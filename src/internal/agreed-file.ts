/** Creates a file on whose content all processes agree. It needs no hard links, which many file systems do not have. */
import { lstatSync, mkdirSync, rmdirSync } from "node:fs";
import { dirname } from "node:path";
import { getErrorCode } from "./errors.js";
import { createPrivateFolder, readUserFile, writeFileAtomic } from "./files.js";

/** A process holds the lock for some milliseconds. One that holds it longer has crashed or is suspended. */
const MAX_HOLD_MS = 1000;
const MAX_WAIT_MS = 3 * MAX_HOLD_MS;
const POLL_MS = 5;

/**
 * Returns the trimmed text of a file. If there is no valid text, one process writes `fresh`, and all return it. A process that
 * crashes meanwhile delays the next one by a second. Synchronous.
 * @throws the reason why the file cannot be read or written
 */
export function readOrCreateAgreed(file: string, fresh: string, isValid: (text: string) => boolean): string {
  const readValid = (): string | undefined => {
    const text = readUserFile(file)?.trim(); // throws for a file of another account, because that would know the text
    return text !== undefined && isValid(text) ? text : undefined;
  };
  const stored = readValid();
  if (stored !== undefined) return stored;
  createPrivateFolder(dirname(file));
  return withLock(`${file}.lock`, () => {
    const written = readValid(); // by the process that held the lock before
    if (written !== undefined) return written;
    writeFileAtomic(file, fresh);
    return readValid() ?? fresh;
  });
}

/** Runs an action while no other process runs its own. The lock is a folder, because every file system creates one at most once. */
function withLock(lock: string, action: () => string): string {
  const deadline = performance.now() + MAX_WAIT_MS;
  let holder = "";
  let heldSince = 0;
  while (!tryCreateFolder(lock)) {
    const now = performance.now();
    if (now > deadline) throw new Error(`another process holds ${lock}`);
    const found = identifyFolder(lock);
    if (found !== holder) {
      holder = found;
      heldSince = now;
    } else if (now - heldSince > MAX_HOLD_MS) removeFolder(lock);
    else sleep(POLL_MS);
  }
  try {
    return action();
  } finally {
    removeFolder(lock);
  }
}

/** Returns false if the folder exists. @throws the system's error for any other reason */
function tryCreateFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (getErrorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Returns a text that tells one folder from a later one of the same name. Not by the clock, which may differ on a server. */
function identifyFolder(folder: string): string {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.ino} ${found.mtimeMs}`;
}

function removeFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another process has removed it.
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
