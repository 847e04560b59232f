/** Compares draws with a distribution of integers. */

/** Values with fewer expected draws are counted together, because the statistic is not reliable for them. */
const MIN_EXPECTED = 10;
/** Of the standard normal distribution: a correct sampler exceeds it once in a million runs. */
const QUANTILE = 4.753;

/**
 * Returns the chi-square statistic of the draws over its critical value, so that more than 1 is a wrong distribution.
 * The critical value is Wilson and Hilferty's approximation (1931, "The Distribution of Chi-Square").
 * @param getProbability must be largest at 0 and fall to both sides
 */
export function compareWithDistribution(
  draws: readonly number[],
  getProbability: (value: number) => number,
): number {
  let edge = 0;
  while (draws.length * getProbability(edge + 2) >= MIN_EXPECTED) edge++;
  const counts = new Map<number, number>();
  for (const draw of draws) {
    const cell = Math.max(-edge - 1, Math.min(edge + 1, draw));
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const inner = Array.from({ length: 2 * edge + 1 }, (_, index) => index - edge);
  const outside = (1 - inner.reduce((sum, value) => sum + getProbability(value), 0)) / 2;
  let statistic = 0;
  for (let cell = -edge - 1; cell <= edge + 1; cell++) {
    const expected = draws.length * (Math.abs(cell) <= edge ? getProbability(cell) : outside);
    statistic += ((counts.get(cell) ?? 0) - expected) ** 2 / expected;
  }
  const freedom = 2 * edge + 2;
  const part = 2 / (9 * freedom);
  return statistic / (freedom * (1 - part + QUANTILE * Math.sqrt(part)) ** 3);
}
