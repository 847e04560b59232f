/** Asks in which languages matches are poor or badly cut, because these need better parsing. */
import { defineQuestion } from "../question.js";
import { itemRows, number, text } from "../row-set.js";

export const matchLanguages = defineQuestion({
  id: "match-languages",
  sentence: "How good are matches, and how long, by language?",
  audience: "developers",
  shape: "comparison",
  rows: {
    matches: itemRows("codeweaver_search", "matches", {
      language: text("matches[].language"),
      score: number("matches[].score"),
      lines: number("matches[].lines"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT language, count(*) AS received, avg(score) AS mean_score, ${quantile(0.1, "score")} AS p10_score,
      ${quantile(0.5, "lines")} AS half_lines, ${quantile(0.95, "lines")} AS p95_lines
    FROM matches
    GROUP BY language
    ORDER BY received DESC, language
    LIMIT 50`,
  columns: [
    { kind: "text", name: "language", label: "Language" },
    { kind: "number", name: "received", label: "Matches received" },
    { kind: "number", name: "mean_score", label: "Mean score" },
    { kind: "number", name: "p10_score", label: "A tenth of the scores is lower than" },
    { kind: "number", name: "half_lines", label: "Half have fewer lines than" },
    { kind: "number", name: "p95_lines", label: "95 % have fewer lines than" },
  ],
  chart: { x: "mean_score", y: "language" },
  notes: [
    "Only people who chose `tools_over_privacy` send details of matches.",
    "Each received match counts once, also if its session was sampled.",
  ],
});
