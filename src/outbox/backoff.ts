/** How long to wait before a batch is tried again. */

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/**
 * Exponential with jitter: 0.5–1 s, 1–2 s, 2–4 s … to 15–30 s, so that many processes cut off together do not come back
 * together. A server's `Retry-After` is kept, to the millisecond and beyond the longest.
 */
export function backoffMs(attempt: number, random: number, afterMs = 0): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return Math.max(afterMs, ceiling / 2 + (ceiling / 2) * random);
}
