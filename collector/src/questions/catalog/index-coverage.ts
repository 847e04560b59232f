/** Asks whether the index is complete when people search, because an incomplete one explains poor results. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const indexCoverage = defineQuestion({
  id: "index-coverage",
  sentence: "How complete is the index when people search, and do they find less without it?",
  audience: "developers",
  shape: "comparison",
  rows: {
    searches: eventRows("codeweaver_search", {
      state: text("index.state"),
      coverage: number("index.coverage"),
      matches: number("match_count"),
      typical: number("quality.median_score"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT state, sum(weight) AS search_count, avg(coverage) AS mean_coverage,
      ${quantile(0.1, "coverage")} AS p10_coverage,
      sum(CASE WHEN matches = 0 THEN 1 ELSE 0 END) AS without_matches, count(matches) AS known_matches,
      avg(typical) AS typical_score
    FROM searches
    GROUP BY state
    ORDER BY search_count DESC, state`,
  columns: [
    { kind: "text", name: "state", label: "State of the index" },
    { kind: "count", name: "search_count", label: "Searches" },
    { kind: "number", name: "mean_coverage", label: "Files indexed, mean (per cent)" },
    { kind: "number", name: "p10_coverage", label: "A tenth of the searches has less than (per cent)" },
    {
      kind: "share",
      name: "unmatched_share",
      label: "Found nothing",
      part: "without_matches",
      of: "known_matches",
    },
    { kind: "number", name: "typical_score", label: "Median score, mean" },
  ],
  chart: { x: "state", y: "unmatched_share" },
  notes: [
    "Projects that are being indexed are newer and larger than others, so the index is not the only difference.",
    "Shares, means and quantiles count each received search once, also if its session was sampled.",
  ],
});
