/** Tells from the engine's message what is to be done: DuckDB's errors have no codes. */
import { DamagedStoreError, LockedStoreError, RefusingDiskError } from "../store.js";

/** The system's messages (errno(3)), which DuckDB appends to its own. The file may be sound. */
const DISK_REFUSES =
  /No space left on device|Read-only file system|Permission denied|Too many open files|Disk quota exceeded/;
/** Blocks are read when they are needed, so a damaged one is found by any statement. */
const IS_DAMAGED = /Corrupt database file/;

/** Returns an error of the store, or the given one. */
export function classifyEngineError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes("Could not set lock")) return new LockedStoreError(message);
  if (DISK_REFUSES.test(message)) return new RefusingDiskError(message);
  return IS_DAMAGED.test(message) ? new DamagedStoreError(message) : error;
}

export function rethrowClassified(error: unknown): never {
  throw classifyEngineError(error);
}
