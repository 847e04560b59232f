/** Asks which questions find nothing, to learn what search must answer better. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

/**
 * A question that fewer ids ask is not shown. A rare question can tell who asked it, although paths, names and secrets are
 * redacted from it.
 */
const MIN_IDS = 5;

export const unansweredQuestions = defineQuestion({
  id: "unanswered-questions",
  sentence: "Which questions are asked often and find nothing?",
  audience: "developers",
  shape: "table",
  rows: {
    searches: eventRows("codeweaver_search", {
      query: text("query.query"),
      status: text("status"),
      matches: number("match_count"),
      shown: number("results.returned"),
    }),
  },
  createSql: () => `
    SELECT query, count(DISTINCT id) AS askers, sum(weight) AS search_count
    FROM searches
    WHERE query IS NOT NULL AND (matches = 0 OR shown = 0) AND (status IS NULL OR status <> 'error')
    GROUP BY query
    HAVING count(DISTINCT id) >= ${MIN_IDS}
    ORDER BY askers DESC, search_count DESC, query
    LIMIT 50`,
  columns: [
    { kind: "text", name: "query", label: "Question, redacted" },
    { kind: "number", name: "askers", label: "Different ids that asked it" },
    { kind: "count", name: "search_count", label: "Searches" },
  ],
  notes: [
    `A question is shown only if at least ${MIN_IDS} different ids asked it, because a rare one can tell who asked.`,
    "By default each process has an id of its own, so that one person can be several ids. Do not publish this answer.",
    "Only people who chose `tools_over_privacy` send their questions. These are redacted and cut to 256 characters on their machine.",
  ],
});
