/** How long to wait before a batch is tried again. */

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30_000;
/** No server is waited for longer; a timer past 2^31 ms would fire at once. */
const MAX_RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Exponential with jitter: by a factor of 2 it is 0.5–1 s, 1–2 s, 2–4 s … to 15–30 s, so that many processes cut off together do not come back
 * together. A server's `Retry-After` is kept to the millisecond, up to a day.
 */
export function calculateBackoffMs(
  attempt: number,
  factor: number,
  random: number,
  retryAfterMs = 0,
): number {
  const ceiling = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * factor ** attempt);
  return Math.max(Math.min(retryAfterMs, MAX_RETRY_AFTER_MS), ceiling / 2 + (ceiling / 2) * random);
}
