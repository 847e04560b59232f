/** The test for a sample ratio mismatch. */
import { describe, expect, it } from "vitest";
import { testSampleRatio } from "../../src/statistics/sample-ratio.js";

describe("the sample ratio", () => {
  it("finds 4072 beside 2035 installations impossible at 80 to 20", () => {
    // χ² = 813.6² / 4885.6 + 813.6² / 1221.4. The p value is erfc(√(χ² / 2)) by mpmath 1.3.
    const test = testSampleRatio([
      { exposures: 4072, share: 80 },
      { exposures: 2035, share: 20 },
    ]);
    expect(test.verdict).toBe("mismatch");
    expect(test.chiSquare).toBeCloseTo(677.44, 2);
    expect((test.pValue ?? 0) / 2.402003111e-149).toBeCloseTo(1, 8);
  });

  it("has one degree of freedom less than there are variants", () => {
    // scipy 1.17: chisquare([48, 61, 41]) has the statistic 4.12 and the p value 0.127453969894…
    const test = testSampleRatio([48, 61, 41].map((exposures) => ({ exposures, share: 1 })));
    expect(test.chiSquare).toBeCloseTo(4.12, 10);
    expect(test.pValue).toBeCloseTo(0.12745396989482, 12);
    expect(test.verdict).toBe("as planned");
  });

  it("takes shares in any unit", () => {
    const exposures = [130, 70];
    const percent = testSampleRatio(
      exposures.map((count, index) => ({ exposures: count, share: [30, 20][index] ?? 0 })),
    );
    const parts = testSampleRatio(
      exposures.map((count, index) => ({ exposures: count, share: [3, 2][index] ?? 0 })),
    );
    expect(percent.pValue).toBeCloseTo(parts.pValue ?? 0, 12);
  });

  it("is tested from 100 exposures", () => {
    const split = (exposures: number) => [
      { exposures, share: 1 },
      { exposures: 50, share: 1 },
    ];
    expect(testSampleRatio(split(49))).toEqual({ verdict: "not enough data", exposures: 99 });
    expect(testSampleRatio(split(50)).verdict).toBe("as planned");
  });

  it("needs two variants with a share", () => {
    expect(testSampleRatio([{ exposures: 500, share: 100 }]).verdict).toBe("not enough data");
  });

  it("refuses a negative number", () => {
    expect(() => testSampleRatio([{ exposures: -1, share: 1 }])).toThrow(RangeError);
  });
});
