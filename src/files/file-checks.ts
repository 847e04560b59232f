/** Decides by owner, type, mode and size whether a file or folder of this library may be used. */
import { lstatSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import { getErrorCode } from "../internal/errors.js";
import { MAX_SMALL_FILE_BYTES } from "./file-limits.js";

/** A file or folder that is not used. */
export interface PathProblem {
  readonly path: string;
  /** A clause that follows the path, such as `is a link`. */
  readonly problem: string;
  /** How to repair it. */
  readonly fix: string;
}

export interface FileRule {
  /** @default MAX_SMALL_FILE_BYTES */
  readonly maxBytes?: number;
  /** No other account may read the file. */
  readonly isSecret?: boolean;
}

/** The problem of a file that exceeds its limit. Nothing of it is read. */
export const TOO_LARGE = "is too large";

const GROUP_OR_OTHERS_WRITE = 0o022;
const GROUP_OR_OTHERS_ACCESS = 0o077;
const OWNER_READ = 0o400;

/**
 * Returns why a file of this library is not used, as a clause. Hard links are allowed: in a folder that only this account can
 * write, only this account makes them, for example for a backup.
 * @param stats from `lstat`, so that a link is not followed
 */
export function findFileProblem(stats: Stats, rule: FileRule = {}): string | undefined {
  if (stats.isSymbolicLink()) return "is a link";
  if (stats.isDirectory()) return "is a folder";
  if (!stats.isFile()) return "is not a regular file";
  if (isOfOtherAccount(stats)) return "belongs to another account";
  if (stats.size > (rule.maxBytes ?? MAX_SMALL_FILE_BYTES)) return TOO_LARGE;
  if (!hasModes()) return undefined;
  if ((stats.mode & GROUP_OR_OTHERS_WRITE) !== 0) return "can be written by other accounts";
  if (rule.isSecret === true && (stats.mode & GROUP_OR_OTHERS_ACCESS) !== 0)
    return "can be read by other accounts";
  const isReadable = (stats.mode & OWNER_READ) !== 0 || process.geteuid?.() === 0;
  return isReadable ? undefined : "cannot be read by its own account";
}

/** Returns why a file is not used. Undefined if it may be used, or does not exist. Never throws. */
export function checkFile(path: string, rule?: FileRule): PathProblem | undefined {
  const stats = readStats(path);
  if (stats === undefined) return undefined;
  const problem = typeof stats === "string" ? stats : findFileProblem(stats, rule);
  return problem === undefined ? undefined : { path, problem, fix: `remove ${path}` };
}

/**
 * Returns why a folder of this library is not used: it must be a real folder of this account that no other account can write.
 * Its parents are not checked, because many systems let a group write them, and people link them elsewhere. For a folder that
 * does not exist, returns why it is not created. Never throws.
 */
export function checkFolder(path: string): PathProblem | undefined {
  const stats = readStats(path);
  if (stats === undefined) return checkCreation(path);
  if (typeof stats === "string") return { path, problem: stats, fix: `make ${path} readable` };
  if (stats.isSymbolicLink()) return { path, problem: "is a link", fix: `remove the link ${path}` };
  if (!stats.isDirectory()) return { path, problem: "is not a folder", fix: `remove ${path}` };
  if (isOfOtherAccount(stats))
    return {
      path,
      problem: "belongs to another account",
      fix: `as the administrator, remove ${path} or give it to this account: chown -R`,
    };
  if (hasModes() && (stats.mode & GROUP_OR_OTHERS_WRITE) !== 0)
    return { path, problem: "can be written by other accounts", fix: `chmod 700 ${path}` };
  return undefined;
}

/** Returns the problem of a path, or of the folder that contains it, from a list of problems. Undefined if neither has one. */
export function findPathProblem(path: string, problems: readonly PathProblem[]): PathProblem | undefined {
  return problems.find((each) => each.path === path || each.path === dirname(path));
}

/** Returns true for a real folder of this account, in which files may be deleted. A link is not followed. */
export function isOwnFolder(path: string): boolean {
  const stats = readStats(path);
  return typeof stats === "object" && stats.isDirectory() && !isOfOtherAccount(stats);
}

/**
 * Returns why this process must not create a file in a folder, which need not exist yet. Undefined if it may. Only root is
 * refused, in the folder of another account, for example under a `sudo` that keeps HOME. That account could neither read nor
 * replace the file.
 */
export function checkCreation(path: string): PathProblem | undefined {
  if (process.geteuid?.() !== 0) return undefined;
  try {
    let existing = path;
    let stats = statSync(existing, { throwIfNoEntry: false });
    while (stats === undefined && dirname(existing) !== existing) {
      existing = dirname(existing);
      stats = statSync(existing, { throwIfNoEntry: false });
    }
    if (stats === undefined || !isOfOtherAccount(stats)) return undefined;
    return {
      path,
      problem: `is not written by root, because ${existing} belongs to another account`,
      fix: "run the command as that account, without sudo",
    };
  } catch {
    return undefined; // the write that follows fails
  }
}

/** Returns undefined if nothing has that name, and a clause if that cannot be found out. */
function readStats(path: string): Stats | string | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return `cannot be read (${getErrorCode(error)})`;
  }
}

/** Always false on Windows, where Node knows no account numbers. */
export function isOfOtherAccount({ uid }: Pick<Stats, "uid">): boolean {
  return process.geteuid !== undefined && uid !== process.geteuid();
}

/** Returns whether the mode of a file says who may write it. On Windows it means nothing. */
export function hasModes(): boolean {
  return process.geteuid !== undefined;
}
