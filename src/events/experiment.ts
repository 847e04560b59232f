/** Defines experiments, whose variants are assigned on this machine and whose result an installation reports once. */
import { isHundredPercent } from "../internal/percentages.js";
import { PLAIN_NAME, PLAIN_NAME_RULE } from "../internal/plain-name.js";
import { findListProblem } from "./definition-list.js";
import { findMetricsProblem, type Metric } from "./metric.js";
import type { ReportMetric } from "./metric-aggregation.js";

/**
 * The variants of an experiment, what it measures, and for how long.
 *
 * @example
 * const definition: ExperimentDefinition = {
 *   variants: { control: 80, small_chunks: 20 },
 *   metrics: [defineMetric("failed", { event: "search_done", property: "failed", aggregate: "mean", clip: [0, 1] })],
 *   weeks: 4,
 * };
 * const chunks = defineExperiment("chunk_size", definition);
 */
export interface ExperimentDefinition {
  /**
   * The weight of each variant in per cent, together 100. A name has 1 to 64 letters, digits, `.`, `_` and `-`, of which the
   * first is a letter or digit.
   */
  readonly variants: Readonly<Record<string, number>>;
  /**
   * Up to 16 metrics of `defineMetric`. The outcome has the number of values of each, and their mean, whatever their
   * `aggregate` is. Each number is limited to `clip` before it is added. `true` counts as 1, `false` as 0.
   */
  readonly metrics: readonly Metric[];
  /** How many weeks after the first use of its variant an installation reports its outcome: 1 to 26. */
  readonly weeks: number;
}

/**
 * An experiment for the option `experiments`.
 *
 * @example
 * function readVariant(client: TelemetryClient, { name, variants }: Experiment) {
 *   const [firstVariant = "control"] = Object.keys(variants);
 *   return client.getFeatureFlag(name, { fallback: firstVariant });
 * }
 */
export interface Experiment extends ExperimentDefinition {
  /** The key for `getFeatureFlag`, and the name that is sent. */
  readonly name: string;
}

/**
 * Defines an experiment. Give it to the client with the option `experiments`, and read the variant with
 * `getFeatureFlag(name)`. The variant is assigned at random on this machine, and is the same in every run of an installation.
 * @param name like the name of a variant. A new experiment needs a new name, because an installation reports only once.
 *
 * @example
 * const reranker = defineExperiment("new_reranker", {
 *   variants: { control: 50, test: 50 },
 *   metrics: [
 *     defineMetric("opened_rank", { event: "search_done", property: "rank", aggregate: "mean", clip: [1, 50] }),
 *   ],
 *   weeks: 2,
 * });
 * const telemetry = createTelemetryClient({ tool: "mytool", experiments: [reranker] });
 * const variant = await telemetry.getFeatureFlag("new_reranker", { fallback: "control" });
 */
export function defineExperiment(name: string, definition: ExperimentDefinition): Experiment {
  return { ...definition, name };
}

/** Returns the metrics that the outcome of an experiment is computed from. */
export function listOutcomeMetrics({ metrics }: Experiment): readonly ReportMetric[] {
  return metrics.map((metric) => ({ ...metric, aggregate: "mean" }));
}

/**
 * Variants are the same in all sessions of an installation. With more combinations of the variants of all experiments, they
 * would identify an installation. 64 is also the highest number of buckets for remote flags.
 */
const MAX_COMBINATIONS = 64;
const MAX_OUTCOME_METRICS = 16;
const MAX_WEEKS = 26;

/** Returns the end of the sentence "option experiments…" for experiments that cannot be used. */
export function findExperimentsProblem(experiments: unknown): string | undefined {
  const problem = findListProblem<Experiment>(experiments, {
    kind: "an experiment",
    listNames: ({ name }) => [name],
    findProblem: findExperimentProblem,
  });
  return problem ?? findCombinationsProblem(experiments as readonly Experiment[]); // each of them was checked
}

function findCombinationsProblem(experiments: readonly Experiment[]): string | undefined {
  const combinations = experiments.reduce(
    (product, { variants }) => product * Object.keys(variants).length,
    1,
  );
  return combinations > MAX_COMBINATIONS
    ? ` has more than ${MAX_COMBINATIONS} combinations of variants, which could identify an installation`
    : undefined;
}

function findExperimentProblem({ name, variants, metrics, weeks }: Partial<Experiment>): string | undefined {
  if (typeof name !== "string" || !PLAIN_NAME.test(name)) return `has no name of ${PLAIN_NAME_RULE}`;
  if (Array.isArray(metrics) && metrics.length > MAX_OUTCOME_METRICS)
    return `has more than ${MAX_OUTCOME_METRICS} metrics`;
  const metricsProblem = findMetricsProblem(metrics);
  if (metricsProblem !== undefined) return `is wrong: metrics${metricsProblem}`;
  if (!(Number.isInteger(weeks) && Number(weeks) >= 1 && Number(weeks) <= MAX_WEEKS))
    return `has weeks that are not a whole number from 1 to ${MAX_WEEKS}`;
  if (typeof variants !== "object" || variants === null || Array.isArray(variants)) return "has no variants";
  return findVariantsProblem(Object.entries(variants));
}

function findVariantsProblem(variants: readonly (readonly [string, unknown])[]): string | undefined {
  if (variants.length < 2) return "has fewer than two variants";
  const misnamed = variants.find(([variant]) => !PLAIN_NAME.test(variant));
  if (misnamed !== undefined)
    return `has the variant ${JSON.stringify(misnamed[0])}, whose name is not one of ${PLAIN_NAME_RULE}`;
  const weights = variants.map(([, weight]) =>
    typeof weight === "number" && weight > 0 ? weight : Number.NaN,
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Number.isNaN(sum)) return "has weights of variants that are not numbers above 0";
  return isHundredPercent(sum) ? undefined : `has weights that are together ${sum}, and not 100`;
}
