/** Tells when a journal was last written, before it is opened. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { listSegments } from "./segment-name.js";

/** Returns milliseconds since the epoch, or undefined for a journal that does not exist or is empty. */
export async function readLastWriteTime(folder: string): Promise<number | undefined> {
  const last = listSegments(await readdir(folder).catch(() => [])).at(-1);
  if (last === undefined) return undefined;
  const { mtimeMs } = await stat(join(folder, last.fileName));
  return mtimeMs;
}
