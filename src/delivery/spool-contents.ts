/** Shows and removes everything in the spool, for the command-line tool. */
import { dirname, join } from "node:path";
import { checkFile, type PathProblem } from "../files/file-checks.js";
import { readOwnFile } from "../files/own-files.js";
import { deleteOwnFiles, listOwnFolder } from "../files/own-folders.js";
import { isNewerRecord } from "../files/own-records.js";
import { getCurrentProcess, isPossiblyAlive } from "../internal/ids.js";
import {
  isEventFileName,
  isSpoolFolderName,
  parseSpoolName,
  parseSpoolText,
  type Reseal,
  SPOOL_FILE_RULE,
  type SpoolFileContents,
} from "./spool-format.js";

export interface SpoolFile extends SpoolFileContents {
  readonly path: string;
  /** From `getDestinationId`. */
  readonly destinationId: string;
  /** The process that has claimed the file, if it is running. */
  readonly ownerPid: number | undefined;
  readonly bytes: number;
}

/** Returns all usable files, oldest first. @throws an error if the folder cannot be read or used */
export function readSpoolFiles(folder: string, reseal: Reseal): SpoolFile[] {
  return listOwnFolder(folder).flatMap((file) => {
    const name = parseSpoolName(file);
    if (name === undefined) return [];
    const { owner, destinationId } = name;
    const isOwned = owner !== undefined && isPossiblyAlive(owner, getCurrentProcess());
    const path = join(folder, file);
    try {
      const text = readOwnFile(path, SPOOL_FILE_RULE);
      if (text === undefined) return []; // delivered meanwhile
      const contents = parseSpoolText(text, reseal);
      const ownerPid = isOwned ? owner.pid : undefined;
      return [{ path, destinationId, ownerPid, bytes: Buffer.byteLength(text), ...contents }];
    } catch {
      return []; // `checkSpoolFolder` names it
    }
  });
}

export interface SpoolFolderCheck {
  /** The files that are not used. */
  readonly problems: readonly PathProblem[];
  /** The number of files that a newer package wrote. */
  readonly newerFileCount: number;
}

/** Checks every file in the folder without reading its events. @throws as `readSpoolFiles` */
export function checkSpoolFolder(folder: string): SpoolFolderCheck {
  const names = listOwnFolder(folder).filter(isSpoolFolderName);
  const problems = names.flatMap((name) => {
    const rule = isEventFileName(name) ? SPOOL_FILE_RULE : undefined;
    return checkFile(join(folder, name), rule) ?? [];
  });
  const newer = names.filter((name) =>
    isEventFileName(name) ? parseSpoolName(name) === undefined : isNewerBreaker(join(folder, name)),
  );
  return { problems, newerFileCount: newer.length };
}

/** A lock has no version, because only its process reads more than its age. */
function isNewerBreaker(path: string): boolean {
  return path.endsWith(".json") && isNewerRecord(path);
}

/**
 * Deletes all files of the spool, even claimed ones and those of a newer package. Returns the number of files with events, and
 * the paths that are not deleted because this library did not write them.
 * @throws an error if the folder is a link or of another account, or if a file cannot be deleted
 */
export function clearSpool(folder: string): { fileCount: number; remaining: readonly string[] } {
  const { deleted, remaining } = deleteOwnFiles(folder, isSpoolFolderName, dirname(folder));
  return { fileCount: deleted.filter(isEventFileName).length, remaining };
}
