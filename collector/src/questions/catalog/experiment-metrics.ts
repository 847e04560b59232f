/** Asks for the numbers that the variants of an experiment are compared by. */
import { defineQuestion } from "../question.js";
import { eventRows, mapRows, text } from "../row-set.js";

export const experimentMetrics = defineQuestion({
  id: "experiment-metrics",
  sentence: "Which numbers do the variants of an experiment have?",
  audience: "developers",
  shape: "comparison",
  rows: {
    outcomes: eventRows("telemetry_outcome", { experiment: text("experiment"), variant: text("variant") }),
    metrics: mapRows("telemetry_outcome", "metrics"),
  },
  createSql: ({ deviation, quantile }) => `
    SELECT experiment, key AS metric, variant, count(number) AS installations, avg(number) AS mean,
      ${deviation("number")} AS deviation, ${quantile(0.5, "number")} AS p50
    FROM metrics JOIN outcomes ON metrics.uuid = outcomes.uuid
    GROUP BY experiment, key, variant
    ORDER BY experiment, metric, variant`,
  columns: [
    { kind: "text", name: "experiment", label: "Experiment" },
    { kind: "text", name: "metric", label: "Metric" },
    { kind: "text", name: "variant", label: "Variant" },
    { kind: "count", name: "installations", label: "Installations with a value" },
    { kind: "number", name: "mean", label: "Mean" },
    { kind: "number", name: "deviation", label: "Standard deviation" },
    { kind: "number", name: "p50", label: "Half are below" },
  ],
  chart: { x: "variant", y: "mean", series: "metric" },
  notes: [
    "`<metric>_mean` is an installation's own mean, and `<metric>_n` the number of its values. Each installation counts once.",
    "A difference between these means is no result yet: the analysis of the experiment says how certain it is.",
  ],
});
