/** Reads the JSON files of this package, which a bundle contains as data. */
import { readFileSync } from "node:fs";
import { resolveModuleFile } from "./package-info.js";

/** The contents of files by their paths, in a bundle. */
const providedFiles = new Map<string, unknown>();

/** Provides files ahead of time. A bundle has no files of this package to read. */
export function provideDataFiles(files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) providedFiles.set(path, content);
}

/** Returns whether this code is in a bundle. What is installed beside it cannot be known there. */
export function isInBundle(): boolean {
  return providedFiles.size > 0;
}

/**
 * Returns the parsed content of a file. Nothing checks its type, because this package's own scripts write the files.
 * @param path from the folder of the modules; see `resolveModuleFile`
 * @throws the system's error, or a SyntaxError, if the file is missing or damaged
 */
export function readDataFile(path: string): unknown {
  return providedFiles.get(path) ?? JSON.parse(readFileSync(resolveModuleFile(path), "utf8"));
}
