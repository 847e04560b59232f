/**
 * An interval and a p value that are valid at every look, however often somebody looks and whenever the experiment stops. They
 * are the asymptotic confidence sequence with a normal mixture of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform
 * central limit theory and asymptotic confidence sequences" (Annals of Statistics 52, 2024, https://arxiv.org/abs/2103.06476).
 * PostHog's default analysis does not have them. Its option for sequential tests is the same construction.
 */
import type { RelativeDifference } from "./delta-method.js";
import { createInterval, type Interval } from "./interval.js";

export interface SequentialTest {
  readonly interval: Interval;
  readonly pValue: number;
}

/**
 * Returns the variance ρ² of the mixture for which the interval is narrowest at a number of installations. It has to be chosen
 * before the first look, because a choice after it would no longer be valid.
 */
export function chooseMixtureVariance(alpha: number, plannedInstallations: number): number {
  if (!(plannedInstallations > 0))
    throw new RangeError("the planned number of installations is not above zero");
  const logarithm = -2 * Math.log(alpha);
  return (logarithm + Math.log(logarithm + 1)) / plannedInstallations;
}

/**
 * Computes the interval of one look, and the always-valid p value: at most `alpha` of all experiments without a difference
 * have a look whose p value is below `alpha`.
 * @param installations the installations of both groups at this look
 * @param mixtureVariance the same at every look
 */
export function computeSequentialTest(
  difference: RelativeDifference,
  installations: number,
  mixtureVariance: number,
  alpha: number,
): SequentialTest {
  const { estimate, standardError } = difference;
  const information = installations * mixtureVariance;
  const criticalZ = Math.sqrt((1 + 1 / information) * Math.log((1 + information) / alpha ** 2));
  const z = estimate / standardError;
  // The mixture likelihood ratio e is a nonnegative martingale without a difference, so 1 / e is a p value (Ville, 1939).
  const logRatio = (z * z * information) / (2 * (1 + information)) - Math.log1p(information) / 2;
  return {
    interval: createInterval(estimate, criticalZ * standardError),
    pValue: Math.min(1, Math.exp(-logRatio)),
  };
}
