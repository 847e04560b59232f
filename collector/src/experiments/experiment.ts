/** The input and the result of the analysis of an experiment. */
import type { Asked } from "../questions/answer.js";
import type { BayesianComparison, Goal } from "../statistics/bayesian.js";
import type {
  MeanStatistics,
  ProportionStatistics,
  RatioStatistics,
} from "../statistics/group-statistics.js";
import type { Interval } from "../statistics/interval.js";
import type { SampleRatioTest, VariantExposures } from "../statistics/sample-ratio.js";
import type { SequentialTest } from "../statistics/sequential-interval.js";

export interface Variant extends VariantExposures {
  readonly name: string;
}

interface NamedMetric {
  readonly name: string;
  /** @default "increase" */
  readonly goal?: Goal;
}

interface MeanMetric extends NamedMetric {
  readonly kind: "mean";
  /** By the variant's name. A variant that is missing has no outcome yet. */
  readonly groups: ReadonlyMap<string, MeanStatistics>;
}

interface ProportionMetric extends NamedMetric {
  readonly kind: "proportion";
  readonly groups: ReadonlyMap<string, ProportionStatistics>;
}

interface RatioMetric extends NamedMetric {
  readonly kind: "ratio";
  readonly groups: ReadonlyMap<string, RatioStatistics>;
}

export type Metric = MeanMetric | ProportionMetric | RatioMetric;

export interface ExperimentInput {
  /** Installations that saw several variants are in none of them. */
  readonly variants: readonly Variant[];
  /** The name of the variant that the others are compared with. */
  readonly control: string;
  /** The number of installations that saw several variants, and are left out. */
  readonly inSeveralVariants: number;
  readonly metrics: readonly Metric[];
  /**
   * The number of installations at which the sequential interval is narrowest. It is chosen before the start and then kept.
   * @default 5000, as in PostHog
   */
  readonly plannedInstallations?: number;
}

export type Verdict = "higher" | "lower" | "no difference shown" | "not enough data";

/** A variant beside the control. A difference of 0.1 means 10 % above the control. Intervals have 95 %. */
export interface Comparison {
  readonly relativeDifference: number;
  /** PostHog's default test. It is valid for a single look at a time that was fixed beforehand. */
  readonly fixedHorizon: { readonly interval: Interval; readonly pValue: number };
  /** Valid at every look. PostHog has it as an option. */
  readonly sequential: SequentialTest;
  /**
   * The sequential test, corrected for the number of comparisons, which PostHog does not do: the p value by Holm's method, the
   * interval by Bonferroni's. The verdict follows from this p value, which is 1 as long as the verdict waits for data.
   */
  readonly corrected: SequentialTest;
  /** PostHog's Bayesian engine. The chance is not corrected, neither for several looks nor for several comparisons. */
  readonly bayesian: BayesianComparison;
}

export interface VariantResult {
  readonly variant: string;
  /** The number of installations with an outcome. */
  readonly n: number;
  /** The mean, proportion or ratio. Undefined without data. */
  readonly estimate?: number;
  /** Undefined for the control. */
  readonly verdict?: Verdict;
  /** Undefined for the control, and below PostHog's minimum of data. A verdict needs more than that. */
  readonly comparison?: Comparison;
  /** A sentence that says what the verdict waits for, if there is not enough data. */
  readonly missing?: string;
}

export interface MetricResult {
  readonly metric: string;
  readonly kind: Metric["kind"];
  /** In the order of the variants. */
  readonly variants: readonly VariantResult[];
}

export interface ExperimentAnalysis {
  readonly sampleRatio: SampleRatioTest;
  readonly metrics: readonly MetricResult[];
  /** Sentences that say what must not be concluded, the most important one first. */
  readonly cautions: readonly string[];
}

/** The analysis, with what it is about. */
export interface ExperimentReport extends ExperimentAnalysis {
  readonly experiment: string;
  readonly asked: Asked;
  readonly control: string;
  readonly variants: readonly Variant[];
  readonly inSeveralVariants: number;
}
