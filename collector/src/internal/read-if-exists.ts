/** Reads a file that may not exist. */
import { readFile } from "node:fs/promises";
import { getErrorCode } from "./errors.js";

/** Returns undefined if the file does not exist. @throws the system's error */
export async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (getErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
