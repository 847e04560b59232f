/** Asks how long questions are, to see whether people ask in keywords or sentences, and which of them search answers worse. */
import { defineQuestion } from "../question.js";
import { eventRows, number } from "../row-set.js";

export const queryLengths = defineQuestion({
  id: "query-lengths",
  sentence: "How long are questions, and do longer ones find less?",
  audience: "developers",
  shape: "distribution",
  rows: {
    searches: eventRows("codeweaver_search", {
      words: number("query.token_count"),
      characters: number("query.char_count"),
      matches: number("match_count"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT
      CASE WHEN words <= 1 THEN '0 or 1' WHEN words <= 3 THEN '2 or 3' WHEN words <= 7 THEN '4 to 7'
        WHEN words <= 15 THEN '8 to 15' ELSE '16 or more' END AS length,
      sum(weight) AS search_count, ${quantile(0.5, "characters")} AS half, ${quantile(0.95, "characters")} AS p95,
      sum(CASE WHEN matches = 0 THEN 1 ELSE 0 END) AS without_matches, count(matches) AS known_matches
    FROM searches
    WHERE words IS NOT NULL
    GROUP BY length
    ORDER BY min(words)`,
  columns: [
    { kind: "text", name: "length", label: "Words in the question" },
    { kind: "count", name: "search_count", label: "Searches" },
    { kind: "number", name: "half", label: "Half have fewer characters than" },
    { kind: "number", name: "p95", label: "95 % have fewer characters than" },
    {
      kind: "share",
      name: "unmatched_share",
      label: "Found nothing",
      part: "without_matches",
      of: "known_matches",
    },
  ],
  chart: { x: "length", y: "search_count" },
  notes: ["Only people who chose `tools_over_privacy` send the length of their questions."],
});
