/** Asks how the operations of agents went, by the details that the platform states, to repair those that fail or are slow. */
import { defineQuestion } from "../question.js";
import { eventRows, mapRows, text } from "../row-set.js";

export const agentOutcomes = defineQuestion({
  id: "agent-outcomes",
  sentence: "How did the operations of agents go?",
  audience: "developers",
  shape: "table",
  rows: {
    uses: eventRows("agent_usage", { operation: text("operation") }),
    details: mapRows("agent_usage", "metadata"),
  },
  createSql: ({ quantile }) => `
    SELECT operation, key AS detail, word, sum(weight) AS uses, avg(number) AS mean,
      ${quantile(0.5, "number")} AS p50, ${quantile(0.95, "number")} AS p95
    FROM (
      SELECT operation, key, CASE WHEN number IS NULL THEN text END AS word, number, details.weight AS weight
      FROM details JOIN uses ON details.uuid = uses.uuid
    ) AS known_uses
    GROUP BY operation, key, word
    ORDER BY operation, detail, uses DESC, word
    LIMIT 200`,
  columns: [
    { kind: "text", name: "operation", label: "Operation" },
    { kind: "text", name: "detail", label: "Detail" },
    { kind: "text", name: "word", label: "Word, or yes or no" },
    { kind: "count", name: "uses", label: "Uses" },
    { kind: "number", name: "mean", label: "Mean" },
    { kind: "number", name: "p50", label: "Half are below" },
    { kind: "number", name: "p95", label: "95 % are below" },
  ],
  notes: [
    "The platform chooses the details. A detail such as `success` has a row for each word, and one such as `duration_ms` has a mean.",
    "Each received use counts once in the mean and the bounds, also if its session was sampled.",
    "At most 200 rows are shown.",
  ],
});
