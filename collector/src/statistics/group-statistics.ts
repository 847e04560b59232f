/** The sums that describe the outcomes of one group, and the estimate and variance that follow from them. */

/** Sums of one value per installation. */
export interface MeanStatistics {
  /** The number of installations. */
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** Installations that succeeded or did not. */
export interface ProportionStatistics {
  readonly n: number;
  readonly successes: number;
}

/** Sums of two values per installation, such as accepted results and searches. */
export interface RatioStatistics {
  readonly n: number;
  readonly numerator: { readonly sum: number; readonly sumOfSquares: number };
  readonly denominator: { readonly sum: number; readonly sumOfSquares: number };
  /** The sum over the installations of numerator × denominator. */
  readonly sumOfProducts: number;
}

/** One group, whatever the kind of its metric. */
export interface GroupSummary {
  readonly n: number;
  /** The mean, the proportion or the ratio of the sums. */
  readonly estimate: number;
  /** The variance of one installation: the standard error of the estimate is √(variance / n). */
  readonly variance: number;
}

/**
 * Summarizes a mean. Undefined without installations.
 * @throws RangeError if no values can have these sums
 * @example
 * summarizeMean({ n: 5, sum: 15, sumOfSquares: 55 }); // { n: 5, estimate: 3, variance: 2.5 }
 */
export function summarizeMean({ n, sum, sumOfSquares }: MeanStatistics): GroupSummary | undefined {
  checkCount(n);
  if (n === 0) return undefined;
  return { n, estimate: sum / n, variance: computeVariance(n, sumOfSquares - (sum * sum) / n, sumOfSquares) };
}

/**
 * Summarizes a proportion. Undefined without installations. The variance is p (1 − p), as PostHog has it.
 * @throws RangeError if there are more successes than installations
 */
export function summarizeProportion({ n, successes }: ProportionStatistics): GroupSummary | undefined {
  checkCount(n);
  checkCount(successes);
  if (successes > n) throw new RangeError("there are more successes than installations");
  if (n === 0) return undefined;
  const estimate = successes / n;
  return { n, estimate, variance: estimate * (1 - estimate) };
}

/**
 * Summarizes a ratio of sums, whose numerator m and denominator d vary together. The variance is that of m − ratio × d over the
 * squared mean of d, which is the delta method (Deng, Knoblich and Lu, KDD 2018, https://arxiv.org/abs/1803.06336). Undefined
 * without installations, and if the denominator is zero.
 * @throws RangeError if no values can have these sums
 */
export function summarizeRatio(statistics: RatioStatistics): GroupSummary | undefined {
  const { n, numerator, denominator, sumOfProducts } = statistics;
  checkCount(n);
  if (n === 0 || denominator.sum === 0) return undefined;
  const estimate = numerator.sum / denominator.sum;
  const size = numerator.sumOfSquares + estimate * estimate * denominator.sumOfSquares;
  const squares = size - 2 * estimate * sumOfProducts;
  return { n, estimate, variance: computeVariance(n, squares, size) / (denominator.sum / n) ** 2 };
}

/** Smaller squares lose digits, because doubles end at 5e-324. */
const SMALLEST_SQUARE = 1e-300;

/**
 * Returns the variance of n values from the sum of their squared distances from their mean.
 * @param size of the sums that were subtracted from each other. Each errs by up to n ε of it, so anything smaller is rounding.
 */
function computeVariance(n: number, squares: number, size: number): number {
  const rounding = 4 * n * (Number.EPSILON * size + SMALLEST_SQUARE);
  if (!Number.isFinite(squares) || squares < -rounding) throw new RangeError("no values can have these sums");
  return n === 1 || squares <= rounding ? 0 : squares / (n - 1);
}

function checkCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError(`${count} is not a number of installations`);
}
