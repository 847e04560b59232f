/** Asks what the measured numbers depend on, to find the case that is slow. */
import { defineQuestion } from "../question.js";
import { eventRows, mapRows, number, text } from "../row-set.js";

export const performanceTags = defineQuestion({
  id: "performance-tags",
  sentence: "On which tags do the numbers depend that agent platforms measure?",
  audience: "developers",
  shape: "table",
  rows: {
    measures: eventRows("performance", {
      metric: text("metric_name"),
      unit: text("unit"),
      measured: number("value"),
    }),
    tags: mapRows("performance", "tags"),
  },
  createSql: ({ quantile }) => `
    SELECT metric, unit, key AS tag, text AS tag_value, sum(measures.weight) AS measures, avg(measured) AS mean,
      ${quantile(0.5, "measured")} AS p50, ${quantile(0.95, "measured")} AS p95
    FROM measures JOIN tags ON tags.uuid = measures.uuid
    GROUP BY metric, unit, key, text
    ORDER BY metric, unit, tag, measures DESC, tag_value
    LIMIT 200`,
  columns: [
    { kind: "text", name: "metric", label: "Measured" },
    { kind: "text", name: "unit", label: "Unit" },
    { kind: "text", name: "tag", label: "Tag" },
    { kind: "text", name: "tag_value", label: "Value of the tag" },
    { kind: "count", name: "measures", label: "Measures" },
    { kind: "number", name: "mean", label: "Mean" },
    { kind: "number", name: "p50", label: "Half are below" },
    { kind: "number", name: "p95", label: "95 % are below" },
  ],
  notes: [
    "A measure with two tags is in a row of each. At most 200 rows are shown.",
    "Each received measure counts once in the mean and the bounds, also if its session was sampled.",
  ],
});
