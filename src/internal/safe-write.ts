/** Writes to stdout and stderr so that a failed write of this library does not end the host. Errors of the host's writes are not hidden. */

type OutputStream = NodeJS.WritableStream;

/** The errors of this library's own writes. A stream emits such an error after it has called back with it. */
const ownErrors = new WeakSet<object>();

/** The number of this library's writes that may still emit an error, and the listener for it. */
interface Guard {
  pendingWrites: number;
  readonly listener: (error: Error) => void;
}

const guards = new WeakMap<OutputStream, Guard>();

/**
 * Writes a text. A reader that has closed its pipe, a full disk and a terminal that is gone are no reason to end the host, so
 * the error is not thrown, and the stream's event for it is taken. Never throws.
 *
 * @param getStream returns the stream. Node creates `process.stdout` when it is first read, which may fail, too.
 * @param onFailure called with the error, in this turn of the event loop unless the stream is slow
 */
export function writeSafely(
  getStream: () => OutputStream,
  text: string,
  onFailure: (error: unknown) => void = () => {},
): void {
  let release = () => {};
  try {
    const stream = getStream();
    release = guardStream(stream);
    stream.write(text, (error) => {
      if (!error) return release();
      ownErrors.add(error);
      onFailure(error);
      setImmediate(release); // the stream emits the error a few ticks after it has called back
    });
  } catch (error) {
    release();
    onFailure(error);
  }
}

/**
 * Listens to the errors of a stream until the returned function is called. A `write` that a test has replaced may never call
 * back. The listener then remains, which changes nothing for the host, because it throws the errors of other writes.
 */
function guardStream(stream: OutputStream): () => void {
  const guard = guards.get(stream) ?? createGuard(stream);
  guards.set(stream, guard);
  if (guard.pendingWrites++ === 0) stream.on("error", guard.listener);
  let isReleased = false;
  return () => {
    if (isReleased) return;
    isReleased = true;
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
