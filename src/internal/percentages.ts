/** Checks percentages that an author wrote. */

/** Sums of decimal numbers, such as 33.3 + 33.3 + 33.4, are not exact. */
const SUM_TOLERANCE = 1e-9;

/** Returns whether a sum of percentages is 100, up to rounding. */
export function isHundredPercent(sum: number): boolean {
  return Math.abs(sum - 100) <= SUM_TOLERANCE;
}
