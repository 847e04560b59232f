/** Lists the files of the spool that no running process owns, and tells which of them can be used. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { findFileProblem } from "../files/file-checks.js";
import { listOwnFolder } from "../files/own-folders.js";
import { isPossiblyAlive, type ProcessId } from "../internal/ids.js";
import { parseSpoolName, SPOOL_FILE_RULE, type SpoolName } from "./spool-format.js";

/** A file that no running process owns. */
export interface UnownedFile extends SpoolName {
  /** Why the file cannot be used. Undefined if it can. */
  readonly problem: string | undefined;
  readonly size: number;
  readonly mtimeMs: number;
  /** False for a link, a folder, a FIFO or a device, which have no events. */
  readonly isRegular: boolean;
}

export interface SpoolListingOptions {
  /** Created with the first file, and readable by the user alone. */
  readonly folder: string;
  /** This process. */
  readonly owner: ProcessId;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A process on another machine cannot be checked. It counts as ended after this time, which exceeds any request. */
const MAX_FOREIGN_CLAIM_MS = 60 * 60 * 1000;
/** In milliseconds since the epoch, as file times are. It is the same in all threads of the process. */
const PROCESS_START_MS = Date.now() - process.uptime() * 1000;

/**
 * Yields the files, oldest first. A file is looked at when its turn comes, because a caller may need only the first of many.
 * Yields none if the folder must not be used. Never throws.
 * @param destinationId the server for which the files are. @default all servers
 */
export function* listUnownedFiles(
  options: SpoolListingOptions,
  destinationId?: string,
): Generator<UnownedFile, void> {
  for (const file of listFolder(options.folder)) {
    const name = parseSpoolName(file);
    if (name === undefined || (destinationId !== undefined && name.destinationId !== destinationId)) continue;
    const found = isOwnedByRunningProcess(name, options) ? undefined : describeFile(name, options.folder);
    if (found !== undefined) yield found;
  }
}

function listFolder(folder: string): string[] {
  try {
    return listOwnFolder(folder);
  } catch {
    return [];
  }
}

function isOwnedByRunningProcess(name: SpoolName, options: SpoolListingOptions): boolean {
  const { owner } = name;
  if (owner === undefined) return false;
  const { owner: current, folder, now } = options;
  const isLocal = owner.hostId === current.hostId;
  if (isLocal && owner.pid !== current.pid) return isPossiblyAlive(owner, current);
  const touchedAt = describeFile(name, folder)?.mtimeMs ?? Number.POSITIVE_INFINITY;
  const isAbandoned = now() - touchedAt > MAX_FOREIGN_CLAIM_MS;
  // A local file has the number of this process, which may still be sending it. If it was touched before this process
  // started, it is of an earlier process with the same number: in a container, the number is 1 at each start.
  const isOwnedByThisProcess = isLocal && touchedAt >= PROCESS_START_MS;
  return !isAbandoned || isOwnedByThisProcess;
}

/** Returns undefined for a file that was removed meanwhile. */
function describeFile(name: SpoolName, folder: string): UnownedFile | undefined {
  try {
    const stats = lstatSync(join(folder, name.file));
    const problem = findFileProblem(stats, SPOOL_FILE_RULE);
    return { ...name, problem, size: stats.size, mtimeMs: stats.mtimeMs, isRegular: stats.isFile() };
  } catch {
    return undefined;
  }
}
