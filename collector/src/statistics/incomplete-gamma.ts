/** The regularised upper incomplete gamma function (DLMF 8.2, https://dlmf.nist.gov/8.2). */
import { evaluateContinuedFraction } from "./continued-fraction.js";
import { computeLogGamma } from "./log-gamma.js";

/** Returns Q(a, x) for a > 0 and x ≥ 0. */
export function computeUpperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const scale = Math.exp(a * Math.log(x) - x - computeLogGamma(a));
  // Each of the two forms converges fast on its side of this point.
  if (x < a + 1) return 1 - scale * sumSeries(a, x);
  const fraction = evaluateContinuedFraction(x + 1 - a, (index) => ({
    numerator: -index * (index - a),
    denominator: x + 2 * index + 1 - a,
  }));
  return scale / fraction;
}

/** DLMF 8.7.1: the sum of x^k / (a (a + 1) … (a + k)). */
function sumSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * Number.EPSILON; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}
