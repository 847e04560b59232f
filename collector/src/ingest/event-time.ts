/** Checks when an event happened against the days that its project keeps. */
import type { OnDrop } from "./drop-reason.js";

const DAY_MS = 24 * 3600 * 1000;
/** Clocks of machines are wrong by minutes or, with a wrong time zone, by hours. */
const MAX_AHEAD_MS = DAY_MS;

export interface TimeLimits {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly retentionDays: number;
}

/**
 * Returns the time as ISO 8601 in UTC with milliseconds, or undefined if it is not plausible. An event without a time, or
 * with one that cannot be read, has the time of its arrival, as in PostHog.
 */
export function checkEventTime(
  timestamp: string | undefined,
  limits: TimeLimits,
  onDrop: OnDrop,
): string | undefined {
  const parsed = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  const time = Number.isNaN(parsed) ? limits.now : parsed;
  return isTimeKept(time, limits, onDrop) ? new Date(time).toISOString() : undefined;
}

/** @param time milliseconds since the epoch */
export function isTimeKept(time: number, { now, retentionDays }: TimeLimits, onDrop: OnDrop): boolean {
  if (time > now + MAX_AHEAD_MS) onDrop("from_the_future");
  else if (time < now - retentionDays * DAY_MS) onDrop("expired");
  else return true;
  return false;
}
