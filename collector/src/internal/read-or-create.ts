/** Reads a file that is made once, and then remains. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { getErrorCode } from "./errors.js";

/**
 * Returns the text of a file without blanks around it. The file is created if it does not exist, so that only this account can
 * read it.
 * @throws the system's error
 */
export function readOrCreate(path: string, createText: () => string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${createText()}\n`, { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    if (getErrorCode(error) !== "EEXIST") throw error;
  }
  return readFileSync(path, "utf8").trim();
}
