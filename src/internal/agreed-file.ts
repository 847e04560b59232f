/** Creates a file on whose content all processes agree. It needs no hard links, which many file systems do not have. */
import { lstatSync, mkdirSync, rmdirSync } from "node:fs";
import { dirname } from "node:path";
import { getErrorCode } from "./errors.js";
import type { FileRule } from "./file-checks.js";
import { readOwnFile, writeOwnFile } from "./own-files.js";
import { ensureOwnFolder } from "./own-folders.js";

/** A process holds the lock for some milliseconds. One that holds it longer has crashed or is suspended. */
const MAX_HOLD_MS = 1000;
const MAX_WAIT_MS = 3 * MAX_HOLD_MS;
const POLL_MS = 5;

export interface AgreedFile {
  /** Stored if there is no valid text. */
  readonly fresh: string;
  readonly isValid: (text: string) => boolean;
  readonly rule?: FileRule;
}

/**
 * Returns the trimmed text of a file. If there is no valid text, one process writes `fresh`, and all return it. A process that
 * crashes meanwhile delays the next one by a second. Synchronous.
 * @throws the reason why the file cannot be read or written
 */
export function readOrCreateAgreed(file: string, { fresh, isValid, rule }: AgreedFile): string {
  const readValid = (): string | undefined => {
    const text = readOwnFile(file, rule)?.trim(); // throws for a file of another account, because that would know the text
    return text !== undefined && isValid(text) ? text : undefined;
  };
  ensureOwnFolder(dirname(file));
  const stored = readValid();
  if (stored !== undefined) return stored;
  return withLock(`${file}.lock`, () => {
    const written = readValid(); // by the process that held the lock before
    if (written !== undefined) return written;
    writeOwnFile(file, fresh);
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
    } else if (now - heldSince > MAX_HOLD_MS) removeAbandonedLock(lock);
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
  if (found?.isDirectory() === false) throw new RangeError(`${folder} is not a folder`); // nobody would remove it
  return found === undefined ? "" : `${found.ino} ${found.mtimeMs}`;
}

/** @throws the system's error if the folder cannot be removed, for example because it has files */
function removeAbandonedLock(lock: string): void {
  try {
    rmdirSync(lock);
  } catch (error) {
    if (getErrorCode(error) !== "ENOENT") throw error;
  }
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
