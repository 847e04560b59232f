/** Asks for the numbers that the tool's author defines, which this project cannot foresee. */
import { defineQuestion } from "../question.js";
import { mapRows } from "../row-set.js";

export const authorMetrics = defineQuestion({
  id: "author-metrics",
  sentence: "What do the metrics of the tool's author say each week?",
  audience: "developers",
  shape: "series",
  rows: { metrics: mapRows("telemetry_week", "metrics") },
  createSql: ({ quantile, week }) => `
    SELECT key AS metric, ${week("time")} AS begins, count(number) AS installations, sum(number) AS total,
      avg(number) AS mean, ${quantile(0.5, "number")} AS half, ${quantile(0.9, "number")} AS p90
    FROM metrics
    GROUP BY metric, begins
    ORDER BY metric, begins`,
  columns: [
    { kind: "text", name: "metric", label: "Metric" },
    { kind: "day", name: "begins", label: "Week from" },
    { kind: "count", name: "installations", label: "Installations that reported it" },
    { kind: "number", name: "total", label: "Sum" },
    { kind: "number", name: "mean", label: "Mean of installations" },
    { kind: "number", name: "half", label: "Half of the installations are below" },
    { kind: "number", name: "p90", label: "90 % of the installations are below" },
  ],
  chart: { x: "begins", y: "half", series: "metric" },
  notes: [
    "From weekly reports, which are clipped and rounded on the machine. The author chooses the limits.",
    "The sum has a meaning only for sums and counts. Do not add names that end in `_p50`, `_p95` or `_mean`.",
    "A mean of `_mean` counts each installation once. The number of values behind it is the metric that ends in `_n`.",
  ],
});
