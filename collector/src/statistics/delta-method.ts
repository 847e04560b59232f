/** The relative difference of two groups, and its standard error by the delta method. */
import type { GroupSummary } from "./group-statistics.js";

export interface RelativeDifference {
  /** 0.1 means that the treatment is 10 % above the control. */
  readonly estimate: number;
  readonly standardError: number;
}

/** An estimate this close to zero cannot be divided by. The bound is PostHog's. */
const MIN_ESTIMATE = 1e-10;

/**
 * Compares two groups of different installations. To first order, the variance of T / C is Var(T) / C² + T² Var(C) / C⁴ for
 * independent T and C (Deng, Knoblich and Lu, KDD 2018, https://arxiv.org/abs/1803.06336).
 * @returns undefined if the control's estimate is zero, or if no value varies
 */
export function computeRelativeDifference(
  treatment: GroupSummary,
  control: GroupSummary,
): RelativeDifference | undefined {
  if (Math.abs(control.estimate) < MIN_ESTIMATE) return undefined;
  const quotient = treatment.estimate / control.estimate;
  const variance = treatment.variance / treatment.n + (quotient * quotient * control.variance) / control.n;
  if (variance <= 0) return undefined;
  return {
    estimate: (treatment.estimate - control.estimate) / control.estimate,
    standardError: Math.sqrt(variance) / Math.abs(control.estimate),
  };
}
