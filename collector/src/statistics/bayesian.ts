/**
 * The Bayesian comparison of PostHog's default engine: a flat Gaussian prior on the relative difference, so that the posterior
 * is the normal distribution around the estimate.
 */
import type { RelativeDifference } from "./delta-method.js";
import type { ProportionStatistics } from "./group-statistics.js";
import { createInterval, type Interval } from "./interval.js";
import { computeNormalTail, findNormalUpperQuantile } from "./normal-distribution.js";

/** A metric whose goal is `decrease` wins with a lower value. */
export type Goal = "increase" | "decrease";

export interface BayesianComparison {
  /** The probability that the treatment is the better one by the metric's goal. */
  readonly chanceToWin: number;
  readonly credibleInterval: Interval;
}

/** The minimum of PostHog's engine. Below it the normal distribution is a poor approximation of a proportion. */
export const MIN_SUCCESSES_AND_FAILURES = 5;

/**
 * Returns what the data say about the treatment if every difference was equally likely before.
 * @param alpha 0.05 for an interval of 95 %
 */
export function computeBayesianComparison(
  difference: RelativeDifference,
  goal: Goal,
  alpha: number,
): BayesianComparison {
  const { estimate, standardError } = difference;
  const z = estimate / standardError;
  return {
    chanceToWin: computeNormalTail(goal === "increase" ? -z : z),
    credibleInterval: createInterval(estimate, findNormalUpperQuantile(alpha / 2) * standardError),
  };
}

/** Tells whether a proportion has the minimum of successes and failures. */
export function hasEnoughOutcomes({ n, successes }: ProportionStatistics): boolean {
  return successes >= MIN_SUCCESSES_AND_FAILURES && n - successes >= MIN_SUCCESSES_AND_FAILURES;
}
