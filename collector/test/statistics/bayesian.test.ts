/** The Bayesian comparison and its minimum of data. */
import { describe, expect, it } from "vitest";
import { computeBayesianComparison, hasEnoughOutcomes } from "../../src/statistics/bayesian.js";

describe("the Bayesian comparison", () => {
  it("gives even chances without a difference", () => {
    expect(computeBayesianComparison({ estimate: 0, standardError: 0.1 }, "increase", 0.05).chanceToWin).toBe(
      0.5,
    );
  });

  it("turns the chance around for a metric that should decrease", () => {
    const difference = { estimate: -0.1, standardError: 0.05 };
    expect(computeBayesianComparison(difference, "increase", 0.05).chanceToWin).toBeCloseTo(0.02275, 5);
    expect(computeBayesianComparison(difference, "decrease", 0.05).chanceToWin).toBeCloseTo(0.97725, 5);
  });

  it("has a credible interval of 1.96 standard errors to each side", () => {
    const { credibleInterval } = computeBayesianComparison(
      { estimate: 0.1, standardError: 0.05 },
      "increase",
      0.05,
    );
    expect(credibleInterval.lower).toBeCloseTo(0.002, 4);
    expect(credibleInterval.upper).toBeCloseTo(0.198, 4);
  });

  it.each([
    [100, 4, false],
    [100, 5, true],
    [100, 95, true],
    [100, 96, false],
  ])("has the minimum of data with %d installations and %d successes: %s", (n, successes, expected) => {
    expect(hasEnoughOutcomes({ n, successes })).toBe(expected);
  });
});
