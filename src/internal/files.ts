/** Reads and writes the files that this library keeps for the user, readable by that account alone, and limits their size. */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { getErrorCode } from "./errors.js";
import { createRandomHex } from "./ids.js";

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** One settings file, saved choice or record. A file that a person writes by hand is far smaller. */
export const MAX_SMALL_FILE_BYTES = 256 * KILOBYTE;

/** All settings files of one project together. */
export const MAX_PROJECT_FILES_BYTES = 256 * KILOBYTE;

/** The journal of one process. A larger journal is replaced by a new file that holds the pending events only. */
export const MAX_JOURNAL_BYTES = 256 * KILOBYTE;

/** The properties of one event in a spool file, as JSON text. The sanitizer admits 32 KB. */
export const MAX_SPOOLED_PROPERTIES_LENGTH = 64 * KILOBYTE;

/** One file of the request log. The next request begins a new file. */
export const MAX_LOG_FILE_BYTES = MEGABYTE;

/** All earlier files of the request log together: with the current file, the log takes five megabytes. */
export const MAX_OLD_LOG_FILES_BYTES = 4 * MEGABYTE;

/** Opening a FIFO would block until somebody writes to it. Windows has neither the flag nor such files. */
const OPEN_NONBLOCKING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A flag for `appendFile`: it does not create the file again after another process has removed it. */
export const APPEND_TO_EXISTING = constants.O_WRONLY | constants.O_APPEND;

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
    if (isDanglingLink(file)) throw new RangeError("a link that leads nowhere");
    return undefined;
  }
  if (!isOwnedByUser(found.uid)) throw new RangeError("a file of another account");
  // The mode means nothing on Windows.
  const isWorldWritable = process.geteuid !== undefined && (found.mode & 0o002) !== 0;
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

/** Returns true for files of this account and of root. Always true on Windows, where Node knows no account numbers. */
export function isOwnedByUser(uid: number): boolean {
  return process.geteuid === undefined || uid === process.geteuid() || uid === 0;
}

/**
 * Creates a folder and its missing parents with mode 0700. Node's recursive `mkdir` never returns if a parent exists and
 * accepts no folders, as in /proc. Never throws: the write that follows reports a folder that could not be created.
 */
export function createPrivateFolder(folder: string): void {
  const parent = dirname(folder);
  if (parent !== folder && !existsSync(parent)) createPrivateFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // It exists, or it cannot be created.
  }
}

/** Returns the sorted names in a folder, or none if it does not exist. @throws the system's error if it cannot be read */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (getErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}

export interface AtomicWriteOptions {
  /** Holds the text until it is complete. @default a random name beside the file */
  readonly temporaryPath?: string;
}

/**
 * Writes a file that readers see complete or not at all. The file is readable by this account alone. Creates the folder,
 * and writes through a symbolic link, because some people keep their settings elsewhere and link to them.
 * @throws the system's error if the file cannot be written
 */
export function writeFileAtomic(path: string, text: string, options: AtomicWriteOptions = {}): void {
  const file = existsSync(path) ? realpathSync(path) : path;
  const { temporaryPath = `${file}.${process.pid}.${createRandomHex(4)}` } = options;
  createPrivateFolder(dirname(file));
  const descriptor = openSync(temporaryPath, "wx", 0o600); // outside the `try`: a file that exists is of somebody else
  try {
    writeAndClose(descriptor, text);
    renameSync(temporaryPath, file);
  } catch (error) {
    rmSync(temporaryPath, { force: true });
    throw error;
  }
}

function writeAndClose(descriptor: number, text: string): void {
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

/** Appends synchronously. @throws the system's error, ENOENT if the file does not exist */
export function appendToExisting(file: string, text: string): void {
  const descriptor = openSync(file, APPEND_TO_EXISTING);
  try {
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

/** Returns text to append: a line that begins with a line break, so that it is separate from a line that a crash has cut off. */
export function formatLine(json: string): string {
  return `\n${json}\n`;
}
