/** Reads a Date by the built-in methods, because a subclass may replace its own. */

/** Returns milliseconds since the epoch; NaN for an invalid date. */
export function readTime(date: Date): number {
  return Date.prototype.getTime.call(date);
}

/** @throws RangeError for an invalid date */
export function formatTime(date: Date): string {
  return Date.prototype.toISOString.call(date);
}
