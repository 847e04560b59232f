/** Waits until the disk has a file, or the names of the files in a folder. */
import { open } from "node:fs/promises";

/** @throws the system's error */
export function syncFile(path: string): Promise<void> {
  return sync(path, "r+");
}

/** Makes the names of files durable, which are part of their folder. @throws the system's error */
export function syncFolder(folder: string): Promise<void> {
  return sync(folder, "r");
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
