/** Finds the person's folders and the project's settings files. */
import { lstatSync, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { isOwnedByUser } from "../files/user-files.js";
import { isNotFoundError } from "../internal/errors.js";
import { getHomeFolder } from "../internal/system-names.js";

/** The folders of one tool, which belong to the person. */
export interface ToolFolders {
  /** Holds `<tool>.toml` and the saved choice. */
  readonly config: string;
  /** Holds the salt and the identity. */
  readonly data: string;
  /** Holds undelivered events. It is in `data`. */
  readonly spool: string;
  /** Holds the ids under which events were sent. It is in `data`. */
  readonly ids: string;
  /** Holds copies of the requests that were sent. It is in `data`. */
  readonly receipts: string;
}

/** Returns XDG folders on Linux, and their counterparts on macOS and Windows. Undefined without a home directory. */
export function findToolFolders(tool: string): ToolFolders | undefined {
  const { config, data: parent } = FOLDERS_BY_PLATFORM[process.platform] ?? XDG_FOLDERS;
  const folders = { config: config(tool), data: join(parent(tool), "telemetry") };
  // Without a home, the paths are relative. The working directory may hold the choice of another person.
  if (!isAbsolute(folders.config) || !isAbsolute(folders.data)) return undefined;
  const { data } = folders;
  return { ...folders, spool: join(data, "spool"), ids: join(data, "ids"), receipts: join(data, "receipts") };
}

type FindFolder = (tool: string) => string;

const XDG_FOLDERS: { readonly config: FindFolder; readonly data: FindFolder } = {
  config: (tool) => join(process.env.XDG_CONFIG_HOME || join(getHomeFolder(), ".config"), tool),
  data: (tool) => join(process.env.XDG_DATA_HOME || join(getHomeFolder(), ".local", "share"), tool),
};

const FOLDERS_BY_PLATFORM: Partial<Record<NodeJS.Platform, typeof XDG_FOLDERS>> = {
  darwin: {
    config: (tool) => join(getHomeFolder(), "Library", "Preferences", tool),
    data: (tool) => join(getHomeFolder(), "Library", "Application Support", tool),
  },
  win32: {
    config: (tool) =>
      join(process.env.APPDATA || join(getHomeFolder(), "AppData", "Roaming"), tool, "Config"),
    data: (tool) => join(process.env.LOCALAPPDATA || join(getHomeFolder(), "AppData", "Local"), tool, "Data"),
  },
};

/** Returns the name of a tool's settings files: the person's own, and those of projects. */
export function getSettingsFileName(tool: string): string {
  return `${tool}.toml`;
}

/** A settings file of a project. */
export interface ProjectFile {
  readonly path: string;
  /** The reason why the file cannot be trusted, as a sentence. Undefined for a file that a person may trust. */
  readonly untrustableReason: string | undefined;
}

export interface ProjectFiles {
  /** The nearest file, from the working directory upwards to the root of the repository. */
  readonly nearest: ProjectFile | undefined;
  /** The paths of the files above it, up to the outermost repository. They may only make telemetry more private. */
  readonly outer: readonly string[];
}

/** Finds the tool's settings files of a project. Outside a repository, only the working directory is searched. */
export function findProjectFiles(cwd: string, tool: string): ProjectFiles {
  const ancestors = listAncestors(cwd);
  const roots = findRepositoryRoots(ancestors);
  const outermost = roots.at(-1) ?? cwd;
  const folders = ancestors.slice(0, ancestors.indexOf(outermost) + 1);

  const [nearest, ...outer] = folders
    .map((folder) => join(folder, getSettingsFileName(tool)))
    .filter(mayExist);
  if (nearest === undefined) return { nearest: undefined, outer };
  const [root] = roots;
  // Settings are not searched above the root of a submodule, but an outer repository can still turn telemetry off.
  const isAboveRoot = root !== undefined && folders.indexOf(dirname(nearest)) > folders.indexOf(root);
  if (isAboveRoot) return { nearest: undefined, outer: [nearest, ...outer] };
  return { nearest: { path: nearest, untrustableReason: findForeignOwner(nearest, root) }, outer };
}

/** Describes a file of a project that was found in another way, such as by c12. */
export function describeProjectFile(path: string): ProjectFile {
  const [root] = findRepositoryRoots(listAncestors(dirname(path)));
  return { path, untrustableReason: findForeignOwner(path, root) };
}

/** Returns a folder and all folders above it. */
function listAncestors(start: string): string[] {
  const ancestors = [start];
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder))
    ancestors.push(dirname(folder));
  return ancestors;
}

/** Returns the roots of repositories among folders, the innermost first. */
function findRepositoryRoots(ancestors: readonly string[]): string[] {
  return ancestors.filter((folder) => mayExist(join(folder, ".git")));
}

/** Returns the reason for distrust. Another account could change the file, or the `.git` beside it, after it was trusted. */
function findForeignOwner(path: string, root: string | undefined): string | undefined {
  const paths = root === undefined ? [path] : [path, join(root, ".git")];
  const foreign = paths.find((each) => !isOwnPath(each));
  return foreign === undefined ? undefined : `${foreign} belongs to another account`;
}

/** Checks a link and its target. A path that cannot be read counts as foreign. */
function isOwnPath(path: string): boolean {
  try {
    return isOwnedByUser(lstatSync(path).uid) && isOwnedByUser(statSync(path).uid);
  } catch {
    return false;
  }
}

/** Also returns true for a path that cannot be read, because the file could turn telemetry off. */
function mayExist(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return !isNotFoundError(error);
  }
}
