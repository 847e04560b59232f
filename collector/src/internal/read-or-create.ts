/** Reads a file that is made once, and then remains. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { getErrorCode } from "./errors.js";
import { syncFolderSync } from "./sync.js";

/** Tokens and ids have at least so many characters. A shorter file was not written to its end, and "" would be no secret. */
const MIN_LENGTH = 32;

/**
 * Returns the text of a file without blanks around it. The file is created if it does not exist or is too short, so that only
 * this account can read it. A full disk or a kill leaves no part of it. Only one process may call it, the one with the lock.
 * @throws the system's error
 */
export function readOrCreate(path: string, createText: () => string): string {
  const existing = readIfExists(path);
  if (existing.length >= MIN_LENGTH) return existing;
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const text = createText();
  writeFileSync(`${path}.tmp`, `${text}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.tmp`, path);
  syncFolderSync(folder);
  return text;
}

function readIfExists(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if (getErrorCode(error) !== "ENOENT") throw error;
    return "";
  }
}
