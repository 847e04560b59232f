/** Formats relative differences for people. */

/**
 * @example
 * formatDifference(-0.021); // "−2.1 %"
 */
export function formatDifference(share: number): string {
  const percent = Math.abs(share * 100);
  return `${share < 0 ? "−" : "+"}${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}
