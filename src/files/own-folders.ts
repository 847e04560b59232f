/** Creates, lists and empties the folders of this library. */
import { existsSync, lstatSync, mkdirSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { getErrorCode, isNotFoundError } from "../internal/errors.js";
import { checkCreation, checkFolder, isOwnFolder, type PathProblem } from "./file-checks.js";

/** Creates a folder for this account alone, if it does not exist. @throws an error if it cannot be created or used */
export function ensureOwnFolder(folder: string): void {
  createPrivateFolder(folder);
  rejectUnusableFolder(folder);
}

/**
 * Creates a folder and its missing parents with mode 0700. Node's recursive `mkdir` never returns if a parent exists and
 * accepts no folders, as in /proc.
 * @throws the system's error, and an error if this process is root in the home of another account
 */
export function createPrivateFolder(folder: string): void {
  rejectProblem(checkCreation(folder));
  if (!existsSync(folder)) createMissingFolders(folder);
}

function createMissingFolders(folder: string): void {
  const parent = dirname(folder);
  if (parent !== folder && !existsSync(parent)) createMissingFolders(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (getErrorCode(error) !== "EEXIST") throw error; // what exists may be a link, which the caller reports
  }
}

/**
 * Returns the sorted names in a folder, or none if it does not exist.
 * @throws an error that names the folder if it must not be used, and the system's error if it cannot be read
 */
export function listOwnFolder(folder: string): string[] {
  rejectUnusableFolder(folder);
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isNotFoundError(error)) return [];
    throw error;
  }
}

export interface Deletion {
  readonly deleted: readonly string[];
  /** The paths in the folder whose names are not those of this library, and folders with content. */
  readonly remaining: readonly string[];
}

/**
 * Deletes the files of a folder whose names are those of this library. Deletes no folder with content, and nothing behind a
 * link.
 * @param parent a folder of this library that contains it
 * @throws an error that names the folder if it or its parent is a link or of another account, and the system's error if a file
 * cannot be deleted
 */
export function deleteOwnFiles(
  folder: string,
  isOwnName: (name: string) => boolean,
  parent = folder,
): Deletion {
  for (const each of new Set([parent, folder])) {
    if (!isExisting(each)) return { deleted: [], remaining: [] };
    if (!isOwnFolder(each)) rejectUnusableFolder(each);
  }
  const deleted: string[] = [];
  const remaining: string[] = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (isOwnName(name) && deleteFile(path)) deleted.push(name);
    else if (isExisting(path)) remaining.push(path);
  }
  return { deleted, remaining };
}

/** Removes a folder if it is empty and no link. Returns false if it remains. */
export function removeEmptyFolder(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Returns false for a folder with content, and for a file that is gone already. A link is deleted, and not its target. */
function deleteFile(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  if (stats.isDirectory()) return removeEmptyFolder(path);
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if (isNotFoundError(error)) return false;
    throw error;
  }
}

/** @throws the system's error if that cannot be found out */
function isExisting(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function rejectUnusableFolder(folder: string): void {
  rejectProblem(checkFolder(folder));
}

/** @throws an error that names the path */
function rejectProblem(found: PathProblem | undefined): void {
  if (found !== undefined) throw new Error(`${found.path} ${found.problem}`);
}
