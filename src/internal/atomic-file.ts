/** Writes a file so that whoever reads it meanwhile finds the old text or the new one, and never half of it. */
import { realpathSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createRandomHex } from "./ids.js";
import { createPrivateFolder } from "./private-folder.js";

/**
 * Writes the text, readable by this account alone. Makes the folder, and writes to what a link leads to.
 * @throws the system's error where the disk refuses
 */
export function writeFileAtomic(path: string, text: string): void {
  const file = resolveLink(path);
  const temporary = `${file}.${process.pid}.${createRandomHex(4)}`;
  createPrivateFolder(dirname(file));
  try {
    writeFileSync(temporary, text, { mode: 0o600, flag: "wx" });
    renameSync(temporary, file);
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // It was never made.
    }
    throw error;
  }
}

/** Some people keep their settings in one place, and link to them. */
function resolveLink(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // it is not there yet, or leads nowhere
  }
}
