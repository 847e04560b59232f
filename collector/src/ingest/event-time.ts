/** Checks when an event happened against the days that its project keeps. */
import type { OnDrop } from "./drop-reason.js";

const DAY_MS = 24 * 3600 * 1000;
/** Clocks of machines are wrong by minutes or, with a wrong time zone, by hours. */
const MAX_AHEAD_MS = DAY_MS;

const MIN_BELIEVED_TIME = Date.UTC(2020);
const MAX_BELIEVED_TIME = Date.UTC(2100);

/** A day that each month has: Date.parse makes the second of March of the thirtieth of February. */
const UTC_WITH_MS = /^\d{4}-\d\d-(?:[01]\d|2[0-8])T\d\d:\d\d:\d\d\.\d{3}Z$/;

export interface TimeLimits {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly retentionDays: number;
  /** Whether `now` may be wrong. The clocks of the clients are then believed. */
  readonly isClockDoubtful: boolean;
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
  if (!isTimeKept(time, limits, onDrop)) return undefined;
  // Formatting takes longer than all other checks, and most clients send this form.
  return timestamp !== undefined && UTC_WITH_MS.test(timestamp) ? timestamp : new Date(time).toISOString();
}

/** @param time milliseconds since the epoch */
export function isTimeKept(
  time: number,
  { now, retentionDays, isClockDoubtful }: TimeLimits,
  onDrop: OnDrop,
): boolean {
  if (isClockDoubtful && time >= MIN_BELIEVED_TIME && time < MAX_BELIEVED_TIME) return true;
  if (time > now + MAX_AHEAD_MS) onDrop("from_the_future");
  else if (time < now - retentionDays * DAY_MS) onDrop("expired");
  else return true;
  return false;
}
