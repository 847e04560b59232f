/** How long to wait before a batch is tried again. */

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;
/** No server is waited for longer; a timer past 2^31 ms would fire at once. */
const LONGEST_PATIENCE_MS = 24 * 60 * 60 * 1000;

/**
 * Exponential with jitter: by a factor of 2 it is 0.5–1 s, 1–2 s, 2–4 s … to 15–30 s, so that many processes cut off together do not come back
 * together. A server's `Retry-After` is kept to the millisecond, up to a day.
 */
export function backoffMs(attempt: number, factor: number, random: number, afterMs = 0): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * factor ** attempt);
  return Math.max(Math.min(afterMs, LONGEST_PATIENCE_MS), ceiling / 2 + (ceiling / 2) * random);
}
