/** Aggregates the values of one metric: in memory while a process runs, and as JSON between runs. */
import type { Json } from "../envelope.js";
import { LazyModule } from "../internal/lazy-module.js";
import type { QuantileSketch } from "../models/quantile-sketch.js";
import type { Metric } from "./metric.js";

/** A metric of a report: one of the author's, or one of this library. */
export interface ReportMetric extends Omit<Metric, "aggregate"> {
  /** `words` collects the different words of lists, or of single texts. */
  readonly aggregate: Metric["aggregate"] | "words";
  /** Returns the word that `words` collects for a text. By default the text itself. */
  readonly formatWord?: (text: string) => string;
  /** The value of the property that `count` counts. @default true */
  readonly countedValue?: string | boolean;
}

/** Loaded with the first value whose quantiles are sent. Most runs of most tools have none. */
const sketchModule = new LazyModule<typeof import("../models/quantile-sketch.js")>("quantile-sketch");

/** The result of a metric. It is empty without values. */
export interface MetricResult {
  /** Of `count` and `sum`. */
  readonly number?: number;
  /** Of `quantiles`. */
  readonly quantiles?: { readonly p50: number; readonly p95: number; readonly n: number };
  /** Of `words`, sorted. */
  readonly words?: readonly string[];
  /** Of `mean`. A metric without a property has no mean. */
  readonly average?: { readonly n: number; readonly mean: number | undefined };
}

/** Returns the numbers of a result by the names under which they are sent, as `listSentNames` of `metric.ts` foretells them. */
export function listSentNumbers(
  name: string,
  { number, quantiles, average }: MetricResult,
): readonly (readonly [name: string, number: number])[] {
  const numbers = {
    [name]: number,
    [`${name}_p50`]: quantiles?.p50,
    [`${name}_p95`]: quantiles?.p95,
    [`${name}_n`]: average?.n,
    [`${name}_mean`]: average?.mean,
  };
  return Object.entries(numbers).flatMap(([sentName, each]) =>
    each === undefined ? [] : [[sentName, each]],
  );
}

/** The values of one metric. */
export interface Aggregation {
  /** Adds the metric's property of one event, which is undefined if the event has none. */
  observe(value: Json | undefined): void;
  /** Adds values that were stored. Anything that was not stored by `store` is ignored. */
  addStored(stored: unknown): void;
  /** Returns undefined without values. */
  store(): Json | undefined;
  summarize(): MetricResult;
}

/**
 * Limits the size of a stored sketch. The error of a quantile is at most 2 % if the largest value is at most 3,000 times the
 * smallest.
 */
const MAX_STORED_BUCKETS = 200;

/** Creates the aggregation of a metric, without values. */
export function createAggregation(metric: ReportMetric): Aggregation {
  return AGGREGATIONS[metric.aggregate](metric);
}

const AGGREGATIONS: Readonly<Record<ReportMetric["aggregate"], (metric: ReportMetric) => Aggregation>> = {
  count: (metric) => createSum(metric, (value) => (isCounted(metric, value) ? 1 : 0)),
  sum: (metric) => createSum(metric, (value) => value),
  quantiles: createQuantiles,
  words: createWords,
  mean: createMean,
};

function isCounted({ property, countedValue = true }: ReportMetric, value: Json | undefined): boolean {
  return property === undefined || value === countedValue;
}

function createSum({ clip }: ReportMetric, toNumber: (value: Json | undefined) => unknown): Aggregation {
  let sum: number | undefined; // 0 means that there were events, and none had the value
  const add = (number: unknown) => {
    if (typeof number === "number" && Number.isFinite(number)) sum = (sum ?? 0) + number;
  };
  return {
    observe: (value) => add(toNumber(value)),
    addStored: add,
    store: () => sum,
    summarize: () => (sum === undefined ? {} : { number: clipNumber(roundWeekly(sum), clip) }),
  };
}

function createQuantiles({ clip }: ReportMetric): Aggregation {
  let sketch: QuantileSketch | undefined;
  /** Returns undefined if the package was removed while the process runs. */
  const getSketch = () => {
    const Sketch = sketchModule.tryLoad()?.QuantileSketch;
    sketch ??= Sketch && new Sketch();
    return sketch;
  };
  return {
    observe(value) {
      if (typeof value === "number") getSketch()?.record(clipNumber(value, clip));
    },
    addStored(stored) {
      if (stored === undefined) return;
      const restored = sketchModule.tryLoad()?.QuantileSketch.restore(stored);
      if (restored !== undefined) getSketch()?.merge(restored);
    },
    store() {
      sketch?.shrink(MAX_STORED_BUCKETS);
      const stored = sketch?.store();
      return stored && { ...stored };
    },
    summarize() {
      const [p50, p95] = [0.5, 0.95].map((share) => sketch?.estimateQuantile(share));
      if (sketch === undefined || p50 === undefined || p95 === undefined) return {};
      // Another version of the tool may have stored values with another clip.
      const limit = (value: number) => clipNumber(roundWeekly(value), clip);
      return { quantiles: { p50: limit(p50), p95: limit(p95), n: roundWeekly(sketch.count) } };
    },
  };
}

function createWords({ clip: [, maxWords], formatWord = (text) => text }: ReportMetric): Aggregation {
  const words = new Set<string>();
  const add = (text: unknown) => {
    if (typeof text === "string" && words.size < maxWords) words.add(formatWord(text));
  };
  const list = () => [...words].sort();
  return {
    observe(value) {
      for (const text of Array.isArray(value) ? value : [value]) add(text);
    },
    addStored(stored) {
      for (const text of Array.isArray(stored) ? stored : []) add(text);
    },
    store: () => (words.size === 0 ? undefined : list()),
    summarize: () => (words.size === 0 ? {} : { words: list() }),
  };
}

/** Each value is clipped before it is added, so that a single one cannot change the mean much. */
function createMean({ property, clip }: ReportMetric): Aggregation {
  let n = 0;
  let sum = 0;
  return {
    observe(value) {
      const number = typeof value === "number" ? clipNumber(value, clip) : value;
      if (property !== undefined && typeof number !== "number" && typeof number !== "boolean") return;
      n++;
      sum += Number(number ?? 0);
    },
    addStored(stored) {
      const { n: storedN, sum: storedSum } = Object(stored);
      if (!(Number.isSafeInteger(storedN) && storedN > 0 && Number.isFinite(storedSum))) return;
      n += storedN;
      sum += storedSum;
    },
    store: () => (n === 0 ? undefined : { n, sum }),
    summarize() {
      if (n === 0) return {};
      const mean = property === undefined ? undefined : roundMean(sum / n);
      return { average: { n: roundMean(n), mean } };
    },
  };
}

function clipNumber(value: number, [low, high]: ReportMetric["clip"]): number {
  return Math.min(Math.max(value, low), high);
}

/** Rounds a result of a week, because a long number could be found again in an event of a session. */
function roundWeekly(value: number): number {
  return Number(value.toPrecision(2));
}

/** Rounds a mean, for the same reason. It keeps three digits, because variants may differ by less than 1 in 100. */
function roundMean(value: number): number {
  return Number(value.toPrecision(3));
}
