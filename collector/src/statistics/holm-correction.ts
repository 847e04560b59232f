/**
 * Corrections for making several comparisons, across variants and metrics. PostHog has none. Holm's bounds the chance of one or
 * more false alarms at alpha, and finds more than Bonferroni's (Holm, Scandinavian Journal of Statistics 6, 1979).
 */

/**
 * Returns the p values adjusted by Holm's method, in the given order. A comparison is significant if its adjusted p value is
 * below alpha.
 * @example
 * adjustByHolm([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 */
export function adjustByHolm(pValues: readonly number[]): number[] {
  const ranked = pValues.map((pValue, index) => ({ pValue, index })).sort((a, b) => a.pValue - b.pValue);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, { pValue, index }] of ranked.entries()) {
    largest = Math.max(largest, Math.min(1, pValue * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}

/** Returns the alpha of each interval for which all of them hold together with probability 1 − alpha (Bonferroni). */
export function divideAlpha(alpha: number, comparisons: number): number {
  return alpha / comparisons;
}
