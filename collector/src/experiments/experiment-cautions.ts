/** Says in sentences what must not be concluded from the analysis of an experiment. */
import { includesZero } from "../statistics/interval.js";
import type { SampleRatioTest } from "../statistics/sample-ratio.js";
import type { ExperimentInput, MetricResult, VariantResult } from "./experiment.js";
import { formatDifferences } from "./format-difference.js";

/** Lists the cautions that apply, the most important one first. */
export function listCautions(
  input: ExperimentInput,
  sampleRatio: SampleRatioTest,
  metrics: readonly MetricResult[],
): string[] {
  const results = metrics.flatMap(({ metric, variants }) => variants.map((result) => ({ metric, result })));
  const compared = results.filter(({ result }) => result.comparison !== undefined);
  return [
    ...describeSampleRatio(sampleRatio),
    ...describeAssignment(input),
    ...results.flatMap(({ metric, result }) => describeResult(metric, result)),
    ...describeMissingOutcomes(input, metrics),
    ...(compared.length > 0 ? describeMethods(compared.length) : []),
    "The results describe installations that share data. Others may differ from them.",
  ];
}

function describeSampleRatio({ verdict, exposures }: SampleRatioTest): string[] {
  switch (verdict) {
    case "mismatch":
      return [
        "Do not conclude anything from the differences. The variants did not receive the shares that the rollout gives them, so " +
          "the groups may differ for another reason than the variant.",
      ];
    case "not enough data":
      return [`With ${exposures} exposures, the shares of the variants could not be checked. It takes 100.`];
    case "as planned":
      return [];
  }
}

function describeAssignment({ variants, inSeveralVariants }: ExperimentInput): string[] {
  const unplanned = variants.filter(({ share, exposures }) => share === 0 && exposures > 0);
  const exposures = variants.reduce((sum, variant) => sum + variant.exposures, inSeveralVariants);
  return [
    ...unplanned.map(
      ({ name }) =>
        `Do not compare ${name}: its share of the rollout is zero, so its installations were not chosen by chance.`,
    ),
    ...(inSeveralVariants > 0
      ? [
          `${inSeveralVariants} of ${exposures} installations saw several variants and are left out. If one variant causes ` +
            "that more often than another, the groups differ.",
        ]
      : []),
  ];
}

function describeResult(metric: string, { variant, verdict, comparison, missing }: VariantResult): string[] {
  const subject = `${metric}, ${variant}`;
  if (missing !== undefined) return [`${subject}: nothing can be said yet. ${missing}`];
  if (comparison === undefined) return [];
  const { interval } = comparison.corrected;
  const range = formatDifferences(interval);
  if (verdict === "no difference shown") {
    return [
      `${subject}: this does not show that the variants are equal. Differences of ${range} are compatible with the data.`,
    ];
  }
  if (includesZero(interval)) {
    return [
      `${subject}: the direction is shown, the size is not. Differences of ${range} are compatible with the data.`,
    ];
  }
  return [];
}

function describeMissingOutcomes({ variants }: ExperimentInput, metrics: readonly MetricResult[]): string[] {
  const exposures = new Map(variants.map((variant) => [variant.name, variant.exposures]));
  return metrics.flatMap(({ metric, variants: results }) => {
    const parts = results
      .filter(({ variant, n }) => n < (exposures.get(variant) ?? 0))
      .map(({ variant, n }) => `${n} of ${exposures.get(variant)} in ${variant}`);
    if (parts.length === 0) return [];
    return [
      `${metric} is known for ${parts.join(", ")}. Installations without an outcome may differ from the others.`,
    ];
  });
}

function describeMethods(comparisons: number): string[] {
  return [
    "The fixed-horizon interval and its p value hold for one look at a time that was fixed beforehand. The chance to win is not " +
      "corrected for several looks either. The verdicts hold at every look.",
    ...(comparisons > 1
      ? [
          `There are ${comparisons} comparisons. Only the verdicts and the corrected intervals allow for their number.`,
        ]
      : []),
  ];
}
