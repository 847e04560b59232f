/** Reads the small files that are kept or written for this library, and never waits for what is no file. */
import { readFileSync, statSync } from "node:fs";

/** Nobody writes settings, or a choice, of this size. */
const MAX_BYTES = 256 * 1024;

/**
 * A file's text, read at once; undefined where there is none. A link to a device would hand us the host's input, or never
 * end, so only files are opened.
 * @throws the system's error, or a RangeError for what is no file or too large
 */
export function readSmallFile(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile() || found.size > MAX_BYTES) throw new RangeError("not a file of ours");
  return readFileSync(file, "utf8");
}
