/** Finds a project's settings file, and says whose it is. */
import { lstatSync, statSync } from "node:fs";
import { dirname, join, parse as parsePath } from "node:path";
import { isOwnAccount } from "../disk/account.js";
import { isAbsence } from "../disk/file-errors.js";

export interface ProjectFile {
  readonly path: string;
  /** Why nobody can trust it, whatever it says; undefined where a person may. */
  readonly untrustable: string | undefined;
}

/**
 * Returns the nearest file of that name, from the working directory upwards to the root of the repository. Outside of a
 * repository only the working directory counts.
 */
export function findProjectFile(cwd: string, name: string): ProjectFile | undefined {
  const { folders, root } = listFolders(cwd);
  const folder = folders.find((each) => exists(join(each, name)));
  if (folder === undefined) return undefined;
  const path = join(folder, name);
  return { path, untrustable: findForeignOwner(path, root) };
}

/** The folders that are searched, nearest first, and the root of the repository, if there is one. */
function listFolders(cwd: string): {
  readonly folders: readonly string[];
  readonly root: string | undefined;
} {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(folder);
    if (exists(join(folder, ".git"))) return { folders, root: folder };
    if (folder === parsePath(folder).root) return { folders: [cwd], root: undefined };
  }
}

/** Another account could change the file, or place a `.git` that makes the file apply, after it was trusted. */
function findForeignOwner(path: string, root: string | undefined): string | undefined {
  const git = root === undefined ? undefined : join(root, ".git");
  const foreign = [path, git].find((each) => each !== undefined && !belongsToUs(each));
  return foreign === undefined ? undefined : `${foreign} belongs to another account`;
}

/** A link and what it leads to both count. */
function belongsToUs(path: string): boolean {
  try {
    return isOwnAccount(lstatSync(path).uid) && isOwnAccount(statSync(path).uid);
  } catch {
    return false; // it may not be looked at, so it is not ours
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // A file that may not be looked at counts as one, because it could say "off".
    return !isAbsence(error);
  }
}
