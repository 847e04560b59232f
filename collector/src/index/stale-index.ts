/** Remembers across a crash that an index still has what was erased from the journal. */
import { existsSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFile, syncFolder } from "../internal/sync.js";

function getMarkerPath(indexPath: string): string {
  return `${indexPath}.stale`;
}

/** Called before the journal is rewritten. @throws the system's error */
export async function markStale(indexPath: string): Promise<void> {
  const marker = getMarkerPath(indexPath);
  await writeFile(marker, "", { mode: 0o600 });
  await syncFile(marker);
  await syncFolder(dirname(marker));
}

export function isStale(indexPath: string): boolean {
  return existsSync(getMarkerPath(indexPath));
}

/**
 * Deletes an index with all its files. It is rebuilt from the journal. Its mark remains, because an erasure that is running
 * may have rewritten a part of the journal only.
 * @throws the system's error
 */
export function deleteIndex(indexPath: string): void {
  for (const path of [indexPath, `${indexPath}.wal`, `${indexPath}.tmp`])
    rmSync(path, { force: true, recursive: true });
}

/** Called when no erasure is running, and the index has nothing that was erased. @throws the system's error */
export function unmarkStale(indexPath: string): void {
  rmSync(getMarkerPath(indexPath), { force: true });
}
