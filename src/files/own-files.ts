/** Opens, reads and writes the files of this library in its own folders. No link is followed, and no FIFO blocks. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  type Stats,
  unlinkSync,
} from "node:fs";
import { lstat, open } from "node:fs/promises";
import { dirname } from "node:path";
import { isNotFoundError } from "../internal/errors.js";
import { type AtomicWriteOptions, writeAndClose, writeAtomic } from "./atomic-write.js";
import { type FileRule, findFileProblem } from "./file-checks.js";
import { ensureOwnFolder } from "./own-folders.js";

/** Without these flags a link would be followed, and opening a FIFO would wait for its other end. Windows has neither. */
const SAFE_FLAGS = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const READ = constants.O_RDONLY | SAFE_FLAGS;
/** Does not create the file again after another process has removed it. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | SAFE_FLAGS;
const OVERWRITE = constants.O_WRONLY | SAFE_FLAGS;
const APPEND_OR_CREATE = APPEND | constants.O_CREAT;

/** The size of a file does not matter to those who append to it. */
const ANY_SIZE: FileRule = { maxBytes: Number.POSITIVE_INFINITY };

/**
 * Returns the text of a file, or undefined if it does not exist.
 * @throws the system's error, or a RangeError for a file that must not be used
 */
export function readOwnFile(path: string, rule?: FileRule): string | undefined {
  try {
    const before = lstatSync(path, { throwIfNoEntry: false });
    if (before === undefined) return undefined; // most files of this library rarely exist, and an open that fails is slow
    const descriptor = openAfterCheck(before, path, READ, rule);
    try {
      return readFileSync(descriptor, "utf8");
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}

/** Rejects as `readOwnFile` throws, and for a file that does not exist. */
export async function readOwnFileAsync(path: string, rule?: FileRule): Promise<string> {
  const handle = await openSafelyAsync(path, READ, rule);
  try {
    return await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
}

/** Appends synchronously. @throws as `readOwnFile`, and ENOENT if the file does not exist */
export function appendToOwnFile(path: string, text: string, rule: FileRule = ANY_SIZE): void {
  writeAndClose(openSafely(path, APPEND, rule), text);
}

/** Appends, and creates the file if it does not exist. @throws as `readOwnFile` */
export function appendOrCreateOwnFile(path: string, text: string): void {
  writeAndClose(openSafely(path, APPEND_OR_CREATE, ANY_SIZE), text);
}

/** Writes over the beginning of a file. @throws as `appendToOwnFile` */
export function overwriteOwnFile(path: string, text: string): void {
  writeAndClose(openSafely(path, OVERWRITE, ANY_SIZE), text);
}

/**
 * Appends asynchronously. Rejects as `appendToOwnFile` throws. A blocked write would never end: `process.exit()` waits for
 * the thread in which it runs.
 */
export async function appendToOwnFileAsync(
  path: string,
  text: string,
  { canCreate = false }: { readonly canCreate?: boolean } = {},
): Promise<void> {
  const handle = await openSafelyAsync(path, canCreate ? APPEND_OR_CREATE : APPEND, ANY_SIZE);
  try {
    await handle.appendFile(text);
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file that readers see complete or not at all, in a folder of this library, which is created.
 * @throws the system's error, or an error for a file or folder that must not be used
 */
export function writeOwnFile(path: string, text: string, options?: AtomicWriteOptions): void {
  ensureOwnFolder(dirname(path));
  replaceOwnFile(path, text, options);
}

/** Writes as `writeOwnFile`, in a folder that exists. A path that must not be used is not replaced. */
export function replaceOwnFile(path: string, text: string, options?: AtomicWriteOptions): void {
  rejectUnusable(lstatSync(path, { throwIfNoEntry: false }), ANY_SIZE);
  writeAtomic(path, text, options);
}

/** Removes a file if it is a usable one. @throws as `readOwnFile` */
export function removeOwnFile(path: string): void {
  rejectUnusable(lstatSync(path, { throwIfNoEntry: false }), ANY_SIZE);
  unlinkSync(path);
}

/** Returns whether anything has that name. A link is not followed. */
export function isPresent(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** The path is checked before it is opened, because opening some devices has effects, and afterwards in case it was replaced. */
function openSafely(path: string, flags: number, rule?: FileRule): number {
  return openAfterCheck(lstatSync(path, { throwIfNoEntry: false }), path, flags, rule);
}

/** @param before what the path was when it was checked */
function openAfterCheck(before: Stats | undefined, path: string, flags: number, rule?: FileRule): number {
  rejectUnusable(before, rule);
  const descriptor = openSync(path, flags, 0o600);
  try {
    rejectUnusable(fstatSync(descriptor), rule);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

async function openSafelyAsync(path: string, flags: number, rule?: FileRule) {
  const before = await lstat(path).catch((error: unknown) => {
    if (isNotFoundError(error)) return undefined;
    throw error;
  });
  rejectUnusable(before, rule);
  const handle = await open(path, flags, 0o600);
  try {
    rejectUnusable(await handle.stat(), rule);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** @throws a RangeError, such as `it is a link` */
function rejectUnusable(stats: Stats | undefined, rule?: FileRule): void {
  const problem = stats && findFileProblem(stats, rule);
  if (problem !== undefined) throw new RangeError(`it ${problem}`);
}

/** Returns text to append: a line that begins with a line break, so that it is separate from a line that a crash has cut off. */
export function formatLine(json: string): string {
  return `\n${json}\n`;
}
