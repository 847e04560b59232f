/** Writes a file of the person in parts, and gives it its name when it is complete. */
import { closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { createRandomHex } from "../internal/ids.js";

export interface StreamedFile {
  /** @throws the system's error, for example on a full disk */
  readonly write: (text: string) => void;
  /** Stores the text on the disk and gives the file its name. @throws the system's error */
  readonly publish: () => void;
  /** Removes the unfinished file. Without effect after `publish`. Never throws. */
  readonly discard: () => void;
}

/**
 * Creates a file, readable by this account alone, beside the path that it gets at the end. A file that has this path already
 * is replaced then, and is unchanged until then.
 * @throws the system's error, and a RangeError if the path is a folder, a link or a device
 */
export function createStreamedFile(path: string): StreamedFile {
  // Renaming over a device such as /dev/null would replace it.
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false)
    throw new RangeError("it is no regular file");
  const temporaryPath = `${path}.${process.pid}.${createRandomHex(4)}`;
  const descriptor = openSync(temporaryPath, "wx", 0o600);
  let isOpen = true;
  const close = () => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write: (text) => {
      let rest = Buffer.from(text);
      while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    },
    publish: () => {
      fsyncSync(descriptor);
      close();
      renameSync(temporaryPath, path);
    },
    discard: () => {
      try {
        close();
        rmSync(temporaryPath, { force: true });
      } catch {
        // Whoever discards the file reports an earlier failure.
      }
    },
  };
}
