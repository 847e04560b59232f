/** Decides which HTTP responses are retried, and how long to wait before the next attempt. */
import type { SendOutcome } from "./transport.js";

/**
 * The longest wait before a server gets another request. It limits `Retry-After` and the circuit breaker's cool-down. A
 * timer of more than 2^31 ms would fire at once.
 */
export const MAX_WAIT_MS = 60 * 60 * 1000;

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30_000;

/** Request timeout, misdirected request, too early, too many requests. All other 4xx would fail again. */
const RETRYABLE_CLIENT_ERRORS = new Set([408, 421, 425, 429]);

/** Returns the outcome of a batch for the status of the HTTP response. */
export function toSendOutcome(status: number, retryAfter: string | null, now: number): SendOutcome {
  if (status >= 200 && status < 300) return { kind: "delivered" };
  if (status === 413) return { kind: "too_large" };
  const reason = `http_${status}`;
  const isFinal = status >= 400 && status < 500 && !RETRYABLE_CLIENT_ERRORS.has(status);
  if (isFinal) return { kind: "rejected", reason };
  // A redirect is not followed. It usually comes from a captive portal, so a later attempt may succeed.
  return { kind: "retry", reason, retryAfterMs: parseRetryAfterMs(retryAfter, now) };
}

/**
 * Returns a `Retry-After` header in milliseconds, at most `MAX_WAIT_MS`. The header has seconds or an HTTP date (RFC
 * 9110, 10.2.3). Returns undefined for anything else.
 */
export function parseRetryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Math.min(Number(header) * 1000, MAX_WAIT_MS);
  // Date.parse alone reads "-1" as the year 2001.
  const date = /^\s*[A-Z][a-z]{2,8},? .+ GMT\s*$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), MAX_WAIT_MS);
}

/**
 * Returns how long to wait after a failed attempt, at least the server's `Retry-After`. The wait grows exponentially: with
 * a factor of 2 it is 0.5–1 s, 1–2 s, 2–4 s … 15–30 s. It is random, so that processes that failed at the same time do not
 * retry at the same time.
 * @param attempt 0 after the first attempt
 * @param random 0 to 1
 */
export function calculateBackoffMs(
  attempt: number,
  factor: number,
  random: number,
  retryAfterMs = 0,
): number {
  const ceilingMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * factor ** attempt);
  return Math.max(retryAfterMs, ceilingMs / 2 + (ceilingMs / 2) * random);
}
