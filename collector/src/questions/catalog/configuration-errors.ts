/** Asks which kinds of configuration error stop the setup, to give them a better message. */
import { defineQuestion } from "../question.js";
import { itemRows, text } from "../row-set.js";

export const configurationErrors = defineQuestion({
  id: "configuration-errors",
  sentence: "Which kinds of configuration error do people meet when they set up the tool?",
  audience: "developers",
  shape: "distribution",
  rows: {
    attempts: itemRows("codeweaver_setup", "errors", { kind: text("errors[]") }),
    sessions: itemRows("codeweaver_session", "setup.errors", { kind: text("setup.errors[]") }),
  },
  createSql: () => `
    SELECT kind, sum(attempt_weight) AS attempt_count, sum(session_weight) AS session_count
    FROM (
      SELECT kind, sum(weight) AS attempt_weight, 0.0 AS session_weight FROM attempts GROUP BY kind
      UNION ALL
      SELECT kind, 0.0 AS attempt_weight, sum(weight) AS session_weight FROM sessions GROUP BY kind) AS met
    GROUP BY kind
    ORDER BY attempt_count DESC, session_count DESC, kind`,
  columns: [
    { kind: "text", name: "kind", label: "Kind of error" },
    { kind: "count", name: "attempt_count", label: "Times in attempts to set up" },
    { kind: "count", name: "session_count", label: "Times in sessions" },
  ],
  chart: { x: "attempt_count", y: "kind" },
  notes: [
    "An attempt or a session with two errors counts with each of them.",
    "The kinds are from a fixed list. The texts of errors are not sent.",
  ],
});
