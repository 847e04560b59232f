/** Formats relative differences for people. */
import type { Interval } from "../statistics/interval.js";

/**
 * @example
 * formatDifference(-0.021); // "−2.1 %"
 */
export function formatDifference(share: number): string {
  const percent = Math.abs(share * 100);
  return `${share < 0 ? "−" : "+"}${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

/** @example formatDifferences({ lower: -0.021, upper: 0.03 }); // "−2.1 % to +3.0 %" */
export function formatDifferences({ lower, upper }: Interval): string {
  return `${formatDifference(lower)} to ${formatDifference(upper)}`;
}
