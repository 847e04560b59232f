/** Asks which ways of matching find good results, and so are worth the time they take. */
import { defineQuestion } from "../question.js";
import { itemRows, mapRows, number, text } from "../row-set.js";

export const matchTypes = defineQuestion({
  id: "match-types",
  sentence: "Which ways of matching find results, and how good are these?",
  audience: "developers",
  shape: "comparison",
  rows: {
    types: mapRows("codeweaver_search", "match_types"),
    details: itemRows("codeweaver_search", "matches", {
      type: text("matches[].match_type"),
      score: number("matches[].score"),
      lines: number("matches[].lines"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT t.type AS type, t.searches AS searches, t.found AS found, d.described AS described,
      d.mean_score AS mean_score, d.half_lines AS half_lines, d.p95_lines AS p95_lines
    FROM (
      SELECT key AS type, sum(weight) AS searches, sum(number * weight) AS found
      FROM types GROUP BY type) AS t
    LEFT JOIN (
      SELECT type, count(*) AS described, avg(score) AS mean_score, ${quantile(0.5, "lines")} AS half_lines,
        ${quantile(0.95, "lines")} AS p95_lines
      FROM details GROUP BY type) AS d ON t.type = d.type
    ORDER BY found DESC, type`,
  columns: [
    { kind: "text", name: "type", label: "Way of matching" },
    { kind: "count", name: "searches", label: "Searches with it" },
    { kind: "count", name: "found", label: "Matches" },
    { kind: "number", name: "described", label: "Matches with details" },
    { kind: "number", name: "mean_score", label: "Mean score" },
    { kind: "number", name: "half_lines", label: "Half have fewer lines than" },
    { kind: "number", name: "p95_lines", label: "95 % have fewer lines than" },
  ],
  chart: { x: "found", y: "type" },
  notes: [
    "Scores and lines are those of matches with details, which only people send who chose `tools_over_privacy`.",
    "They count each received match once, also if its session was sampled.",
  ],
});
