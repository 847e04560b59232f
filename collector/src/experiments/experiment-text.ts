/** Describes the analysis of an experiment in plain words, for a terminal and for a page. */
import { formatValue } from "../questions/answer-format.js";
import type { Interval } from "../statistics/interval.js";
import type { Comparison, ExperimentReport, MetricResult, VariantResult } from "./experiment.js";
import { formatDifference } from "./format-difference.js";

/** Returns a phrase: who is compared with whom. */
export function describeExperiment({ experiment, asked, control, variants }: ExperimentReport): string {
  const total = variants.reduce((sum, { exposures }) => sum + exposures, 0);
  const groups = variants.map(({ name, exposures }) => `${name} ${formatValue("count", exposures)}`);
  return `${experiment}: ${formatValue("count", total)} installations from ${asked.from} to ${asked.to} (${groups.join(", ")}), compared with ${control}`;
}

/** Says whether the variants have the installations that their shares give them. */
export function describeAssignment({ sampleRatio, inSeveralVariants }: ExperimentReport): string {
  const { verdict, pValue } = sampleRatio;
  const texts = {
    "as planned": "The variants have the installations that their shares give them.",
    mismatch: `The variants do not have the installations that their shares give them (p = ${pValue?.toExponential(1)}), so that nothing can be concluded.`,
    "not enough data": "There are too few installations to check their assignment.",
  };
  const excluded =
    inSeveralVariants === 0
      ? ""
      : ` ${inSeveralVariants} of the others saw several variants, and ${inSeveralVariants === 1 ? "is" : "are"} left out.`;
  return texts[verdict] + excluded;
}

export function describeMetric({ metric }: MetricResult): string {
  return `${metric}, the mean of an installation`;
}

/** Returns the value of a variant, its difference from the control with the intervals, and the verdict. */
export function describeVariant(
  { variant, n, estimate, comparison, verdict, missing }: VariantResult,
  control: string,
): string {
  const beginning = `${variant}: ${formatValue("number", estimate ?? null)} (n = ${formatValue("count", n)})`;
  if (verdict === undefined) return beginning;
  const difference = comparison === undefined ? "" : `, ${describeDifference(comparison, control)}`;
  return `${beginning}${difference}. Verdict: ${verdict}.${missing === undefined ? "" : ` ${missing}`}`;
}

function describeDifference(
  { relativeDifference, corrected, fixedHorizon }: Comparison,
  control: string,
): string {
  return [
    `${describeChange(relativeDifference)} ${control}`,
    `at every look between ${describeInterval(corrected.interval)}`,
    `at one planned look between ${describeInterval(fixedHorizon.interval)}`,
  ].join("; ");
}

function describeInterval({ lower, upper }: Interval): string {
  return `${formatDifference(lower)} and ${formatDifference(upper)}`;
}

function describeChange(difference: number): string {
  return `${formatDifference(difference).slice(1)} ${difference < 0 ? "below" : "above"}`;
}
