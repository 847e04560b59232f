/** The tail and the quantile of the standard normal distribution. */
import { computeUpperIncompleteGamma } from "./incomplete-gamma.js";
import { findUpperQuantile } from "./upper-quantile.js";

/** Returns the probability of a value above `z`: erfc(z / √2) / 2, where erfc(x) = Q(1/2, x²) (DLMF 7.11.2). */
export function computeNormalTail(z: number): number {
  const tail = computeUpperIncompleteGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? 1 - tail : tail;
}

/**
 * Returns the z above which the probability is `probability`, which lies between 0 and 1.
 * @example
 * findNormalUpperQuantile(0.025); // 1.959963984540054
 */
export function findNormalUpperQuantile(probability: number): number {
  if (probability > 0.5) return -findNormalUpperQuantile(1 - probability);
  return findUpperQuantile(probability, 0, { tail: computeNormalTail, density: computeNormalDensity });
}

function computeNormalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
