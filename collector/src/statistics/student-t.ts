/**
 * The tail and the quantile of Student's t distribution. They are written here because no small package is exact enough:
 * jstat 1.9.6 has eight digits at 4,105 degrees of freedom, and simple-statistics 7.12 has neither function.
 */
import { computeIncompleteBeta } from "./incomplete-beta.js";
import { computeLogBeta } from "./log-gamma.js";
import { findNormalUpperQuantile } from "./normal-distribution.js";
import { findUpperQuantile } from "./upper-quantile.js";

/** Returns the probability of a value above `t`. The degrees of freedom may be a fraction. */
export function computeStudentTail(t: number, degreesOfFreedom: number): number {
  const scaled = (t * t) / degreesOfFreedom;
  const x = 1 / (1 + scaled);
  const tail = computeIncompleteBeta(degreesOfFreedom / 2, 0.5, x, scaled * x) / 2;
  return t < 0 ? 1 - tail : tail;
}

/**
 * Returns the t above which the probability is `probability`, which lies between 0 and 1.
 * @example
 * findStudentUpperQuantile(0.025, 10); // 2.228138851986274
 */
export function findStudentUpperQuantile(probability: number, degreesOfFreedom: number): number {
  if (probability > 0.5) return -findStudentUpperQuantile(1 - probability, degreesOfFreedom);
  const logScale = computeLogBeta(degreesOfFreedom / 2, 0.5) + Math.log(degreesOfFreedom) / 2;
  // The quantile of the normal distribution is always the smaller one, so it is a valid start.
  return findUpperQuantile(probability, findNormalUpperQuantile(probability), {
    tail: (t) => computeStudentTail(t, degreesOfFreedom),
    density: (t) =>
      Math.exp((-(degreesOfFreedom + 1) / 2) * Math.log1p((t * t) / degreesOfFreedom) - logScale),
  });
}
