/**
 * Welch's two-sided t-test of a relative difference, at one time that is fixed beforehand. PostHog computes it in the same way:
 * the delta method for the standard error, and the degrees of freedom of Welch and Satterthwaite from the absolute variances.
 */
import { computeRelativeDifference, type RelativeDifference } from "./delta-method.js";
import type { GroupSummary } from "./group-statistics.js";
import { createInterval, type Interval } from "./interval.js";
import { computeStudentTail, findStudentUpperQuantile } from "./student-t.js";

/** The minimum of PostHog's test. */
export const MIN_GROUP_SIZE = 5;

export interface WelchTest {
  readonly difference: RelativeDifference;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly interval: Interval;
}

/**
 * Tests whether the treatment differs from the control.
 * @param alpha the share of false alarms, 0.05 for an interval of 95 %
 * @returns undefined if a group has fewer than five installations, if the control's estimate is zero, or if no value varies
 * @example
 * const treatment = summarizeMean({ n: 2461, sum: 1922.7, sumOfSquares: 94698.29 });
 * const control = summarizeMean({ n: 2507, sum: 1196.87, sumOfSquares: 37377.9767 });
 * if (treatment && control) computeWelchTest(treatment, control, 0.05)?.pValue; // 0.0849
 */
export function computeWelchTest(
  treatment: GroupSummary,
  control: GroupSummary,
  alpha: number,
): WelchTest | undefined {
  if (Math.min(treatment.n, control.n) < MIN_GROUP_SIZE) return undefined;
  const difference = computeRelativeDifference(treatment, control);
  if (difference === undefined) return undefined;
  const degreesOfFreedom = computeDegreesOfFreedom(treatment, control);
  const t = Math.abs(difference.estimate) / difference.standardError;
  const criticalT = findStudentUpperQuantile(alpha / 2, degreesOfFreedom);
  return {
    difference,
    degreesOfFreedom,
    pValue: 2 * computeStudentTail(t, degreesOfFreedom),
    interval: createInterval(difference.estimate, criticalT * difference.standardError),
  };
}

/** Welch, "The generalization of Student's problem", Biometrika 34 (1947). */
function computeDegreesOfFreedom(treatment: GroupSummary, control: GroupSummary): number {
  const a = treatment.variance / treatment.n;
  const b = control.variance / control.n;
  return (a + b) ** 2 / (a ** 2 / (treatment.n - 1) + b ** 2 / (control.n - 1));
}
