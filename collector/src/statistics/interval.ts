/** An interval of a relative difference. */

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
