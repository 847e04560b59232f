/** Waits for a limited time. */

/** The longest delay of a timer. Node fires a longer one at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Returns the promise's value, or undefined after `timeoutMs`. The timer keeps the process alive while a caller waits,
 * because sockets of this package do not.
 */
export async function waitWithTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    const end = () => setImmediate(resolve, undefined); // an answer that has arrived comes first
    timer = setTimeout(end, Math.min(Math.max(0, timeoutMs), MAX_TIMER_MS));
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** A timer that fires later than this shows that the process did not run. */
const MAX_DELAY_MS = 50;

/**
 * Calls back after `timeoutMs`, and keeps nothing alive. Time in which the process did not run is made up for once, up to
 * `timeoutMs`: after a pause of the process or of its event loop, Node runs the timers before it reads what has arrived.
 * @returns a function that cancels the call
 */
export function startTimeout(callback: () => void, timeoutMs: number): () => void {
  const dueAt = performance.now() + timeoutMs;
  let immediate: NodeJS.Immediate | undefined;
  const end = () => {
    immediate = setImmediate(callback);
  };
  let timer = setTimeout(() => {
    const delayMs = performance.now() - dueAt;
    if (delayMs > MAX_DELAY_MS) timer = setTimeout(end, Math.min(delayMs, timeoutMs)).unref();
    else end();
  }, timeoutMs).unref();
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}

/** Waits in this turn, where a caller needs a result before it goes on. */
export function sleepSync(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
