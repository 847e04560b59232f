/** Makes the names of files durable, which are part of their folder. */
import { open } from "node:fs/promises";

/** Waits until the disk has the names in a folder. @throws the system's error */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
