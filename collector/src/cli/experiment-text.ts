/** Prints the analysis of an experiment in a terminal. */
import type { ExperimentReport, MetricResult } from "../experiments/experiment.js";
import {
  describeAssignment,
  describeExperiment,
  describeMetric,
  describeVariant,
} from "../experiments/experiment-text.js";
import { wrap } from "./wrap.js";

/** @param width the columns of the terminal */
export function formatExperimentText(report: ExperimentReport, width: number): string {
  const { control, metrics, cautions } = report;
  return [
    ...wrap(describeExperiment(report), width),
    ...wrap(describeAssignment(report), width),
    ...metrics.flatMap((metric) => ["", ...formatMetric(metric, control, width)]),
    ...(cautions.length === 0 ? [] : ["", "What must not be concluded:"]),
    ...cautions.flatMap((caution) => wrap(`- ${caution}`, width)),
  ].join("\n");
}

function formatMetric(metric: MetricResult, control: string, width: number): string[] {
  return [
    describeMetric(metric),
    ...metric.variants.flatMap((result) => wrap(describeVariant(result, control), width, "  ")),
  ];
}
