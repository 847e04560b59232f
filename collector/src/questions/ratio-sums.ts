/** Writes the sums of a ratio in SQL, and computes the ratio and its 95 % interval from them. */
import { summarizeRatio } from "../statistics/group-statistics.js";
import { createInterval, Z_95 } from "../statistics/interval.js";

/**
 * Returns the columns of a SELECT that a column of the kind `ratio` is computed from. Both expressions must be numbers in every
 * row, and a row must be one independent unit, such as a weekly report.
 * @param name of the column
 */
export function selectRatio(name: string, numerator: string, denominator: string): string {
  return [
    `count(*) AS ${name}_units`,
    `sum(${numerator}) AS ${name}_numerator`,
    `sum(${numerator} * ${numerator}) AS ${name}_numerator_squares`,
    `sum(${denominator}) AS ${name}_denominator`,
    `sum(${denominator} * ${denominator}) AS ${name}_denominator_squares`,
    `sum(${numerator} * ${denominator}) AS ${name}_products`,
  ].join(", ");
}

/** Returns the ratio and its bounds, or nulls if it is not known. @param read returns a column of the row */
export function computeRatio(
  name: string,
  read: (column: string) => unknown,
): { readonly ratio: number | null; readonly low: number | null; readonly high: number | null } {
  const get = (ending: string) => Number(read(`${name}_${ending}`) ?? 0);
  const summary = summarizeRatio({
    n: get("units"),
    numerator: { sum: get("numerator"), sumOfSquares: get("numerator_squares") },
    denominator: { sum: get("denominator"), sumOfSquares: get("denominator_squares") },
    sumOfProducts: get("products"),
  });
  if (summary === undefined) return { ratio: null, low: null, high: null };
  const { n, estimate, variance } = summary;
  if (n < 2) return { ratio: estimate, low: null, high: null };
  const { lower, upper } = createInterval(estimate, Z_95 * Math.sqrt(variance / n));
  return { ratio: estimate, low: lower, high: upper };
}
