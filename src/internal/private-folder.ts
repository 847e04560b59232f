/** Makes folders as this library wants them: for the person alone, and never waiting for a file system that has none. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { getErrorCode } from "./file-errors.js";

/**
 * As `mkdir -p`, mode 0700. Node's own recursive mkdir never returns where a parent is there and takes no folders, as in
 * /proc. Never throws: where there is no folder then, whatever is written into it says so.
 */
export function createPrivateFolder(folder: string): void {
  if (tryCreateFolder(folder) !== "ENOENT" || dirname(folder) === folder) return;
  createPrivateFolder(dirname(folder));
  tryCreateFolder(folder);
}

/** Undefined where the folder was made; else the system's reason, such as EEXIST. */
function tryCreateFolder(folder: string): unknown {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return undefined;
  } catch (error) {
    return getErrorCode(error);
  }
}
