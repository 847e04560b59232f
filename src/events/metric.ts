/** Defines metrics: numbers that are computed on this machine from the events of a week, and are sent once a week. */
import { findListProblem } from "./definition-list.js";

/** How the values of a week become one number, or two quantiles. */
export const METRIC_AGGREGATES = ["count", "sum", "quantiles", "mean"] as const;

/**
 * The event and property that a metric is computed from, and the way it is computed.
 *
 * @example
 * const definition: MetricDefinition = {
 *   event: "search_done",
 *   property: "duration_ms",
 *   aggregate: "quantiles",
 *   clip: [0, 60_000],
 * };
 */
export interface MetricDefinition {
  /** The event's name. */
  readonly event: string;
  /**
   * The path of the property, such as `results.returned`. It is read after sanitizing. `count` without a property counts all
   * events, and with one those in which it is `true`.
   */
  readonly property?: string;
  /**
   * `quantiles` sends the median and the 95th percentile. Its values are not negative. `mean` sends the number of
   * values and their mean, where `true` counts as 1 and `false` as 0. Results are rounded to two digits, and means to three.
   */
  readonly aggregate: (typeof METRIC_AGGREGATES)[number];
  /**
   * The lowest and the highest result, so that no single week stands out. A lower or higher one is sent as the nearest of
   * both. With `quantiles` and `mean` this applies to each number.
   */
  readonly clip: readonly [low: number, high: number];
}

/**
 * A metric for the option `metrics`.
 *
 * @example
 * const metrics: Metric[] = [
 *   defineMetric("searches", { event: "search_done", aggregate: "count", clip: [0, 10_000] }),
 *   defineMetric("failed_searches", { event: "search_done", property: "failed", aggregate: "mean", clip: [0, 1] }),
 * ];
 * const telemetry = createTelemetryClient({ tool: "mytool", metrics });
 */
export interface Metric extends MetricDefinition {
  /** Lower-case letters, digits and `_`. It is sent as `metrics.<name>`. */
  readonly name: string;
}

/**
 * Defines a metric for the weekly report `telemetry_week`. Give it to the client with the option `metrics`.
 * @param name 1 to 40 lower-case letters, digits and `_`, of which the first is a letter
 *
 * @example
 * const indexedLines = defineMetric("indexed_lines", {
 *   event: "index_done",
 *   property: "lines",
 *   aggregate: "sum",
 *   clip: [0, 1_000_000],
 * });
 * const telemetry = createTelemetryClient({ tool: "mytool", metrics: [indexedLines] });
 */
export function defineMetric(name: string, definition: MetricDefinition): Metric {
  return { ...definition, name };
}

/** Each metric takes space in a file that every run reads and writes. */
const MAX_METRICS = 32;

/** Larger numbers are not in a quantile sketch. */
const MAX_QUANTILE_VALUE = 1e9;

/** Returns the end of the sentence "option metrics…" for metrics that cannot be used. */
export function findMetricsProblem(metrics: unknown): string | undefined {
  if (Array.isArray(metrics) && metrics.length > MAX_METRICS) return ` has more than ${MAX_METRICS} metrics`;
  return findListProblem<Metric>(metrics, {
    kind: "a metric",
    listNames: listSentNames,
    findProblem: findMetricProblem,
  });
}

/** Returns the names under which the results of a metric are sent. */
function listSentNames({ name, aggregate }: Partial<Metric>): string[] {
  if (aggregate === "quantiles") return [`${name}_p50`, `${name}_p95`];
  return aggregate === "mean" ? [`${name}_n`, `${name}_mean`] : [`${name}`];
}

function findMetricProblem({ name, event, property, aggregate, clip }: Partial<Metric>): string | undefined {
  if (typeof name !== "string" || !/^[a-z][a-z0-9_]{0,39}$/.test(name))
    return "has no name of 1 to 40 lower-case letters, digits and _, of which the first is a letter";
  if (typeof event !== "string" || event.trim() === "") return "names no event";
  if (aggregate === undefined || !METRIC_AGGREGATES.includes(aggregate))
    return `has an aggregate that is none of ${METRIC_AGGREGATES.join(", ")}`;
  if (typeof property !== "string" && !(property === undefined && aggregate === "count"))
    return "names no property";
  const [low, high] = Array.isArray(clip) ? clip : [];
  const isRange = Number.isFinite(low) && Number.isFinite(high) && Number(low) < Number(high);
  if (!isRange) return "has a clip that is not [low, high]";
  if (aggregate === "quantiles" && (Number(low) < 0 || Number(high) > MAX_QUANTILE_VALUE))
    return `has a clip below 0 or above ${MAX_QUANTILE_VALUE}, which quantiles do not have`;
  return undefined;
}
