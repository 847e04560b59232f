/** Waits for a promise for a limited time. */

/** The longest delay of a timer. Node fires a longer one at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Returns the promise's value, or undefined after `timeoutMs`. The timer keeps the process alive while a caller waits,
 * because sockets of this package do not.
 */
export async function waitWithTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.min(Math.max(0, timeoutMs), MAX_TIMER_MS), undefined);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
