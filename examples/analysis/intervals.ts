/** Computes means, shares and differences with their 95 % confidence intervals. */

/** A number with its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The number of independent values it is computed from. Of a difference: the smaller group. With fewer than 100 the interval is too narrow. */
  readonly n: number;
}

/** The quantile 0.975 of the normal distribution. With 100 values, that of Student's t is 1 % larger. */
const Z_95 = 1.959964;

/** Returns the mean of independent values. The interval is NaN with fewer than two. */
export function estimateMean(values: readonly number[]): Estimate {
  const { mean, meanVariance } = computeMoments(values);
  return createEstimate(mean, Math.sqrt(meanVariance), values.length);
}

/**
 * Returns by how much the mean of `test` is above that of `control`. The variances may differ, as in Welch's t-test. The
 * values must be independent: one for each installation, and not one for each session or event.
 */
export function estimateDifference(control: readonly number[], test: readonly number[]): Estimate {
  const controlMoments = computeMoments(control);
  const testMoments = computeMoments(test);
  const standardError = Math.sqrt(controlMoments.meanVariance + testMoments.meanVariance);
  return createEstimate(
    testMoments.mean - controlMoments.mean,
    standardError,
    Math.min(control.length, test.length),
  );
}

/** Returns a share, with Wilson's interval, which is right for few values and for shares near 0 and 1, too. */
export function estimateShare(count: number, n: number): Estimate {
  const share = count / n;
  const square = Z_95 ** 2 / n;
  const center = (share + square / 2) / (1 + square);
  const margin = (Math.sqrt((share * (1 - share) + square / 4) * square) || 0) / (1 + square);
  return { value: share, low: center - margin, high: center + margin, n };
}

/** Returns whether an interval excludes 0. Without a real difference, this happens in 5 % of all comparisons. */
export function isSignificant({ low, high }: Estimate): boolean {
  return low > 0 || high < 0;
}

/** Returns the middle value. NaN without values. */
export function getMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

function createEstimate(value: number, standardError: number, n: number): Estimate {
  const margin = Z_95 * standardError;
  return { value, low: value - margin, high: value + margin, n };
}

function computeMoments(values: readonly number[]): { readonly mean: number; readonly meanVariance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, meanVariance: squares / (values.length - 1) / values.length };
}
