/** Computes between which bounds a share is, when its counts have noise or are withheld. */

/** A share from 0 to 1 is not below `low` and not above `high`. With noise, this holds with a probability of about 95 %. */
export interface ShareBounds {
  readonly low: number;
  readonly high: number;
}

const UNKNOWN: ShareBounds = { low: 0, high: 1 };

/** The margins of error are those of 95 %, squared, because the squares of independent margins add up. */
export interface NoisyRatio {
  readonly part: number;
  readonly whole: number;
  readonly squaredPartMargin: number;
  readonly squaredWholeMargin: number;
  /** That of the noise which both contain: the whole may be a sum that includes the values of the part. */
  readonly squaredMarginInBoth: number;
}

/**
 * Bounds the ratio of two noisy counts by Fieller's theorem (Fieller 1954, "Some Problems in Interval Estimation"): all ratios r
 * for which `part - r · whole` is no larger than its own margin of error. A division by a small noisy whole can then yield any
 * share, and the bounds are 0 and 1.
 */
export function boundRatio(ratio: NoisyRatio): ShareBounds {
  const { part, whole, squaredPartMargin, squaredWholeMargin, squaredMarginInBoth } = ratio;
  const a = whole ** 2 - squaredWholeMargin;
  if (whole <= 0 || a <= 0) return UNKNOWN;
  const b = part * whole - squaredMarginInBoth;
  const c = part ** 2 - squaredPartMargin;
  const root = Math.sqrt(Math.max(0, b ** 2 - a * c)); // negative only by rounding
  return { low: clipShare((b - root) / a), high: clipShare((b + root) / a) };
}

/** The counts of a published distribution, in the order of its cells. */
export interface CellCounts {
  /** Null if it is withheld. */
  readonly values: readonly (number | null)[];
  /** The noise of one value is within this margin with a probability of 95 %. */
  readonly marginOfError: number;
  /** The most that all withheld values can be together. Undefined if nobody knows. */
  readonly maxWithheld: number | undefined;
}

/**
 * Bounds the share of the reports in the first cells. The noise of a sum of n independent values is taken as the square root of n
 * times that of one. For Laplace noise this margin has at least 95 %. Negative noisy values are published as 0, which adds a
 * little: where most cells are empty, the bounds have about 94 %.
 */
export function boundShareOfFirstCells(
  cellCount: number,
  { values, marginOfError, maxWithheld }: CellCounts,
): ShareBounds {
  const first = values.slice(0, cellCount);
  const others = values.slice(cellCount);
  const [below, above] = [sumKnown(first), sumKnown(others)];
  const squaredMargin = marginOfError ** 2;
  const bound = (withheldBelow: number, withheldAbove: number) =>
    boundRatio({
      part: below + withheldBelow,
      whole: below + withheldBelow + above + withheldAbove,
      squaredPartMargin: first.length * squaredMargin,
      squaredWholeMargin: values.length * squaredMargin,
      squaredMarginInBoth: first.length * squaredMargin,
    });
  const isUnknown = maxWithheld === undefined;
  const [isBelowWithheld, isAboveWithheld] = [first.includes(null), others.includes(null)];
  const max = maxWithheld ?? 0;
  return {
    low: isAboveWithheld && isUnknown ? 0 : bound(0, isAboveWithheld ? max : 0).low,
    high: isBelowWithheld && isUnknown ? 1 : bound(isBelowWithheld ? max : 0, 0).high,
  };
}

export function sumKnown(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

function clipShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}
