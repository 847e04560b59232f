/** Asks how long answers are, because the model that reads them pays for every token. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const answerSizes = defineQuestion({
  id: "answer-sizes",
  sentence: "How many results and tokens does a search answer with, by version?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    searches: eventRows("codeweaver_search", {
      version: text("tool_version"),
      shown: number("results.returned"),
      tokens: number("results.token_count"),
      summary: number("summary_length"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT version, sum(weight) AS search_count, avg(shown) AS mean_results,
      ${quantile(0.5, "tokens")} AS half_tokens, ${quantile(0.95, "tokens")} AS p95_tokens,
      ${quantile(0.5, "summary")} AS half_summary, ${quantile(0.95, "summary")} AS p95_summary
    FROM searches
    GROUP BY version
    ORDER BY version`,
  columns: [
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "search_count", label: "Searches" },
    { kind: "number", name: "mean_results", label: "Results per search" },
    { kind: "number", name: "half_tokens", label: "Half have fewer tokens than" },
    { kind: "number", name: "p95_tokens", label: "95 % have fewer tokens than" },
    { kind: "number", name: "half_summary", label: "Half of the summaries have fewer characters than" },
    { kind: "number", name: "p95_summary", label: "95 % of the summaries have fewer characters than" },
  ],
  chart: { x: "version", y: "half_tokens" },
  notes: ["Each received search counts once in means and quantiles, also if its session was sampled."],
});
