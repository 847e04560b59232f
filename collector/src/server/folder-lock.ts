/**
 * Lets one process use a data folder, and gives other commands a way to it. Each process listens on a socket of its own name in
 * the folder, and then looks for others, so that of two processes at least one sees the other. The one that sees nobody has
 * the lock. A name is never used again, so that a socket which a killed process left cannot be confused with a later one.
 */
import { randomUUID } from "node:crypto";
import { access, chmod, constants, lstat, mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { createConnection, type Server } from "node:net";
import { dirname, isAbsolute, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { getErrorCode } from "../internal/errors.js";

/** A symbolic link to the socket of the process that has the lock. */
const LINK_NAME = "serve.sock";
const OWN_NAME = /^serve-[0-9a-f]{8}\.sock$/;
/** Linux has 108 bytes for the address of a socket, and macOS 104, with a zero at the end (unix(7)). */
const MAX_SOCKET_PATH = 103;
/** Processes that start at the same time decide within some milliseconds which one has the lock. */
const DECISION_TIMEOUT_MS = 5000;
const DECISION_STEP_MS = 20;
/** A process listens right after it has created its socket. */
const MIN_STALE_AGE_MS = 10_000;

/** Thrown if another process uses the folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
}

/**
 * Returns the address at which the process that has the lock takes commands.
 * @throws Error if it is too long
 */
export function getSocketPath(dataFolder: string): string {
  return shortenPath(join(dataFolder, LINK_NAME));
}

/**
 * Makes a server listen on a socket in the folder, until it is closed or the process ends in any way.
 * @throws FolderInUseError if another process has the lock
 */
export async function lockFolder(dataFolder: string, server: Server): Promise<void> {
  await prepareFolder(dataFolder);
  const linkPath = getSocketPath(dataFolder);
  const name = `serve-${randomUUID().slice(0, 8)}.sock`;
  const path = shortenPath(join(dataFolder, name));
  const deadline = performance.now() + DECISION_TIMEOUT_MS;
  while (performance.now() < deadline && !(await isListening(linkPath))) {
    if (!server.listening) await listen(server, path);
    await chmod(path, 0o600); // the umask may let a group connect, if the folder was made by somebody else
    const others = await findOthers(dataFolder, name);
    if (others.length === 0) {
      await replaceLink(linkPath, name);
      await deleteStale(dataFolder, name);
      return;
    }
    // Of those that see each other, the first name remains.
    if (others.some((other) => other < name)) await close(server);
    await sleep(DECISION_STEP_MS * (1 + Math.random()));
  }
  if (server.listening) await close(server);
  throw new FolderInUseError(
    `another collector uses ${dataFolder}: stop it, or choose another folder with --data.`,
  );
}

/** @throws Error that says what to do if the folder cannot be made, or this account may not write to it */
async function prepareFolder(dataFolder: string): Promise<void> {
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = getErrorCode(error) ?? "unknown";
    throw new Error(
      `the data folder ${dataFolder} cannot be used (${code}): change its owner, or choose another with --data.`,
    );
  }
}

/** Returns the shorter one of the paths from the root and from the working directory. @throws Error if both are too long */
function shortenPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  const shorter = isAbsolute(fromHere) || fromHere.length >= path.length ? path : fromHere;
  if (Buffer.byteLength(shorter) > MAX_SOCKET_PATH)
    throw new Error(`the path of --data is too long for a socket in it: ${shorter}`);
  return shorter;
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Deletes the socket, too. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Returns the names of the other processes that are running. */
async function findOthers(dataFolder: string, ownName: string): Promise<string[]> {
  const names = (await readdir(dataFolder)).filter((name) => OWN_NAME.test(name) && name !== ownName);
  const areListening = await Promise.all(
    names.map((name) => isListening(shortenPath(join(dataFolder, name)))),
  );
  return names.filter((_, index) => areListening[index]);
}

/** A process that is too busy to take the connection is running. */
function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", ({ code }: NodeJS.ErrnoException) =>
      resolve(code !== "ECONNREFUSED" && code !== "ENOENT"),
    );
  });
}

async function replaceLink(linkPath: string, name: string): Promise<void> {
  const unfinished = join(dirname(linkPath), `${name}.link`);
  await symlink(name, unfinished);
  await rename(unfinished, linkPath);
}

/** Deletes what killed processes have left. Only the process that has the lock does it. */
async function deleteStale(dataFolder: string, ownName: string): Promise<void> {
  const alive = new Set([ownName, ...(await findOthers(dataFolder, ownName))]);
  const isOld = async (path: string) => {
    const { mtimeMs } = await lstat(path).catch(() => ({ mtimeMs: Date.now() }));
    return Date.now() - mtimeMs > MIN_STALE_AGE_MS;
  };
  for (const name of await readdir(dataFolder)) {
    const path = join(dataFolder, name);
    const isStale = OWN_NAME.test(name.replace(/\.link$/, "")) && !alive.has(name);
    if (isStale && (await isOld(path))) await rm(path, { force: true });
  }
}
