/** Reads the small files that are kept or written for this library, and never waits for what is no file. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { isOwnedByUser, isWorldWritable } from "./file-owner.js";

/** Nobody writes settings, or a choice, of this size. */
const MAX_SMALL_FILE_BYTES = 256 * 1024;

/** Opening a FIFO would wait for a writer. Windows has no such flag, and no such files. */
const OPEN_NONBLOCKING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Returns a file's text, or undefined where there is no file.
 * @throws the system's error, or a RangeError for what is no regular file or too large
 */
export function readSmallFile(file: string, maxBytes = MAX_SMALL_FILE_BYTES): string | undefined {
  return readRegularFile(file, maxBytes)?.text;
}

/**
 * Returns the text of a file that speaks for the person: their settings, their choice. A symbolic link counts if its
 * target belongs to them or to root. Undefined where there is nothing of that name.
 * @throws as `readSmallFile`, and for a file of another account or a link that leads nowhere: what it said may have been "off"
 */
export function readUserFile(file: string): string | undefined {
  const found = readRegularFile(file);
  if (found === undefined) {
    if (isDanglingLink(file)) throw new RangeError("a link that leads nowhere");
    return undefined;
  }
  if (!isOwnedByUser(found.uid)) throw new RangeError("a file of another account");
  if (isWorldWritable(found.mode)) throw new RangeError("a file that every account may write");
  return found.text;
}

/** Whether the file, or a folder above it, is a link whose target is gone: on a volume, say, that is not mounted. */
function isDanglingLink(file: string): boolean {
  for (let path = file; path !== dirname(path); path = dirname(path)) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found !== undefined)
      return found.isSymbolicLink() && statSync(path, { throwIfNoEntry: false }) === undefined;
  }
  return false;
}

interface RegularFile {
  readonly text: string;
  readonly uid: number;
  readonly mode: number;
}

function readRegularFile(file: string, maxBytes = MAX_SMALL_FILE_BYTES): RegularFile | undefined {
  // Looked at before it is opened, because opening some devices does something.
  const before = statSync(file, { throwIfNoEntry: false });
  if (before === undefined) return undefined;
  if (!before.isFile()) throw new RangeError("not a regular file");
  const descriptor = openSync(file, OPEN_NONBLOCKING);
  try {
    const opened = fstatSync(descriptor); // it may be another file by now
    if (!opened.isFile()) throw new RangeError("not a regular file");
    if (opened.size > maxBytes) throw new RangeError("too large");
    return { text: readFileSync(descriptor, "utf8"), uid: opened.uid, mode: opened.mode };
  } finally {
    closeSync(descriptor);
  }
}
