/** Writes a file so that whoever reads it meanwhile finds the old text or the new one, and never half of it. */
import { renameSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { randomHex } from "../random.js";
import { makeFolder } from "./folder.js";

/** Writes the text, readable by this account alone. Makes the folder. @throws the system's error where the disk refuses */
export function writeFileAtomic(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.${randomHex(4)}`;
  makeFolder(dirname(file));
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
