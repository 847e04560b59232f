/** Asks what runs of agents cost, to make them cheaper. */
import { defineQuestion } from "../question.js";
import { number, spanRows, text } from "../row-set.js";

export const runCosts = defineQuestion({
  id: "run-costs",
  sentence: "How many dollars do the runs of agents cost, by model?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    runs: spanRows({
      operation: text("attributes.gen_ai.operation.name"),
      model: text("attributes.zen.model"),
      usd: number("attributes.zen.cost.*", "usd"),
      usd_source: text("attributes.zen.cost.*", "source"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT model, sum(weight) AS runs, count(*) AS received, count(usd) AS priced,
      count(CASE WHEN usd_source = 'price_table' THEN 1 END) AS computed, sum(usd * weight) AS total_usd,
      avg(usd) AS mean_usd, ${quantile(0.5, "usd")} AS p50, ${quantile(0.95, "usd")} AS p95
    FROM runs
    WHERE operation = 'invoke_agent'
    GROUP BY model
    ORDER BY total_usd DESC, model`,
  columns: [
    { kind: "text", name: "model", label: "Model" },
    { kind: "count", name: "runs", label: "Runs" },
    { kind: "usd", name: "total_usd", label: "Dollars of all runs with a known cost" },
    { kind: "usd", name: "mean_usd", label: "Dollars per run" },
    { kind: "usd", name: "p50", label: "Half cost less than" },
    { kind: "usd", name: "p95", label: "95 % cost less than" },
    { kind: "share", name: "priced_share", label: "With a known cost", part: "priced", of: "received" },
    {
      kind: "share",
      name: "computed_share",
      label: "Cost computed from the tool's prices",
      part: "computed",
      of: "priced",
    },
  ],
  chart: { x: "total_usd", y: "model" },
  notes: [
    "A cost is the one that the provider reported, or is computed from the tool's own price table.",
    "Totals count a run of a sampled trace as many times as it stands for. Means and bounds count each received run once.",
    "The intervals treat runs as independent.",
  ],
});
