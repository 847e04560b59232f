/** An interval of an estimate, with what all of them have in common. */

/** The 97.5 % quantile of the normal distribution, for intervals of 95 %. */
export const Z_95 = 1.959964;

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export function createInterval(middle: number, halfWidth: number): Interval {
  return { lower: middle - halfWidth, upper: middle + halfWidth };
}

export function includesZero({ lower, upper }: Interval): boolean {
  return lower <= 0 && upper >= 0;
}
