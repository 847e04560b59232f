/**
 * Inputs and expected results that PostHog publishes for its own statistics, in the repository PostHog/posthog under
 * products/experiments. The comment at each table names the file. Only the numbers were taken.
 */
import { describe, expect, it } from "vitest";
import { computeBayesianComparison } from "../../src/statistics/bayesian.js";
import { computeRelativeDifference } from "../../src/statistics/delta-method.js";
import {
  type GroupSummary,
  summarizeMean,
  summarizeProportion,
  summarizeRatio,
} from "../../src/statistics/group-statistics.js";
import { testSampleRatio } from "../../src/statistics/sample-ratio.js";
import { chooseMixtureVariance, computeSequentialTest } from "../../src/statistics/sequential-interval.js";
import { computeWelchTest } from "../../src/statistics/welch-test.js";

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("there is no result");
  return value;
}

const mean = (sum: number, sumOfSquares: number, n: number) =>
  required(summarizeMean({ n, sum, sumOfSquares }));
const proportion = (successes: number, n: number) => required(summarizeProportion({ n, successes }));
/** In this vector the denominator is 0 or 1, so that the products are the numerators. */
const perConversion = (n: number, sum: number, sumOfSquares: number, conversions: number) =>
  required(
    summarizeRatio({
      n,
      numerator: { sum, sumOfSquares },
      denominator: { sum: conversions, sumOfSquares: conversions },
      sumOfProducts: sum,
    }),
  );

const MEANS = [mean(1922.7, 94698.29, 2461), mean(1196.87, 37377.9767, 2507)] as const;

interface WelchVector {
  readonly kind: string;
  readonly groups: readonly [treatment: GroupSummary, control: GroupSummary];
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly pValue: number;
}

// stats/tests/test_frequentist.py
const WELCH_VECTORS: WelchVector[] = [
  { kind: "means", groups: MEANS, difference: 0.63646, interval: [-0.0875, 1.36048], pValue: 0.08487 },
  {
    kind: "proportions",
    groups: [proportion(62, 1471), proportion(87, 1529)],
    difference: -0.25925,
    interval: [-0.49475, -0.02376],
    pValue: 0.03096,
  },
  {
    kind: "ratios",
    groups: [
      perConversion(2034, 99673.9364269569, 11298745.182728939, 947),
      perConversion(1966, 94605.79858780127, 10463129.505392816, 936),
    ],
    difference: 0.041333,
    interval: [0.01378609, 0.0689],
    pValue: 0.0032826,
  },
];

describe("agrees with PostHog's published figures", () => {
  it.each(WELCH_VECTORS)("for Welch's test of $kind", ({ groups, difference, interval, pValue }) => {
    const test = required(computeWelchTest(...groups, 0.05));
    expect(test.difference.estimate).toBeCloseTo(difference, 4);
    expect(test.interval.lower).toBeCloseTo(interval[0], 4);
    expect(test.interval.upper).toBeCloseTo(interval[1], 4);
    expect(test.pValue).toBeCloseTo(pValue, 4);
  });

  // stats/tests/test_utils.py
  it("for the degrees of freedom", () => {
    expect(required(computeWelchTest(...MEANS, 0.05)).degreesOfFreedom).toBeCloseTo(4105.07, 3);
  });

  // stats/tests/test_bayesian.py
  it("for the chance to win and the credible interval of means", () => {
    const difference = required(computeRelativeDifference(...MEANS));
    const { chanceToWin, credibleInterval } = computeBayesianComparison(difference, "increase", 0.05);
    expect(difference.estimate).toBeCloseTo(0.63646, 4);
    expect(credibleInterval.lower).toBeCloseTo(-0.0873, 4);
    expect(credibleInterval.upper).toBeCloseTo(1.36026, 4);
    expect(chanceToWin).toBeCloseTo(0.95759, 4);
  });

  // stats/tests/test_frequentist.py, the golden values of the sequential option
  it.each([
    {
      kind: "means",
      groups: [mean(2500, 135000, 3500), mean(1400, 52000, 3000)] as const,
      planned: 1000,
      difference: 0.53061,
      standardError: 0.33368,
      interval: [-0.5323, 1.59353] as const,
      pValue: 1,
    },
    {
      kind: "proportions",
      groups: [proportion(2600, 3500), proportion(1450, 3050)] as const,
      planned: 5000,
      difference: 0.56256,
      standardError: 0.03354,
      interval: [0.46064, 0.66448] as const,
      pValue: 0,
    },
  ])("for the sequential interval of $kind", ({ groups, planned, ...expected }) => {
    const difference = required(computeRelativeDifference(...groups));
    const installations = groups[0].n + groups[1].n;
    const test = computeSequentialTest(difference, installations, chooseMixtureVariance(0.05, planned), 0.05);
    expect(difference.estimate).toBeCloseTo(expected.difference, 5);
    expect(difference.standardError).toBeCloseTo(expected.standardError, 5);
    expect(test.interval.lower).toBeCloseTo(expected.interval[0], 5);
    expect(test.interval.upper).toBeCloseTo(expected.interval[1], 5);
    expect(test.pValue).toBeCloseTo(expected.pValue, 5);
  });

  // backend/hogql_queries/test/experiment_query_runner/test_experiment_exposures_query_runner.py
  it.each([
    ["a balanced split", [50, 50], [50, 50], "as planned"],
    ["90 beside 10 at equal shares", [90, 10], [50, 50], "mismatch"],
    ["a variant that nobody received", [100, 0], [50, 50], "mismatch"],
    ["fewer than 100 exposures", [40, 40], [50, 50], "not enough data"],
    ["a variant with a share of zero that one installation received", [50, 50, 1], [50, 50, 0], "as planned"],
    ["a holdout of 20 %", [20, 40, 40], [20, 40, 40], "as planned"],
  ] as const)("for the sample ratio of %s", (_, exposures, shares, verdict) => {
    const test = testSampleRatio(
      exposures.map((count, index) => ({ exposures: count, share: shares[index] ?? 0 })),
    );
    expect(test.verdict).toBe(verdict);
    if (verdict === "as planned") expect(test.pValue).toBe(1);
    if (verdict === "mismatch") expect(test.pValue).toBeLessThan(0.001);
  });
});
