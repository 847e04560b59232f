/**
 * The test for a sample ratio mismatch: whether the variants received the shares of installations that the rollout gives them.
 * A mismatch means that the assignment or the collection is at fault, and that the groups cannot be compared.
 */
import { computeUpperIncompleteGamma } from "./incomplete-gamma.js";

/** The number of installations that were exposed to a variant, and the variant's share of the rollout. */
export interface VariantExposures {
  readonly exposures: number;
  /** In any unit, such as percent: the shares need not sum to 1, because a holdout or a partial rollout takes a part. */
  readonly share: number;
}

export interface SampleRatioTest {
  readonly verdict: "as planned" | "mismatch" | "not enough data";
  /** Of the variants with a share. */
  readonly exposures: number;
  /** Undefined if there is not enough data. */
  readonly chiSquare?: number;
  readonly pValue?: number;
}

/** PostHog tests from this number of exposures, and warns below this p value. */
const MIN_EXPOSURES = 100;
const MISMATCH_P_VALUE = 0.001;

/**
 * Compares the exposures with the shares by Pearson's chi-square test. Variants without a share do not count.
 * @throws RangeError if a number is negative
 * @example
 * testSampleRatio([
 *   { exposures: 4072, share: 80 },
 *   { exposures: 2035, share: 20 },
 * ]); // { verdict: "mismatch", exposures: 6107, chiSquare: 677.44…, pValue: 2.4e-149 }
 */
export function testSampleRatio(variants: readonly VariantExposures[]): SampleRatioTest {
  if (variants.some(({ exposures, share }) => !(exposures >= 0 && share >= 0))) {
    throw new RangeError("exposures and shares cannot be negative");
  }
  const planned = variants.filter(({ share }) => share > 0);
  const exposures = planned.reduce((sum, variant) => sum + variant.exposures, 0);
  const shares = planned.reduce((sum, variant) => sum + variant.share, 0);
  if (exposures < MIN_EXPOSURES || planned.length < 2) return { verdict: "not enough data", exposures };
  let chiSquare = 0;
  for (const variant of planned) {
    const expected = (exposures * variant.share) / shares;
    chiSquare += (variant.exposures - expected) ** 2 / expected;
  }
  // The upper tail of the chi-square distribution with one degree of freedom less than there are variants (DLMF 8.23).
  const pValue = computeUpperIncompleteGamma((planned.length - 1) / 2, chiSquare / 2);
  return { verdict: pValue < MISMATCH_P_VALUE ? "mismatch" : "as planned", exposures, chiSquare, pValue };
}
