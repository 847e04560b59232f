/** Finds a project's settings file, and says whose it is. */
import { lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isNotFoundError } from "../internal/errors.js";
import { isOwnedByUser } from "../internal/files.js";

export interface ProjectFile {
  readonly path: string;
  /** Why nobody can trust it, whatever it says; undefined where a person may. */
  readonly untrustable: string | undefined;
}

export interface ProjectFiles {
  /** The nearest file, from the working directory upwards to the root of the repository. */
  readonly nearest: ProjectFile | undefined;
  /** The paths of the files above it, up to the outermost repository. What they turn off stays off in every subfolder. */
  readonly outer: readonly string[];
}

/**
 * The working directory as the system knows it. Node remembers what `process.cwd()` said: a repository that was moved since
 * would be looked for in its old place, where another may stand that turns nothing off.
 * @throws the system's error where the working directory is gone
 */
export function findWorkingDirectory(): string {
  return realpathSync.native(".");
}

/** Finds the files of that name. Outside of a repository only the working directory counts. */
export function findProjectFiles(cwd: string, name: string): ProjectFiles {
  const { folders, roots } = listSearchFolders(cwd);
  const [nearest, ...outer] = folders.map((folder) => join(folder, name)).filter(mayExist);
  if (nearest === undefined) return { nearest: undefined, outer };
  const [root] = roots;
  // A submodule's root ends the search for settings, and not for what the repository around it turns off.
  const isAboveRoot = root !== undefined && folders.indexOf(dirname(nearest)) > folders.indexOf(root);
  if (isAboveRoot) return { nearest: undefined, outer: [nearest, ...outer] };
  return { nearest: { path: nearest, untrustable: findForeignOwner(nearest, root) }, outer };
}

/** The folders from here to the outermost repository, and those that are roots of repositories; nearest first. */
function listSearchFolders(cwd: string): {
  readonly folders: readonly string[];
  readonly roots: readonly string[];
} {
  const folders = [cwd];
  for (let folder = cwd; folder !== dirname(folder); folder = dirname(folder)) folders.push(dirname(folder));
  const roots = folders.filter((folder) => mayExist(join(folder, ".git")));
  const outermost = roots.at(-1) ?? cwd;
  return { folders: folders.slice(0, folders.indexOf(outermost) + 1), roots };
}

/** Another account could change the file, or place a `.git` that makes the file apply, after it was trusted. */
function findForeignOwner(path: string, root: string | undefined): string | undefined {
  const git = root === undefined ? undefined : join(root, ".git");
  const foreign = [path, git].find((each) => each !== undefined && !isOwnedByAccount(each));
  return foreign === undefined ? undefined : `${foreign} belongs to another account`;
}

/** A link and what it leads to both count. */
function isOwnedByAccount(path: string): boolean {
  try {
    return isOwnedByUser(lstatSync(path).uid) && isOwnedByUser(statSync(path).uid);
  } catch {
    return false; // it may not be looked at, so it is not ours
  }
}

function mayExist(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // A file that may not be looked at counts as one, because it could say "off".
    return !isNotFoundError(error);
  }
}
