/** Asks for the numbers that agent platforms measure, to notice a release that makes one worse. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const performanceMetrics = defineQuestion({
  id: "performance-metrics",
  sentence: "Which numbers do agent platforms measure, by version?",
  audience: "developers",
  shape: "comparison",
  rows: {
    measures: eventRows("performance", {
      metric: text("metric_name"),
      unit: text("unit"),
      measured: number("value"),
      version: text("tool_version"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT metric, unit, version, sum(weight) AS measures, avg(measured) AS mean,
      ${quantile(0.5, "measured")} AS p50, ${quantile(0.95, "measured")} AS p95
    FROM measures
    GROUP BY metric, unit, version
    ORDER BY metric, unit, version`,
  columns: [
    { kind: "text", name: "metric", label: "Measured" },
    { kind: "text", name: "unit", label: "Unit" },
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "measures", label: "Measures" },
    { kind: "number", name: "mean", label: "Mean" },
    { kind: "number", name: "p50", label: "Half are below" },
    { kind: "number", name: "p95", label: "95 % are below" },
  ],
  chart: { x: "version", y: "p95", series: "metric" },
  notes: [
    "Numbers of different units cannot be compared. The unit `other` is one that is not known.",
    "Each received measure counts once in the mean and the bounds, also if its session was sampled.",
  ],
});
