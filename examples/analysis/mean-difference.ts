/** Compares the means of two groups. */

/** The difference of two means, with its 95 % confidence interval. */
export interface MeanDifference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Whether the interval excludes 0. Without a real difference, that happens in 5 % of all comparisons. */
  readonly isSignificant: boolean;
}

/** The quantile 0.975 of the normal distribution. From 100 values in each group, that of Student's t differs by 1 %. */
const Z_95 = 1.959964;

/**
 * Returns by how much the mean of `test` is above that of `control`. The variances may differ, as in Welch's t-test. The
 * values must be independent: one for each installation, and not one for each session or event.
 * @param control at least two values, as `test`
 */
export function compareMeans(control: readonly number[], test: readonly number[]): MeanDifference {
  const [before, after] = [describe(control), describe(test)];
  const difference = after.mean - before.mean;
  const margin = Z_95 * Math.sqrt(before.meanVariance + after.meanVariance);
  const [low, high] = [difference - margin, difference + margin];
  return { difference, low, high, isSignificant: low > 0 || high < 0 };
}

function describe(values: readonly number[]): { readonly mean: number; readonly meanVariance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, meanVariance: squares / (values.length - 1) / values.length };
}
