/** How to write behind a file that is there, and make none where somebody has removed it. */
import { closeSync, constants, openSync, writeSync } from "node:fs";

/** A flag for `appendFile`, which would bring a file back that was handed over, delivered or thrown away. */
export const APPEND_TO_EXISTING = constants.O_WRONLY | constants.O_APPEND;

/** The same at once. @throws the system's error, ENOENT where there is no file */
export function appendToExisting(file: string, text: string): void {
  const descriptor = openSync(file, APPEND_TO_EXISTING);
  try {
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
