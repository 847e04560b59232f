import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/envelope.js";
import { createBuiltInSamples } from "../../src/events/built-in-events.js";
import { defineMetric, findMetricsProblem, type MetricDefinition } from "../../src/events/metric.js";
import type { ReportMetric } from "../../src/events/metric-aggregation.js";
import { MetricValues } from "../../src/events/metric-values.js";
import { listWeeklyMetrics } from "../../src/events/weekly-metrics.js";
import { serializeForTelemetry } from "../../src/privacy/telemetry-model.js";

const definition: MetricDefinition = {
  event: "index_done",
  property: "lines",
  aggregate: "sum",
  clip: [0, 1000],
};

function summarize(metric: Partial<ReportMetric>, properties: readonly JsonObject[]) {
  const { property, ...countsAll } = definition;
  const base = metric.aggregate === "count" ? countsAll : definition;
  const values = new MetricValues([{ ...base, name: "m", ...metric }]);
  for (const each of properties) values.observe("index_done", each);
  return values.summarize().get("m");
}

describe("a metric", () => {
  it.each<[string, Partial<ReportMetric>, JsonObject[], object]>([
    ["sums numbers", {}, [{ lines: 3 }, { lines: 4.5 }], { number: 7.5 }],
    ["ignores what is no number", {}, [{ lines: 3 }, { lines: "4" }, { lines: true }, {}], { number: 3 }],
    ["has no sum without a number", {}, [{}, { lines: null }], {}],
    ["clips the sum of the week", {}, [{ lines: 900 }, { lines: 900 }], { number: 1000 }],
    ["clips a sum that is too low", { clip: [10, 20] }, [{ lines: 3 }], { number: 10 }],
    ["rounds the sum to two digits", {}, [{ lines: 123.4 }], { number: 120 }],
    ["reads nested properties", { property: "a.b" }, [{ a: { b: 3 } }, { a: [3] }, { a: 3 }], { number: 3 }],
    ["reads no inherited property", { property: "constructor.length" }, [{}], {}],
    ["counts all events", { aggregate: "count" }, [{}, { lines: 1 }], { number: 2 }],
    [
      "counts the events in which a property is true",
      { aggregate: "count", property: "ok" },
      [{ ok: true }, { ok: false }, { ok: 1 }, { ok: "true" }, {}],
      { number: 1 },
    ],
    [
      "says with 0 that there were such events",
      { aggregate: "count", property: "ok" },
      [{ ok: false }],
      { number: 0 },
    ],
    [
      "has the number of numbers and their mean",
      { aggregate: "mean" },
      [{ lines: 3 }, { lines: 4.5 }, { lines: "4" }, {}],
      { average: { n: 2, mean: 3.75 } },
    ],
    [
      "clips each number before it is added to the mean",
      { aggregate: "mean", clip: [1, 10] },
      [{ lines: 3 }, { lines: 4000 }, { lines: -5 }],
      { average: { n: 3, mean: 4.67 } },
    ],
    [
      "has the share of the events in which a property is true as its mean, whatever the clip is",
      { aggregate: "mean", property: "ok", clip: [1, 50] },
      [{ ok: true }, { ok: false }, { ok: false }, { ok: "true" }, {}],
      { average: { n: 3, mean: 0.333 } },
    ],
    [
      "rounds the mean to three digits",
      { aggregate: "mean", clip: [0, 1e6] },
      [{ lines: 12_345 }],
      { average: { n: 1, mean: 12_300 } },
    ],
    ["has no mean without a number", { aggregate: "mean" }, [{}], {}],
    [
      "collects words",
      { aggregate: "words" },
      [{ lines: ["b", "a"] }, { lines: ["a"] }],
      { words: ["a", "b"] },
    ],
    [
      "collects no more words than its clip allows",
      { aggregate: "words", clip: [0, 1] },
      [{ lines: ["b", "a"] }],
      { words: ["b"] },
    ],
    ["collects single texts", { aggregate: "words" }, [{ lines: "b" }, { lines: 3 }], { words: ["b"] }],
    [
      "collects the word that each text is formatted as",
      { aggregate: "words", formatWord: (text) => text.slice(0, 1) },
      [{ lines: ["ba", "a"] }, { lines: "bc" }],
      { words: ["a", "b"] },
    ],
    [
      "has quantiles of values, each of which is clipped",
      { aggregate: "quantiles" },
      [{ lines: 10 }, { lines: 100_000 }, { lines: 10 }],
      { quantiles: { p50: 10, p95: 990, n: 3 } },
    ],
    ["has no quantiles without a value", { aggregate: "quantiles" }, [{}], {}],
  ])("%s", (_, metric, properties, expected) => {
    expect(summarize(metric, properties)).toEqual(expected);
  });

  it("keeps quantiles within its clip, also of values that another version has stored", () => {
    const stored = new MetricValues([{ ...definition, name: "m", aggregate: "quantiles", clip: [0, 1e9] }]);
    for (const lines of [5, 1450, 55_900_000]) stored.observe("index_done", { lines });
    const values = new MetricValues([
      { ...definition, name: "m", aggregate: "quantiles", clip: [1235, 1236] },
    ]);
    values.addStored(stored.store());
    expect(values.summarize().get("m")).toEqual({ quantiles: { p50: 1236, p95: 1236, n: 3 } });
  });

  it("ignores other events", () => {
    const values = new MetricValues([{ ...definition, name: "m" }]);
    values.observe("other", { lines: 3 });
    expect(values.summarize().get("m")).toEqual({});
    expect(values.store()).toEqual({});
  });

  it("has the same result in one process as in several that store and add their values", () => {
    const aggregates = fc.constantFrom<ReportMetric["aggregate"]>("count", "sum", "quantiles", "words");
    const events = fc.array(
      fc.record({
        lines: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.array(fc.constantFrom("a", "b", "c"))),
      }),
    );
    fc.assert(
      fc.property(aggregates, events, fc.nat(), (aggregate, all, at) => {
        const metric: ReportMetric = { ...definition, name: "m", aggregate };
        const split = all.length === 0 ? 0 : at % all.length;
        let stored: object = {};
        for (const part of [all.slice(0, split), all.slice(split)]) {
          const values = new MetricValues([metric]);
          for (const event of part) values.observe("index_done", event);
          values.addStored(JSON.parse(JSON.stringify(stored)));
          stored = values.store();
        }
        const together = new MetricValues([metric]);
        together.addStored(JSON.parse(JSON.stringify(stored)));
        expect(together.summarize().get("m")).toEqual(summarize(metric, all));
      }),
    );
  });

  it.each([
    ["another type", { m: "5" }],
    ["a number that is not finite", { m: Number.NaN }],
    ["a damaged sketch", { m: { merges: 0, buckets: "A" } }],
  ])("ignores stored values of %s", (_, stored) => {
    for (const aggregate of ["sum", "count", "quantiles", "words"] as const) {
      const values = new MetricValues([{ ...definition, name: "m", aggregate }]);
      values.addStored(stored);
      expect(values.store()).toEqual({});
    }
  });
});

