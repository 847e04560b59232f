/** Asks how much the tool is used, to see whether use grows and what a release changes. */
import { defineQuestion } from "../question.js";
import { eventRows, number } from "../row-set.js";

export const sessionsAndSearches = defineQuestion({
  id: "sessions-and-searches",
  sentence: "How many sessions and searches are there each day?",
  audience: "everybody",
  shape: "series",
  rows: {
    sessions: eventRows("codeweaver_session", { seconds: number("duration_seconds") }),
    searches: eventRows("codeweaver_search"),
  },
  createSql: ({ day, quantile }) => `
    SELECT happened, sum(session_weight) AS session_count, sum(search_weight) AS search_count,
      max(half) AS half_seconds
    FROM (
      SELECT ${day("time")} AS happened, sum(weight) AS session_weight, 0.0 AS search_weight,
        ${quantile(0.5, "seconds")} AS half
      FROM sessions GROUP BY happened
      UNION ALL
      SELECT ${day("time")} AS happened, 0.0 AS session_weight, sum(weight) AS search_weight, NULL AS half
      FROM searches GROUP BY happened) AS days
    GROUP BY happened
    ORDER BY happened`,
  columns: [
    { kind: "day", name: "happened", label: "Day" },
    { kind: "count", name: "session_count", label: "Sessions" },
    { kind: "count", name: "search_count", label: "Searches" },
    { kind: "number", name: "half_seconds", label: "Half of the sessions are shorter than (seconds)" },
  ],
  chart: { x: "happened", y: "search_count" },
  notes: [
    "A session is counted when it ends. One that is killed is missing, although its searches count.",
    "Each received session counts once in the duration, also if it was sampled.",
  ],
});
