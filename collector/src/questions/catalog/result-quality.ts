/** Asks how good results are by what people want and how the tool searches, to improve the ranking where it is worst. */
import { defineQuestion } from "../question.js";
import { itemRows, number, text } from "../row-set.js";

export const resultQuality = defineQuestion({
  id: "result-quality",
  sentence: "How good are search results, by intent and strategy?",
  audience: "developers",
  shape: "comparison",
  rows: {
    used: itemRows(
      "codeweaver_search",
      "strategies",
      { strategy: text("strategies[]") },
      {
        intent: text("intent"),
        candidates: number("results.candidates"),
        best: number("quality.max_score"),
        average: number("quality.avg_score"),
        typical: number("quality.median_score"),
        worst: number("quality.min_score"),
        languages: number("language_count"),
      },
    ),
  },
  createSql: () => `
    SELECT intent, strategy, sum(weight) AS searches, avg(best) AS best_score, avg(typical) AS typical_score,
      avg(average) AS average_score, avg(worst) AS worst_score, avg(candidates) AS mean_candidates,
      avg(languages) AS mean_languages
    FROM used
    GROUP BY intent, strategy
    ORDER BY intent, searches DESC, strategy`,
  columns: [
    { kind: "text", name: "intent", label: "Intent" },
    { kind: "text", name: "strategy", label: "Strategy" },
    { kind: "count", name: "searches", label: "Searches that used it" },
    { kind: "number", name: "best_score", label: "Best score, mean" },
    { kind: "number", name: "typical_score", label: "Median score, mean" },
    { kind: "number", name: "average_score", label: "Average score, mean" },
    { kind: "number", name: "worst_score", label: "Worst score, mean" },
    { kind: "number", name: "mean_candidates", label: "Candidates per search" },
    { kind: "number", name: "mean_languages", label: "Languages found per search" },
  ],
  chart: { x: "intent", y: "typical_score", series: "strategy" },
  notes: [
    "A search that used two strategies counts with each of them.",
    "A search without matches has no scores, and is not among their means. See the question about empty results.",
    "The tool gives the scores itself. Compare them only between versions that compute them alike.",
    "A mean counts each received search once, also if its session was sampled.",
  ],
});
