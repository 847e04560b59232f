/** Writes a file so that its readers, and a crash, see either the old text or the new one. */
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "./sync.js";

/**
 * @param mode of the file. The default is `0o666`
 * @throws the system's error. An unfinished file with the ending `.tmp` may then remain.
 */
export async function replaceFile(path: string, text: string, mode?: number): Promise<void> {
  await writeSynced(`${path}.tmp`, text, mode);
  await rename(`${path}.tmp`, path);
  await syncFolder(dirname(path));
}

/** Writes a file that nobody reads yet, and waits until the disk has it. @param mode of a new file. The default is `0o666` */
export async function writeSynced(path: string, text: string, mode = 0o666): Promise<void> {
  const handle = await open(path, "w", mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
