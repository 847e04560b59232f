/** Collects the values of several metrics, from the events that they are computed from. */
import type { Json, JsonObject } from "../envelope.js";
import {
  type Aggregation,
  createAggregation,
  type MetricResult,
  type ReportMetric,
} from "./metric-aggregation.js";

/** The values by metric, as JSON. */
export type StoredValues = Readonly<Record<string, unknown>>;

export class MetricValues {
  readonly #metricsByEvent = new Map<string, ReportMetric[]>();
  readonly #aggregations = new Map<string, Aggregation>();

  constructor(metrics: readonly ReportMetric[]) {
    for (const metric of metrics) {
      const { name, event } = metric;
      const metricsOfEvent = this.#metricsByEvent.get(event) ?? [];
      metricsOfEvent.push(metric);
      this.#metricsByEvent.set(event, metricsOfEvent);
      this.#aggregations.set(name, createAggregation(metric));
    }
  }

  /** Adds an event. @param properties after sanitizing */
  observe(event: string, properties: JsonObject): void {
    for (const { name, property } of this.#metricsByEvent.get(event) ?? [])
      this.#aggregations
        .get(name)
        ?.observe(property === undefined ? undefined : readPath(properties, property));
  }

  addStored(stored: StoredValues): void {
    for (const [name, aggregation] of this.#aggregations) aggregation.addStored(stored[name]);
  }

  /** Returns the values of the metrics that have any. */
  store(): JsonObject {
    const entries = [...this.#aggregations].map(
      ([name, aggregation]) => [name, aggregation.store()] as const,
    );
    return Object.fromEntries(entries.flatMap(([name, json]) => (json === undefined ? [] : [[name, json]])));
  }

  /** Returns the results by metric. A metric without values has an empty one. */
  summarize(): ReadonlyMap<string, MetricResult> {
    return new Map([...this.#aggregations].map(([name, aggregation]) => [name, aggregation.summarize()]));
  }
}

function readPath(properties: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = properties;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined; // `isArray` does not narrow readonly arrays
  }
  return value;
}
