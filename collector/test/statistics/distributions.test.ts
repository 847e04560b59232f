/** The distributions, beside values of mpmath 1.3 with 40 digits and the tables of NIST. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateContinuedFraction } from "../../src/statistics/continued-fraction.js";
import { computeIncompleteBeta } from "../../src/statistics/incomplete-beta.js";
import { computeUpperIncompleteGamma } from "../../src/statistics/incomplete-gamma.js";
import { computeLogBeta, computeLogGamma } from "../../src/statistics/log-gamma.js";
import { computeNormalTail, findNormalUpperQuantile } from "../../src/statistics/normal-distribution.js";
import { computeStudentTail, findStudentUpperQuantile } from "../../src/statistics/student-t.js";

function expectClose(actual: number, expected: number, relativeError = 1e-12): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(relativeError);
}

describe("the gamma and beta functions", () => {
  it.each([
    [0.5, 0.5723649429247001],
    [4, 1.791759469228055],
    [10, 12.80182748008147],
    [1234.5, 7550.550901077895],
  ])("ln Γ(%d) is %d", (x, expected) => expectClose(computeLogGamma(x), expected));

  it("agrees for ln B(a, b) with the logarithms of the gamma function", () => {
    const argument = fc.double({ min: 0.5, max: 50, noNaN: true });
    fc.assert(
      fc.property(argument, argument, (a, b) => {
        const expected = computeLogGamma(a) + computeLogGamma(b) - computeLogGamma(a + b);
        expect(computeLogBeta(a, b)).toBeCloseTo(expected, 10);
      }),
    );
  });

  it.each([
    [0.5, 338.72, 2.4079030674679106e-149],
    [1, 0.5, 0.6065306597126334],
    [5, 4, 0.6288369351798735],
    [50, 70, 0.005140502458505894],
    [2.5, 0.001, 0.9999999904914654],
  ])("Q(%d, %d) is %d", (a, x, expected) => expectClose(computeUpperIncompleteGamma(a, x), expected));

  it.each([
    [0.5, 0.5, 0.5, 0.5],
    [2, 3, 0.3, 0.3483],
    [100, 0.5, 0.9, 4.5452549045170164e-6],
    [2000, 0.5, 0.999, 0.0454597584378548],
    [3, 2000, 0.002, 0.7627755023903459],
  ])("I(%d, %d) at %d is %d", (a, b, x, expected) => {
    expectClose(computeIncompleteBeta(a, b, x, 1 - x), expected, 1e-11);
  });

  it("refuses a continued fraction that does not converge", () => {
    expect(() => evaluateContinuedFraction(1, () => ({ numerator: -2, denominator: 1 }))).toThrow(RangeError);
  });
});

describe("the normal distribution", () => {
  it.each([
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145705],
    [3, 0.0013498980316300946],
    [9, 1.1285884059538405e-19],
    [30, 4.906713927148187e-198],
  ])("has above %d the probability %d", (z, expected) => expectClose(computeNormalTail(z), expected));

  it.each([
    [0.3, 0.5244005127080408],
    [0.025, 1.9599639845400543],
    [1e-10, 6.361340902404057],
    [1e-100, 21.273453560965326],
  ])("has the probability %d above %d", (probability, expected) => {
    expectClose(findNormalUpperQuantile(probability), expected);
  });

  it("is symmetrical", () => {
    expect(computeNormalTail(-1.5)).toBeCloseTo(1 - computeNormalTail(1.5), 14);
    expect(findNormalUpperQuantile(0.975)).toBeCloseTo(-1.9599639845400543, 12);
    expect(findNormalUpperQuantile(0.5)).toBe(0);
  });
});

describe("Student's t distribution", () => {
  it.each([
    [0.1, 1, 0.4682744825694464],
    [2, 2, 0.09175170953613698],
    [5, 2.5, 0.011725594985430923],
    [40, 3, 1.7190340394579263e-5],
    [1.96, 30, 0.029671156448025236],
    [3.7, 4105.07, 0.00010921194642907826],
    [12, 200, 1.2110680026233156e-25],
  ])("has above %d with %d degrees of freedom the probability %d", (t, degreesOfFreedom, expected) => {
    expectClose(computeStudentTail(t, degreesOfFreedom), expected);
  });

  it.each([
    [0.025, 4105.07, 1.9605420401995326],
    [1e-10, 5, 156.82559270889433],
    [0.3, 0.5, 1.009525878607166],
    [0.005, 3.3, 5.344306069721079],
  ])(
    "has the probability %d with %d degrees of freedom above %d",
    (probability, degreesOfFreedom, expected) => {
      expectClose(findStudentUpperQuantile(probability, degreesOfFreedom), expected);
    },
  );

  it("keeps eleven digits at a million degrees of freedom", () => {
    expectClose(findStudentUpperQuantile(0.025, 1e6), 1.9599663568141, 1e-11);
  });

  // https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm
  it.each([
    [1, 6.314, 12.706, 31.821, 318.313],
    [5, 2.015, 2.571, 3.365, 5.893],
    [10, 1.812, 2.228, 2.764, 4.143],
    [30, 1.697, 2.042, 2.457, 3.385],
    [100, 1.66, 1.984, 2.364, 3.174],
  ])("agrees with the table of NIST for %d degrees of freedom", (degreesOfFreedom, ...expected) => {
    for (const [index, probability] of [0.05, 0.025, 0.01, 0.001].entries()) {
      // The table cuts some digits off, and has 318.313 where the exact value is 318.309.
      const quantile = findStudentUpperQuantile(probability, degreesOfFreedom);
      expect(Math.abs(quantile - (expected[index] ?? 0))).toBeLessThan(quantile > 100 ? 0.005 : 0.001);
    }
  });

  it("has as quantile the point whose tail has the given probability", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        fc.double({ min: 1, max: 1e5, noNaN: true }),
        (probability, degreesOfFreedom) => {
          const quantile = findStudentUpperQuantile(probability, degreesOfFreedom);
          expect(Math.abs(computeStudentTail(quantile, degreesOfFreedom) - probability)).toBeLessThan(1e-10);
        },
      ),
    );
  });
});
