/** Creates a file on whose content all processes agree. It needs no hard links, which many file systems do not have. */
import { dirname } from "node:path";
import { getErrorCode } from "../internal/errors.js";
import { sleepSync } from "../internal/timeout.js";
import { createOwnFile } from "./atomic-write.js";
import type { FileRule } from "./file-checks.js";
import { readOwnFile, writeOwnFile } from "./own-files.js";
import { ensureOwnFolder } from "./own-folders.js";

/** A process writes the text in less than a millisecond. One that takes longer has crashed, or its disk was full. */
const MAX_WRITE_MS = 100;
const POLL_MS = 5;

export interface AgreedFile {
  /** Creates the text that is stored if there is no valid one. All fresh texts of a file have the same length. */
  readonly createFresh: () => string;
  readonly isValid: (text: string) => boolean;
  readonly rule?: FileRule;
}

/**
 * Returns the trimmed text of a file. If there is no valid text, the first process stores a fresh one, and the others return
 * what it stored. Synchronous. Waits at most a tenth of a second, if a process has crashed while it created the file.
 * @throws the reason why the file cannot be read or written
 */
export function readOrCreateAgreed(file: string, { createFresh, isValid, rule }: AgreedFile): string {
  const read = () => readOwnFile(file, rule)?.trim(); // throws for a file of another account, which would know the text
  ensureOwnFolder(dirname(file));
  const stored = read();
  if (stored !== undefined && isValid(stored)) return stored;
  const fresh = createFresh();
  if (stored === undefined && tryCreateFile(file, fresh)) return fresh;
  const deadline = performance.now() + MAX_WRITE_MS;
  for (let text = read(); text !== undefined; text = read()) {
    if (isValid(text)) return text;
    const isBeingWritten = text.length < fresh.length && performance.now() < deadline;
    if (!isBeingWritten) break; // it is damaged or has expired
    sleepSync(POLL_MS); // the caller needs the text before it captures events
  }
  writeOwnFile(file, fresh);
  const replaced = read(); // another process may have replaced it, too
  return replaced !== undefined && isValid(replaced) ? replaced : fresh;
}

/** Returns false if another process was faster. @throws the system's error for any other reason */
function tryCreateFile(file: string, text: string): boolean {
  try {
    createOwnFile(file, text);
    return true;
  } catch (error) {
    if (getErrorCode(error) === "EEXIST") return false;
    throw error;
  }
}
