/** Tests one variant of one metric against the control, or says what is missing for it. */
import { type Goal, hasEnoughOutcomes, MIN_SUCCESSES_AND_FAILURES } from "../statistics/bayesian.js";
import {
  type GroupSummary,
  summarizeMean,
  summarizeProportion,
  summarizeRatio,
} from "../statistics/group-statistics.js";
import { computeWelchTest, MIN_GROUP_SIZE, type WelchTest } from "../statistics/welch-test.js";
import type { Metric } from "./experiment.js";
import { describeMissingData } from "./verdict-minimum.js";

export interface VariantTest {
  readonly welch: WelchTest;
  /** The installations of the variant and the control. */
  readonly installations: number;
  readonly goal: Goal;
  /** A sentence that says what a verdict waits for. Undefined if there is enough data. */
  readonly missing: string | undefined;
}

/** Returns the test, or a sentence that says what is missing. */
export function testVariant(
  metric: Metric,
  name: string,
  controlName: string,
  alpha: number,
): VariantTest | string {
  const treatment = summarizeGroup(metric, name);
  const control = summarizeGroup(metric, controlName);
  if (!treatment || !control || Math.min(treatment.n, control.n) < MIN_GROUP_SIZE) {
    return `Both groups need at least ${MIN_GROUP_SIZE} installations with an outcome.`;
  }
  if (metric.kind === "proportion" && ![name, controlName].every((group) => isNearlyNormal(metric, group))) {
    return `Both groups need at least ${MIN_SUCCESSES_AND_FAILURES} successes and ${MIN_SUCCESSES_AND_FAILURES} failures.`;
  }
  // PostHog's Bayesian engine asks for the same. Below zero, "10 % above" would mean a lower value.
  if (control.estimate <= 0) return "A relative difference needs a control whose value is above zero.";
  const welch = computeWelchTest(treatment, control, alpha);
  if (welch === undefined) return "All installations have the same value.";
  return {
    welch,
    installations: treatment.n + control.n,
    goal: metric.goal ?? "increase",
    missing: describeMissingData(metric.kind, [treatment, control]),
  };
}

/** Returns undefined for a group without an estimate. */
export function summarizeGroup(metric: Metric, name: string): GroupSummary | undefined {
  switch (metric.kind) {
    case "mean": {
      const statistics = metric.groups.get(name);
      return statistics && summarizeMean(statistics);
    }
    case "proportion": {
      const statistics = metric.groups.get(name);
      return statistics && summarizeProportion(statistics);
    }
    case "ratio": {
      const statistics = metric.groups.get(name);
      return statistics && summarizeRatio(statistics);
    }
  }
}

function isNearlyNormal(metric: Extract<Metric, { kind: "proportion" }>, name: string): boolean {
  const statistics = metric.groups.get(name);
  return statistics !== undefined && hasEnoughOutcomes(statistics);
}
