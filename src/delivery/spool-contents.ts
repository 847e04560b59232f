/** Shows and removes everything in the spool, for the command-line tool. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { listFolder } from "../internal/files.js";
import { getCurrentProcess, isPossiblyAlive } from "../internal/ids.js";
import { parseSpoolName, parseSpoolText, type Reseal, type SpoolFileContents } from "./spool-format.js";

export interface SpoolFile extends SpoolFileContents {
  readonly path: string;
  /** From `getDestinationId`. */
  readonly destinationId: string;
  /** The process that has claimed the file, if it is running. */
  readonly ownerPid: number | undefined;
  readonly bytes: number;
}

/** Returns all files, oldest first. @throws the system's error if the folder exists and cannot be read */
export function readSpoolFiles(folder: string, reseal: Reseal): SpoolFile[] {
  return listFolder(folder).flatMap((file) => {
    const name = parseSpoolName(file);
    if (name === undefined) return [];
    const { owner, destinationId } = name;
    const isOwned = owner !== undefined && isPossiblyAlive(owner, getCurrentProcess());
    const path = join(folder, file);
    try {
      const text = readFileSync(path, "utf8");
      const contents = parseSpoolText(text, reseal);
      const ownerPid = isOwned ? owner.pid : undefined;
      return [{ path, destinationId, ownerPid, bytes: Buffer.byteLength(text), ...contents }];
    } catch {
      return []; // delivered meanwhile
    }
  });
}

/** Removes all files, even claimed ones, and returns the number of files with events. @throws the system's error */
export function clearSpool(folder: string): number {
  const files = listFolder(folder);
  for (const file of files) rmSync(join(folder, file), { force: true, recursive: true });
  return files.filter((file) => parseSpoolName(file) !== undefined).length;
}
