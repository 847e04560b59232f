/** Reports of experiments for the tests of pages. */
import { analyzeExperiment } from "../../src/experiments/analyze-experiment.js";
import type { ExperimentInput, ExperimentReport } from "../../src/experiments/experiment.js";

const INPUT: ExperimentInput = {
  variants: [
    { name: "control", share: 1, exposures: 1000 },
    { name: "test", share: 1, exposures: 1000 },
  ],
  control: "control",
  inSeveralVariants: 0,
  metrics: [
    {
      name: "search_ms",
      kind: "mean",
      groups: new Map([
        ["control", { n: 1000, sum: 100_000, sumOfSquares: 10_400_000 }],
        ["test", { n: 1000, sum: 90_000, sumOfSquares: 8_500_000 }],
      ]),
    },
  ],
};

export function createReport(changes: Partial<ExperimentInput> = {}): ExperimentReport {
  const input = { ...INPUT, ...changes };
  return {
    experiment: "new reranker",
    asked: { from: "2025-11-29", to: "2026-11-28", filters: {} },
    control: input.control,
    variants: input.variants,
    inSeveralVariants: input.inSeveralVariants,
    ...analyzeExperiment(input),
  };
}
