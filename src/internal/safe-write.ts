/** Writes to stdout and stderr so that a failed write of this library does not end the host. Errors of the host's writes are not hidden. */
import { fstatSync, writeSync } from "node:fs";
import { getErrorCode } from "./errors.js";

type OutputStream = NodeJS.WriteStream;

const DESCRIPTORS = { stdout: 1, stderr: 2 } as const;

/**
 * Writes a text. A reader that has closed its pipe, a full disk and a terminal that is gone are no reason to end the host, so
 * the error is neither thrown nor emitted. Never throws.
 *
 * @param onFailure called with the error, in this turn of the event loop unless the stream is slow
 */
export function writeSafely(
  target: keyof typeof DESCRIPTORS,
  text: string,
  onFailure: (error: unknown) => void = () => {},
): void {
  try {
    const stream = process[target]; // Node creates the stream when it is first read, which may fail, too
    const rest = canWriteDirectly(stream) ? writeDirectly(DESCRIPTORS[target], Buffer.from(text)) : text;
    if (rest.length > 0) writeGuarded(stream, rest, onFailure);
  } catch (error) {
    onFailure(error);
  }
}

/**
 * Returns whether a text may be written past the stream, to its file descriptor. The error is then of this library alone. A
 * stream emits only one of several errors in a turn, so an error of this library could hide one of the host. Windows consoles
 * need the stream for their encoding. A host may have replaced `write`, and what it has written before has to come first. The
 * stream of a worker thread has no descriptor of its own, and its errors would end the main thread.
 */
function canWriteDirectly(stream: OutputStream): boolean {
  const isUnchanged = !Object.hasOwn(stream, "write") && stream.writable && stream.writableLength === 0;
  if (process.platform === "win32" || !isUnchanged) return false;
  // Loaded here, because most processes print nothing.
  const { isMainThread } = process.getBuiltinModule("node:worker_threads");
  return !isMainThread || Object.hasOwn(stream, "fd");
}

/** Returns the bytes for which a pipe has no space now. @throws the system's error */
function writeDirectly(fd: number, bytes: Buffer): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
  } catch (error) {
    if (getErrorCode(error) !== "EAGAIN") throw error;
  }
  return rest;
}

/** The errors of this library's own writes. A stream emits such an error after it has called back with it. */
const ownErrors = new WeakSet<object>();

function writeGuarded(
  stream: OutputStream,
  text: string | Buffer,
  onFailure: (error: unknown) => void,
): void {
  const release = guardStream(stream);
  try {
    stream.write(text, (error) => {
      if (!error) return release();
      ownErrors.add(error);
      onFailure(error);
      setImmediate(release); // the stream emits the error a few ticks after it has called back
    });
  } catch (error) {
    release();
    throw error;
  }
}

/** The number of writes that may still emit an error, and the listener for it. */
interface Guard {
  pendingWrites: number;
  readonly listener: (error: Error) => void;
}

const guards = new WeakMap<OutputStream, Guard>();

/**
 * Listens to the errors of a stream until the returned function is called. A `write` that a test has replaced may never call
 * back. The listener then remains, which changes nothing for the host, because it throws the errors of other writes.
 */
function guardStream(stream: OutputStream): () => void {
  const guard = guards.get(stream) ?? createGuard(stream);
  guards.set(stream, guard);
  if (guard.pendingWrites++ === 0) stream.on("error", guard.listener);
  return () => {
    if (--guard.pendingWrites === 0) stream.removeListener("error", guard.listener);
  };
}

function createGuard(stream: OutputStream): Guard {
  const listener = (error: Error) => {
    const isHandledByHost = stream.listenerCount("error") > 1;
    if (!ownErrors.has(error) && !isHandledByHost) throw error; // as Node does without a listener
  };
  return { pendingWrites: 0, listener };
}

/**
 * Returns whether a person sees the output. A file and a pipe are no character device, and then the stream, which takes
 * milliseconds to load, is not needed.
 */
export function isTerminal(target: keyof typeof DESCRIPTORS): boolean {
  try {
    return fstatSync(DESCRIPTORS[target]).isCharacterDevice() && process[target].isTTY === true;
  } catch {
    return false; // the descriptor is closed
  }
}
