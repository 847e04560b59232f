/** Reads and writes files that decide on behalf of the user, such as settings and the saved choice. Links are followed. */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { writeAtomic } from "./atomic-write.js";
import { hasModes, isOfOtherAccount } from "./file-checks.js";
import { MAX_SMALL_FILE_BYTES } from "./file-limits.js";
import { createPrivateFolder } from "./own-folders.js";

/** Opening a FIFO would block until somebody writes to it. Windows has neither the flag nor such files. */
const OPEN_NONBLOCKING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Why a link without a target cannot be used. */
export const DANGLING_LINK = "a link that leads nowhere";

export interface SmallFile {
  readonly text: string;
  readonly uid: number;
  readonly mode: number;
}

/**
 * Reads a file, or returns undefined if it does not exist.
 * @throws the system's error, or a RangeError if the path is no regular file or the file is too large
 */
export function readSmallFile(file: string, maxBytes = MAX_SMALL_FILE_BYTES): SmallFile | undefined {
  // The path is checked before it is opened, because opening some devices has effects.
  const before = statSync(file, { throwIfNoEntry: false });
  if (before === undefined) return undefined;
  if (!before.isFile()) throw new RangeError("not a regular file");
  const descriptor = openSync(file, OPEN_NONBLOCKING);
  try {
    const opened = fstatSync(descriptor); // the file may have been replaced since the check
    if (!opened.isFile()) throw new RangeError("not a regular file");
    if (opened.size > maxBytes) throw new RangeError("too large");
    return { text: readFileSync(descriptor, "utf8"), uid: opened.uid, mode: opened.mode };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Returns the text of a file that decides on behalf of the user, such as their settings or their saved choice. A
 * symbolic link is followed if its target belongs to the user or to root. Returns undefined if nothing has that name.
 * @throws as `readSmallFile`, and for a file of another account, a file that every account may write, and a dangling
 * link: the file behind it may have turned telemetry off
 */
export function readUserFile(file: string): string | undefined {
  const found = readSmallFile(file);
  if (found === undefined) {
    if (isDanglingLink(file)) throw new RangeError(DANGLING_LINK);
    return undefined;
  }
  if (!isOwnedByUser(found.uid)) throw new RangeError("a file of another account");
  const isWorldWritable = hasModes() && (found.mode & 0o002) !== 0;
  if (isWorldWritable) throw new RangeError("a file that every account may write");
  return found.text;
}

/** Tells whether the file, or a folder above it, is a link without a target, for example on a volume that is not mounted. */
function isDanglingLink(file: string): boolean {
  for (let path = file; path !== dirname(path); path = dirname(path)) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found !== undefined)
      return found.isSymbolicLink() && statSync(path, { throwIfNoEntry: false }) === undefined;
  }
  return false;
}

/** Resolves links in the path of the folder, but not the file itself: a link in another clone is another file. */
export function resolveFolderLinks(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}

/** Returns true for files of this account and of root. */
export function isOwnedByUser(uid: number): boolean {
  return uid === 0 || !isOfOtherAccount({ uid });
}

/**
 * Writes a file that readers see complete or not at all. Creates its folder, and writes through a symbolic link to a file of
 * this account, because some people keep their settings elsewhere and link to them. A link to anything else is replaced.
 * @throws the system's error if the file cannot be written, and an error if this process is root in the home of another account
 */
export function writeUserFile(path: string, text: string): void {
  const file = findWritableTarget(path) ?? path;
  createPrivateFolder(dirname(file));
  writeAtomic(file, text);
}

/** Returns undefined for a device, a folder, or a file of another account: root could replace what all accounts need. */
function findWritableTarget(path: string): string | undefined {
  const stats = existsSync(path) ? statSync(path) : undefined;
  return stats?.isFile() === true && !isOfOtherAccount(stats) ? realpathSync(path) : undefined;
}
