/** Creates files for this account alone, and writes them so that readers see them complete or not at all. */
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRandomHex } from "../internal/ids.js";

export interface AtomicWriteOptions {
  /** Holds the text until it is complete. @default a random name beside the file */
  readonly temporaryPath?: string;
}

/**
 * Writes a text to a temporary file, readable by this account alone, and gives it its name when it is complete.
 * @throws the system's error if the file cannot be written
 */
export function writeAtomic(path: string, text: string, options: AtomicWriteOptions = {}): void {
  const { temporaryPath = `${path}.${process.pid}.${createRandomHex(4)}` } = options;
  const descriptor = openSync(temporaryPath, "wx", 0o600); // outside the `try`: a file that exists is of somebody else
  try {
    writeAndClose(descriptor, text);
    renameSync(temporaryPath, path);
  } catch (error) {
    rmSync(temporaryPath, { force: true });
    throw error;
  }
}

/**
 * Creates a file for this account alone, or none if its text cannot be written, as on a full disk.
 * @throws EEXIST if anything has that name, even a link without a target
 */
export function createOwnFile(path: string, text = ""): void {
  const descriptor = openSync(path, "wx", 0o600);
  try {
    writeAndClose(descriptor, text);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Writes a text to a file that is open, and closes it. */
export function writeAndClose(descriptor: number, text: string): void {
  try {
    if (text !== "") writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
