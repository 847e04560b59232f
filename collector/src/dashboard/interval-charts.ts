/** Prepares charts of intervals: the differences of variants from the control, and the cases of a claim beside its threshold. */
import type { CheckedClaim } from "../claims/check-claim.js";
import { isLabelKind } from "../claims/check-claim.js";
import type { Claim } from "../claims/claim-file.js";
import type { MetricResult } from "../experiments/experiment.js";
import type { Question } from "../questions/question.js";
import type { ChartData, ChartPoint } from "./chart-data.js";
import { limitPoints } from "./chart-limits.js";

/** Shows the intervals that the verdicts follow from. Returns undefined if no variant can be compared yet. */
export function createDifferenceChart({ variants }: MetricResult, control: string): ChartData | undefined {
  const points = variants.flatMap(({ variant, comparison }): ChartPoint[] => {
    if (comparison === undefined) return [];
    const { lower, upper } = comparison.corrected.interval;
    return [{ at: variant, value: comparison.relativeDifference, series: "", low: lower, high: upper }];
  });
  return createIntervalChart(points, {
    atLabel: "Variant",
    valueLabel: `Difference from ${control}`,
    valueKind: "difference",
    reference: 0,
  });
}

/** Returns undefined if no case has a value. */
export function createClaimChart(
  { column, at_least, at_most }: Claim,
  { cases }: CheckedClaim,
  { columns }: Question,
): ChartData | undefined {
  const points = cases.flatMap(({ label, value, low, high }): ChartPoint[] => {
    if (value === null) return [];
    const interval = low === null || high === null ? {} : { low, high };
    return [{ at: label || "all", value, series: "", ...interval }];
  });
  const labels = columns.filter(({ kind }) => isLabelKind(kind)).map(({ label }) => label);
  return createIntervalChart(points, {
    atLabel: labels.join(", "),
    valueLabel: columns.find(({ name }) => name === column)?.label ?? column,
    valueKind: "share",
    reference: at_least ?? at_most ?? 0,
  });
}

function createIntervalChart(
  points: readonly ChartPoint[],
  labels: Pick<ChartData, "atLabel" | "valueLabel" | "valueKind" | "reference">,
): ChartData | undefined {
  if (points.length === 0) return undefined;
  const limits = { layout: "dots" } as const;
  return { ...limitPoints(points, limits), ...labels, layout: "dots", seriesLabel: undefined };
}
