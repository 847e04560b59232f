/** The regularised incomplete beta function (DLMF 8.17, https://dlmf.nist.gov/8.17). */
import { evaluateContinuedFraction } from "./continued-fraction.js";
import { computeLogBeta } from "./log-gamma.js";

/**
 * Returns I_x(a, b).
 * @param y is 1 − x. The caller passes it, because computing it from an x near 1 would cost digits.
 */
export function computeIncompleteBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  // The fraction converges fast below this point. Above it the symmetric function is computed.
  if (x > (a + 1) / (a + b + 2)) return 1 - evaluateFraction(b, a, y, x);
  return evaluateFraction(a, b, x, y);
}

/** DLMF 8.17.22. */
function evaluateFraction(a: number, b: number, x: number, y: number): number {
  const fraction = evaluateContinuedFraction(1, (index) => {
    const m = Math.floor(index / 2);
    const position = a + index - 1;
    const numerator = index % 2 === 0 ? m * (b - m) * x : -(a + m) * (a + b + m) * x;
    return { numerator: numerator / (position * (position + 1)), denominator: 1 };
  });
  const logX = y < 0.5 ? Math.log1p(-y) : Math.log(x);
  const logY = x < 0.5 ? Math.log1p(-x) : Math.log(y);
  return Math.exp(a * logX + b * logY - computeLogBeta(a, b)) / (a * fraction);
}
