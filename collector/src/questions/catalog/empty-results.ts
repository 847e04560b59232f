/** Asks which searches find nothing, because an empty answer makes people leave. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const emptyResults = defineQuestion({
  id: "empty-results",
  sentence: "How many searches find nothing, by intent and search mode?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    searches: eventRows("codeweaver_search", {
      intent: text("intent"),
      mode: text("search_mode"),
      status: text("status"),
      matches: number("match_count"),
      shown: number("results.returned"),
    }),
  },
  createSql: () => `
    SELECT intent, mode, sum(weight) AS search_count,
      sum(CASE WHEN matches = 0 THEN 1 ELSE 0 END) AS without_matches, count(matches) AS known_matches,
      sum(CASE WHEN shown = 0 THEN 1 ELSE 0 END) AS without_results, count(shown) AS known_results
    FROM searches
    WHERE status IS NULL OR status <> 'error'
    GROUP BY intent, mode
    ORDER BY intent, mode`,
  columns: [
    { kind: "text", name: "intent", label: "Intent" },
    { kind: "text", name: "mode", label: "Search mode" },
    { kind: "count", name: "search_count", label: "Searches that did not fail" },
    {
      kind: "share",
      name: "unmatched_share",
      label: "Without a match",
      part: "without_matches",
      of: "known_matches",
    },
    {
      kind: "share",
      name: "no_result_share",
      label: "Without a result",
      part: "without_results",
      of: "known_results",
    },
  ],
  chart: { x: "intent", y: "unmatched_share", series: "mode" },
  notes: [
    "A search that failed is not among them: it is not known whether it would have found something.",
    "Matches are those of the answer. Results are the number that the tool states to have returned, which can be less.",
    "The shares are of the received searches. Those of one person resemble each other, so the truth is less certain than the intervals.",
  ],
});
