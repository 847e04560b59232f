/** Lets one process use a data folder, and gives other commands a way to it: a socket in the folder. */
import { lstat, mkdir, rename, rm, unlink } from "node:fs/promises";
import { createConnection, type Server } from "node:net";
import { isAbsolute, join, relative } from "node:path";

const SOCKET_FILE = "serve.sock";
/** Linux has 108 bytes for the address of a socket, and macOS 104, with a zero at the end (unix(7)). */
const MAX_SOCKET_PATH = 103;

/** Thrown if another process uses the folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
}

/**
 * Returns the address of the socket: the shorter one of its path from the root and from the working directory.
 * @throws Error if both are too long
 */
export function getSocketPath(dataFolder: string): string {
  const path = join(dataFolder, SOCKET_FILE);
  const fromHere = relative(process.cwd(), path);
  const shorter = isAbsolute(fromHere) || fromHere.length >= path.length ? path : fromHere;
  if (Buffer.byteLength(shorter) > MAX_SOCKET_PATH)
    throw new Error(`the path of --data is too long for a socket in it: ${shorter}`);
  return shorter;
}

/**
 * Makes a server listen on the socket of the folder. A socket that a killed process left is taken over.
 * @throws FolderInUseError if another process listens on it
 */
export async function lockFolder(dataFolder: string, server: Server): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const path = getSocketPath(dataFolder);
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await tryListen(server, path)) return;
    if (await isListening(path)) break;
    await removeStale(path);
  }
  throw new FolderInUseError(`another collector uses ${dataFolder}.`);
}

/** Listening creates the file, which fails if it exists, so only one of two processes succeeds. */
function tryListen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    };
    server.once("error", onError);
    server.listen(path, () => {
      server.off("error", onError);
      resolve(true);
    });
  });
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/**
 * Moves the socket away before it is deleted, so that of two processes only one does it, and looks again whether somebody
 * listens on it: another process may have replaced it in the meantime.
 */
async function removeStale(path: string): Promise<void> {
  const moved = `${path}.${process.pid}`;
  try {
    if (!(await lstat(path)).isSocket()) throw new Error(`${path} is not a socket.`);
    await rename(path, moved);
    if (await isListening(moved)) await rename(moved, path);
    else await unlink(moved);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  } finally {
    await rm(moved, { force: true });
  }
}
