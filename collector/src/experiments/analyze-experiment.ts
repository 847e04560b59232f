/** Compares the variants of an experiment with its control, for each metric. */
import { computeBayesianComparison } from "../statistics/bayesian.js";
import { adjustByHolm, divideAlpha } from "../statistics/holm-correction.js";
import { testSampleRatio } from "../statistics/sample-ratio.js";
import { chooseMixtureVariance, computeSequentialTest } from "../statistics/sequential-interval.js";
import type {
  Comparison,
  ExperimentAnalysis,
  ExperimentInput,
  Metric,
  VariantResult,
  Verdict,
} from "./experiment.js";
import { listCautions } from "./experiment-cautions.js";
import { summarizeGroup, testVariant, type VariantTest } from "./variant-test.js";

/** PostHog's level: intervals of 95 %. */
const ALPHA = 0.05;
export const DEFAULT_PLANNED_INSTALLATIONS = 5000;

/** A variant before it is known how many comparisons there are. */
interface Draft {
  readonly result: VariantResult;
  /** A sentence if there is not enough data. Undefined for the control. */
  readonly test: VariantTest | string | undefined;
}

/**
 * Analyzes an experiment whose unit is the installation: each of them counts once per metric.
 * @throws RangeError if the control is not a variant, or if a statistic is impossible
 * @example
 * const analysis = analyzeExperiment({
 *   variants: [
 *     { name: "control", share: 50, exposures: 1471 },
 *     { name: "reranker", share: 50, exposures: 1529 },
 *   ],
 *   control: "control",
 *   inSeveralVariants: 3,
 *   metrics: [
 *     {
 *       name: "installations whose searches found nothing",
 *       kind: "proportion",
 *       goal: "decrease",
 *       groups: new Map([
 *         ["control", { n: 1471, successes: 162 }],
 *         ["reranker", { n: 1529, successes: 87 }],
 *       ]),
 *     },
 *   ],
 * });
 * analysis.metrics[0]?.variants[1]?.verdict; // "lower"
 */
export function analyzeExperiment(input: ExperimentInput): ExperimentAnalysis {
  if (!input.variants.some(({ name }) => name === input.control)) {
    throw new RangeError(`the control "${input.control}" is not one of the variants`);
  }
  const drafts = input.metrics.map((metric) => ({ metric, variants: draftResults(metric, input) }));
  const comparisons = compareTests(
    drafts.flatMap(({ variants }) => variants.flatMap(({ test }) => test ?? [])),
    chooseMixtureVariance(ALPHA, input.plannedInstallations ?? DEFAULT_PLANNED_INSTALLATIONS),
  );
  const metrics = drafts.map(({ metric, variants }) => ({
    metric: metric.name,
    kind: metric.kind,
    variants: variants.map((draft) => completeResult(draft, comparisons)),
  }));
  const sampleRatio = testSampleRatio(input.variants);
  return { sampleRatio, metrics, cautions: listCautions(input, sampleRatio, metrics) };
}

function draftResults(metric: Metric, { variants, control }: ExperimentInput): Draft[] {
  return variants.map(({ name }) => {
    const summary = summarizeGroup(metric, name);
    const n = metric.groups.get(name)?.n ?? 0;
    return {
      result: { variant: name, n, ...(summary && { estimate: summary.estimate }) },
      test: name === control ? undefined : testVariant(metric, name, control, ALPHA),
    };
  });
}

/**
 * Compares all variants of all metrics at once. The corrections count every planned comparison, also those that wait for data.
 * Otherwise the early looks would be corrected too little.
 */
function compareTests(
  tests: readonly (VariantTest | string)[],
  mixtureVariance: number,
): ReadonlyMap<VariantTest, Comparison> {
  const runSequentialTest = ({ welch, installations }: VariantTest, alpha: number) =>
    computeSequentialTest(welch.difference, installations, mixtureVariance, alpha);
  const pValues = tests.map((test) => (isReady(test) ? runSequentialTest(test, ALPHA).pValue : 1));
  const comparisons = new Map<VariantTest, Comparison>();
  for (const [index, pValue] of adjustByHolm(pValues).entries()) {
    const test = tests[index];
    if (test === undefined || typeof test === "string") continue;
    const { difference, interval, pValue: fixedPValue } = test.welch;
    comparisons.set(test, {
      relativeDifference: difference.estimate,
      fixedHorizon: { interval, pValue: fixedPValue },
      sequential: runSequentialTest(test, ALPHA),
      corrected: { interval: runSequentialTest(test, divideAlpha(ALPHA, tests.length)).interval, pValue },
      bayesian: computeBayesianComparison(difference, test.goal, ALPHA),
    });
  }
  return comparisons;
}

function isReady(test: VariantTest | string): test is VariantTest {
  return typeof test !== "string" && test.missing === undefined;
}

function completeResult(
  { result, test }: Draft,
  comparisons: ReadonlyMap<VariantTest, Comparison>,
): VariantResult {
  if (test === undefined) return result;
  if (typeof test === "string") return { ...result, verdict: "not enough data", missing: test };
  const comparison = comparisons.get(test);
  if (comparison === undefined) throw new RangeError("a test was not compared");
  if (test.missing === undefined) return { ...result, verdict: decideVerdict(comparison), comparison };
  return { ...result, verdict: "not enough data", comparison, missing: test.missing };
}

function decideVerdict({ relativeDifference, corrected }: Comparison): Verdict {
  if (corrected.pValue >= ALPHA) return "no difference shown";
  return relativeDifference > 0 ? "higher" : "lower";
}
