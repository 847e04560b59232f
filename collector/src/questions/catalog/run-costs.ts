/** Asks what runs of agents cost, to make them cheaper. */
import { defineQuestion } from "../question.js";
import { number, spanRows, text } from "../row-set.js";

export const runCosts = defineQuestion({
  id: "run-costs",
  sentence: "How many tokens and dollars do agents' runs use, by model?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    runs: spanRows({
      model: text("attributes.gen_ai.request.model"),
      input: number("attributes.gen_ai.usage.input_tokens"),
      output: number("attributes.gen_ai.usage.output_tokens"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT model, sum(weight) AS runs, sum(input * weight) AS input, sum(output * weight) AS output,
      ${quantile(0.5, "duration_ms")} AS p50
    FROM runs
    WHERE model IS NOT NULL
    GROUP BY model
    ORDER BY runs DESC, model`,
  columns: [
    { kind: "text", name: "model", label: "Model" },
    { kind: "count", name: "runs", label: "Runs" },
    { kind: "count", name: "input", label: "Tokens read" },
    { kind: "count", name: "output", label: "Tokens written" },
    { kind: "milliseconds", name: "p50", label: "Half of the runs are shorter than" },
  ],
  chart: { x: "model", y: "runs" },
});
