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
    const path = join(folder, file);
    const text = readTextIfPresent(path);
    if (text === undefined) return []; // delivered meanwhile
    const ownerPid =
      owner !== undefined && isPossiblyAlive(owner, getCurrentProcess()) ? owner.pid : undefined;
    return [
      { path, destinationId, ownerPid, bytes: Buffer.byteLength(text), ...parseSpoolText(text, reseal) },
    ];
  });
}

/** Removes all files, even claimed ones, and returns the number of files with events. @throws the system's error */
export function clearSpool(folder: string): number {
  const files = listFolder(folder);
  for (const file of files) rmSync(join(folder, file), { force: true, recursive: true });
  return files.filter((file) => parseSpoolName(file) !== undefined).length;
}

function readTextIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
