/** Removes files of the spool that expired or exceed its size limit. */
import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { TOO_LARGE } from "../files/file-checks.js";
import { readOwnFile } from "../files/own-files.js";
import { parseSpoolText, type Reseal, SPOOL_FILE_RULE } from "./spool-format.js";
import { listUnownedFiles, type SpoolListingOptions, type UnownedFile } from "./spool-listing.js";

export interface SpoolPruningOptions extends SpoolListingOptions {
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  readonly reseal: Reseal;
  readonly onLost: (reason: "spool_full" | "spool_expired" | "spool_damaged", eventCount: number) => void;
}

/**
 * Removes expired files, and the oldest files beyond the size limit, for all servers. Files of running processes are ignored.
 * A file that cannot be used does not count towards the limit.
 */
export function pruneSpool(options: SpoolPruningOptions): void {
  const files = [...listUnownedFiles(options)];
  pruneUnusableFiles(
    files.filter(({ problem }) => problem !== undefined),
    options,
  );
  pruneUsableFiles(
    files.filter(({ problem }) => problem === undefined),
    options,
  );
}

function pruneUsableFiles(
  files: readonly UnownedFile[],
  { folder, maxBytes, maxAgeMs, now, reseal, onLost }: SpoolPruningOptions,
): void {
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  for (const { file, size, mtimeMs } of files) {
    const isExpired = now() - mtimeMs > maxAgeMs; // the time in the name is that of its creation
    if (!isExpired && bytes <= maxBytes) continue;
    const path = join(folder, file);
    try {
      const text = readOwnFile(path, SPOOL_FILE_RULE) ?? "";
      const { envelopes, damagedLineCount } = parseSpoolText(text, reseal);
      unlinkSync(path);
      bytes -= size;
      onLost(isExpired ? "spool_expired" : "spool_full", envelopes.length);
      if (damagedLineCount > 0) onLost("spool_damaged", damagedLineCount);
    } catch {
      // Another process has claimed it.
    }
  }
}

/**
 * Removes expired files that cannot be used, such as a file that belongs to root. A file that is too large was not written by
 * this library, and is removed at once. Nothing is read, so each file counts as one event.
 */
function pruneUnusableFiles(
  files: readonly UnownedFile[],
  { folder, maxAgeMs, now, onLost }: SpoolPruningOptions,
): void {
  for (const { file, problem, createdAt, mtimeMs, isRegular } of files) {
    // Neither the name nor the file's time may be in the future for ever.
    const isExpired = now() - Math.min(createdAt, mtimeMs) > maxAgeMs;
    if (!isExpired && problem !== TOO_LARGE) continue;
    try {
      unlinkSync(join(folder, file)); // removes a link and not its target, and no folder
      if (isRegular) onLost("spool_damaged", 1);
    } catch {
      // It is a folder, or another process has removed it.
    }
  }
}
