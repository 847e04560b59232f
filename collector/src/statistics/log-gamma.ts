/** The logarithms of the gamma and beta functions, by Stirling's series (DLMF 5.11.1, https://dlmf.nist.gov/5.11). */

/** The series is exact to the last digit of a double from here on. */
const SERIES_START = 10;
const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

/** Returns ln Γ(x) for x > 0. Smaller values are raised to the range of the series with Γ(x + 1) = x Γ(x). */
export function computeLogGamma(x: number): number {
  let raised = x;
  let factor = 1;
  while (raised < SERIES_START) factor *= raised++;
  return (raised - 0.5) * Math.log(raised) - raised + HALF_LOG_TWO_PI + sumSeries(raised) - Math.log(factor);
}

/** Returns ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b). */
export function computeLogBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < SERIES_START) return computeLogGamma(a) + computeLogGamma(b) - computeLogGamma(a + b);
  // ln Γ(large + small) − ln Γ(large) without subtracting two large numbers, which would cost digits.
  const rise =
    (large - 0.5) * Math.log1p(small / large) +
    small * Math.log(large + small) -
    small +
    sumSeries(large + small) -
    sumSeries(large);
  return computeLogGamma(small) - rise;
}

/** The terms B(2k) / (2k (2k − 1) x^(2k − 1)) of the series, with the Bernoulli numbers B. */
function sumSeries(x: number): number {
  const w = 1 / (x * x);
  return (
    (1 / 12 -
      w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w / 156)))))) /
    x
  );
}
