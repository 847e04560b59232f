/** Asks what runs of agents cost that search with the tool, beside those that do not, to test whether searches save tokens. */
import { defineQuestion } from "../question.js";
import { eventRows, itemRows, number, SPAN_EVENT, spanRows, text } from "../row-set.js";

const EVENT_IDS = "attributes.posthog.event_ids";

export const runSearches = defineQuestion({
  id: "run-searches",
  sentence: "What do runs of agents take that search with the tool, beside runs that do not?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    runs: spanRows({
      span: text("span_id"),
      operation: text("attributes.gen_ai.operation.name"),
      read: number("attributes.gen_ai.usage.input_tokens"),
      usd: number("attributes.zen.cost.*", "usd"),
    }),
    captured: itemRows(
      SPAN_EVENT,
      EVENT_IDS,
      { event_id: text(`${EVENT_IDS}[]`) },
      { span: text("span_id") },
    ),
    searches: eventRows("codeweaver_search", { search_id: text("uuid") }),
  },
  createSql: ({ quantile }) => `
    SELECT searches_made > 0 AS has_searched, sum(weight) AS runs, avg(searches_made) AS mean_searches,
      avg(read) AS mean_read, avg(usd) AS mean_usd, ${quantile(0.5, "duration_ms")} AS p50
    FROM (
      SELECT runs.weight AS weight, read, usd, duration_ms, coalesce(found, 0) AS searches_made
      FROM runs LEFT JOIN (
        SELECT span, count(*) AS found
        FROM captured JOIN (
          SELECT search_id FROM searches WHERE search_id IN (SELECT event_id FROM captured)
        ) AS searches_in_runs ON event_id = search_id
        GROUP BY span
      ) AS searches_by_run ON runs.span = searches_by_run.span
      WHERE operation = 'invoke_agent'
    ) AS known_runs
    GROUP BY has_searched
    ORDER BY has_searched DESC`,
  columns: [
    { kind: "yesno", name: "has_searched", label: "The run has searched" },
    { kind: "count", name: "runs", label: "Runs" },
    { kind: "number", name: "mean_searches", label: "Searches per run" },
    { kind: "number", name: "mean_read", label: "Tokens read per run" },
    { kind: "usd", name: "mean_usd", label: "Dollars per run" },
    { kind: "milliseconds", name: "p50", label: "Half are faster than" },
  ],
  notes: [
    "A difference does not show that searches cause it: runs that search may have other tasks. Only an experiment can show that.",
    "Searches of a session that was not sampled are missing, so some runs without a search have searched.",
    "A run lists at most 128 events. Means count each received run once, also if its trace was sampled.",
  ],
});
