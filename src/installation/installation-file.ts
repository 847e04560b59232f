/** Keeps the state of an installation in a file that one process at a time changes. */
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { acquireLock, isHeldByThisProcess, releaseLock } from "../files/lock-file.js";
import { isPresent, writeOwnFile } from "../files/own-files.js";
import { ensureOwnFolder } from "../files/own-folders.js";
import { formatRecord, type RecordFields, readOwnRecord } from "../files/own-records.js";
import { sleepSync } from "../internal/timeout.js";
import type { PeriodKeys } from "./calendar.js";
import {
  createStateAfterDamage,
  deleteNumbers,
  hasNumbers,
  type InstallationState,
  parseState,
} from "./installation-state.js";

export const INSTALLATION_FILE = "installation.json";

/** Returns whether this package, or another version of it, gives this name to a file of the state. */
export function isInstallationName(file: string): boolean {
  return /^installation(?:\.[\w.]+)?$/.test(file);
}

/** A change takes a millisecond. Many processes that end at once wait for each other at most this long. */
const MAX_WAIT_MS = 200;
const POLL_MS = 2;

/** The state in the file, `damaged` if it cannot be read, or undefined if there is none. */
export type FoundState = InstallationState | "damaged" | undefined;

/**
 * Changes the state, and returns a result of the change. Returns undefined, and changes nothing, if the file cannot be
 * written, belongs to a newer package, or is in use for too long. Synchronous, because the process may be ending. Never
 * throws.
 * @param mayWait whether to wait while another process uses the file
 * @param change returns undefined to change nothing
 */
export function updateInstallation<T>(
  folder: string,
  mayWait: boolean,
  change: (found: FoundState) => { readonly state: InstallationState; readonly result: T } | undefined,
): T | undefined {
  const file = join(folder, INSTALLATION_FILE);
  const lock = `${file}.lock`;
  try {
    ensureOwnFolder(folder);
    accessSync(folder, constants.W_OK); // otherwise the lock would seem to be in use
    if (!(mayWait ? waitForLock(lock) : acquireLock(lock))) return undefined;
    try {
      const { fields, found } = readState(file);
      const changed = change(found);
      if (changed === undefined) return undefined;
      const { state, result } = changed;
      if (!isHeldByThisProcess(lock)) return undefined; // this process was suspended for long
      // Another version of this package may have more fields, as fields of their own beside these.
      writeOwnFile(file, formatRecord({ ...fields, week: undefined, ...state }));
      return result;
    } finally {
      releaseLock(lock);
    }
  } catch {
    return undefined;
  }
}

/** Reads the state. Undefined if there is none, or if it cannot be used. Never throws. */
export function readInstallation(folder: string): InstallationState | undefined {
  try {
    const fields = readOwnRecord(join(folder, INSTALLATION_FILE));
    return fields && parseState(fields);
  } catch {
    return undefined;
  }
}

/** Deletes the numbers of the week and of experiments, and keeps which reports were sent. Never throws. */
export function deleteSavedNumbers(folder: string, today: PeriodKeys): "deleted" | "none" | "failed" {
  if (!isPresent(join(folder, INSTALLATION_FILE))) return "none";
  const deletion = updateInstallation(folder, true, (found) => {
    const state = typeof found === "object" ? found : createStateAfterDamage(today);
    const hadNumbers = found === "damaged" || hasNumbers(state);
    return { state: deleteNumbers(state), result: hadNumbers ? ("deleted" as const) : ("none" as const) };
  });
  return deletion ?? "failed";
}

function waitForLock(lock: string): boolean {
  const deadline = performance.now() + MAX_WAIT_MS;
  while (!acquireLock(lock)) {
    if (performance.now() > deadline) return false;
    sleepSync(POLL_MS);
  }
  return true;
}

interface StoredState {
  readonly fields: RecordFields;
  readonly found: FoundState;
}

/** @throws as `readOwnRecord`, except for a damaged file */
function readState(file: string): StoredState {
  try {
    const fields = readOwnRecord(file);
    return fields === undefined ? { fields: {}, found: undefined } : { fields, found: parseState(fields) };
  } catch (error) {
    if (error instanceof SyntaxError) return { fields: {}, found: "damaged" };
    throw error;
  }
}
