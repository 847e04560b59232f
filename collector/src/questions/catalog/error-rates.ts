/** Asks how many sessions have an error, to notice a release that breaks something. */
import { defineQuestion } from "../question.js";
import { eventRows, text } from "../row-set.js";

export const errorRates = defineQuestion({
  id: "error-rates",
  sentence: "In how many sessions does an error occur, by version?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    all_events: eventRows("*", { session: text("$session_id"), version: text("tool_version") }),
    exceptions: eventRows("$exception", { session: text("$session_id"), version: text("tool_version") }),
    platform_errors: eventRows("error", { session: text("$session_id"), version: text("tool_version") }),
  },
  createSql: () => `
    SELECT version, count(*) AS sessions, sum(had_exception) AS with_exception,
      sum(had_platform_error) AS with_platform_error
    FROM (
      SELECT version, session, max(is_exception) AS had_exception, max(is_platform_error) AS had_platform_error
      FROM (
        SELECT DISTINCT version, session, 0 AS is_exception, 0 AS is_platform_error FROM all_events
        UNION ALL SELECT DISTINCT version, session, 1, 0 FROM exceptions
        UNION ALL SELECT DISTINCT version, session, 0, 1 FROM platform_errors
      ) AS facts
      WHERE session IS NOT NULL
      GROUP BY version, session
    ) AS sessions
    GROUP BY version
    ORDER BY version`,
  columns: [
    { kind: "version", name: "version", label: "Version" },
    { kind: "number", name: "sessions", label: "Sessions received" },
    {
      kind: "share",
      name: "exception_share",
      label: "With a reported error",
      part: "with_exception",
      of: "sessions",
    },
    {
      kind: "share",
      name: "platform_share",
      label: "With an error of an agent platform",
      part: "with_platform_error",
      of: "sessions",
    },
  ],
  chart: { x: "version", y: "exception_share" },
  notes: [
    "Only errors count that the tool's author reports. Events without a session, such as weekly reports, are not counted.",
    "The intervals treat sessions as independent. Those of one person resemble each other, so the truth is less certain.",
  ],
});
