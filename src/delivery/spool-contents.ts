/** What lies in the spool, whoever has it: for a person to look at, and to throw away. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Envelope } from "../envelope.js";
import { getErrorCode } from "../internal/file-errors.js";
import { getCurrentProcess, isPossiblyAlive } from "../internal/process-id.js";
import { parseSpoolText, type Reseal } from "./spool-format.js";
import { parseSpoolName } from "./spool-paths.js";

export interface SpoolFile {
  readonly path: string;
  /** From `destinationOf`. */
  readonly destinationId: string;
  /** The process that has it, if that is running. */
  readonly ownerPid: number | undefined;
  readonly bytes: number;
  readonly envelopes: readonly Envelope[];
  /** Lines that nothing can be made of. */
  readonly damagedLineCount: number;
}

/** Oldest first. @throws the system's error where there is a folder and it cannot be read */
export function readSpoolFiles(folder: string, reseal: Reseal): SpoolFile[] {
  const files: SpoolFile[] = [];
  for (const file of listFolder(folder)) {
    const name = parseSpoolName(file);
    if (name === undefined) continue;
    const path = join(folder, file);
    const { owner, destinationId } = name;
    const ownerPid =
      owner !== undefined && isPossiblyAlive(owner, getCurrentProcess()) ? owner.pid : undefined;
    const text = readTextIfPresent(path);
    if (text === undefined) continue; // it was delivered meanwhile, or is no file
    files.push({
      path,
      destinationId,
      ownerPid,
      bytes: Buffer.byteLength(text),
      ...parseSpoolText(text, reseal),
    });
  }
  return files;
}

/** Everything in the folder goes, what other processes hold, too. Returns how many files of events. @throws the system's error */
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

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (getErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}
