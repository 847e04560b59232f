/** Keeps two publications from writing into the folder of one site at the same time. */
import { mkdir, open, rmdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { getErrorCode } from "../internal/errors.js";
import { SiteError } from "./site-error.js";

const LOCK = ".publishing";

/**
 * Runs work on the folder of a site, which is created if it does not exist. A folder that is still empty afterwards is deleted.
 * @throws SiteError if the folder cannot be one, or another publication uses it; what the work throws, or the system's error
 */
export async function holdSiteLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const firstCreated = await createFolder(folder);
  const lock = join(folder, LOCK);
  await createLock(lock);
  try {
    return await work();
  } finally {
    await unlink(lock);
    if (firstCreated !== undefined) await deleteEmptyFolders(folder, firstCreated);
  }
}

/** Returns the outermost folder that had to be created. */
async function createFolder(folder: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (error) {
    if (!["EEXIST", "ENOTDIR"].includes(getErrorCode(error) ?? "")) throw error;
    throw new SiteError(`${folder} is not a folder, or is below a file: choose another folder with --out.`);
  }
}

async function createLock(path: string): Promise<void> {
  try {
    await (await open(path, "wx")).close();
  } catch (error) {
    if (getErrorCode(error) !== "EEXIST") throw error;
    throw new SiteError(
      `${path} exists. If no other publication into this folder is running, one was interrupted: delete this file.`,
    );
  }
}

async function deleteEmptyFolders(folder: string, last: string): Promise<void> {
  for (let path = folder; path.length >= last.length; path = dirname(path)) {
    try {
      await rmdir(path);
    } catch {
      return; // it has files
    }
  }
}
