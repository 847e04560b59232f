/** Waits for a promise, but no longer than a caller wants. */

/** A longer timer would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * What a promise gives, or undefined after so long. The timer is not unref'd: it is what holds a process that waits,
 * and it ends.
 */
export async function waitWithTimeout<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.min(Math.max(0, milliseconds), MAX_TIMER_MS), undefined);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