describe("the metrics of this library", () => {
  it("read properties that the built-in events have", () => {
    const metrics = listWeeklyMetrics([]);
    const events = createBuiltInSamples().map((event) => {
      const [name, properties] = event.toPosthogEvent();
      return [name, serializeForTelemetry(properties)] as const;
    });
    for (const { name, event, property } of metrics) {
      if (event === "$exception") continue; // it has no sample
      const values = new MetricValues(metrics);
      for (const [sampleName, properties] of events) values.observe(sampleName, properties);
      const [, properties] = events.find(([sampleName]) => sampleName === event) ?? [];
      expect(properties, name).toBeDefined();
      if (property !== undefined) expect(Object.keys(values.store()), `${event}.${property}`).toContain(name);
    }
  });

  it("count searches by their outcome", () => {
    const values = new MetricValues(listWeeklyMetrics([]));
    for (const status of ["success", "success", "partial", "error"])
      values.observe("codeweaver_search", { status });
    const results = values.summarize();
    const numbers = ["searches", "search_successes", "search_errors"].map(
      (name) => results.get(name)?.number,
    );
    expect(numbers).toEqual([4, 2, 1]);
  });
});

describe("findMetricsProblem", () => {
  it("accepts what defineMetric returns", () => {
    expect(findMetricsProblem([defineMetric("indexed_lines", definition)])).toBeUndefined();
    expect(
      findMetricsProblem([defineMetric("runs", { event: "run done", aggregate: "count", clip: [0, 10] })]),
    ).toBeUndefined();
  });

  it.each([
    ["no list", {}, " is not a list of metrics"],
    ["no object", [5], "has no name of 1 to 40"],
    ["a name with a blank", [{ ...definition, name: "a b" }], "has no name of 1 to 40"],
    ["no event", [{ ...definition, name: "m", event: " " }], "names no event"],
    [
      "an unknown aggregate",
      [{ ...definition, name: "m", aggregate: "max" }],
      "none of count, sum, quantiles",
    ],
    ["the library's own aggregate", [{ ...definition, name: "m", aggregate: "words" }], "none of count"],
    ["no property", [{ ...definition, name: "m", property: undefined }], "names no property"],
    ["no clip", [{ ...definition, name: "m", clip: undefined }], "is not [low, high]"],
    ["a clip of texts", [{ ...definition, name: "m", clip: ["0", "1"] }], "is not [low, high]"],
    [
      "a clip without an end",
      [{ ...definition, name: "m", clip: [0, Number.POSITIVE_INFINITY] }],
      "is not [low, high]",
    ],
    ["a clip in the wrong order", [{ ...definition, name: "m", clip: [2, 1] }], "is not [low, high]"],
    [
      "quantiles of negative numbers",
      [{ ...definition, name: "m", aggregate: "quantiles", clip: [-1, 1] }],
      "has a clip below 0",
    ],
    [
      "a name twice",
      [
        { ...definition, name: "m" },
        { ...definition, name: "m" },
      ],
      "has the name of another one",
    ],
    [
      "a name that quantiles have",
      [
        { ...definition, name: "m", aggregate: "quantiles" },
        { ...definition, name: "m_p50" },
      ],
      "has the name of another one",
    ],
    [
      "33 metrics",
      Array.from({ length: 33 }, (_, index) => ({ ...definition, name: `m${index}` })),
      "more than 32 metrics",
    ],
  ])("names the fault of %s", (_, metrics, problem) => {
    expect(findMetricsProblem(metrics)).toContain(problem);
  });
});
