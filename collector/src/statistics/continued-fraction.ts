/** Evaluates continued fractions by the modified algorithm of Lentz (DLMF 3.10, https://dlmf.nist.gov/3.10#iii). */

export interface FractionTerm {
  readonly numerator: number;
  readonly denominator: number;
}

/** Takes the place of a partial value of zero, which could not be divided by. */
const TINY = 1e-300;
const MAX_TERMS = 100_000;

/**
 * Returns `first + n1 / (d1 + n2 / (d2 + …))`.
 * @throws RangeError if the fraction does not converge
 */
export function evaluateContinuedFraction(first: number, getTerm: (index: number) => FractionTerm): number {
  let value = first || TINY;
  let c = value;
  let d = 0;
  for (let index = 1; index <= MAX_TERMS; index++) {
    const { numerator, denominator } = getTerm(index);
    d = 1 / (denominator + numerator * d || TINY);
    c = denominator + numerator / c || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) return value;
  }
  throw new RangeError("a continued fraction did not converge");
}
