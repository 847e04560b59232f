/** Asks which settings people set, to drop those that nobody needs. */
import { defineQuestion } from "../question.js";
import { eventRows, itemRows, text } from "../row-set.js";

export const settingsInUse = defineQuestion({
  id: "settings-in-use",
  sentence: "Which settings of the tool do people set?",
  audience: "developers",
  shape: "distribution",
  rows: {
    reports: eventRows("telemetry_week"),
    week_settings: itemRows("telemetry_week", "settings_used", { setting: text("settings_used[]") }),
    sessions: eventRows("codeweaver_session"),
    session_settings: itemRows("codeweaver_session", "settings_used", { setting: text("settings_used[]") }),
  },
  createSql: () => `
    SELECT setting, sum(in_week) AS weeks, sum(in_session) AS session_count,
      (SELECT count(*) FROM reports) AS all_weeks, (SELECT count(*) FROM sessions) AS all_sessions
    FROM (
      SELECT setting, count(*) AS in_week, 0 AS in_session FROM week_settings GROUP BY setting
      UNION ALL
      SELECT setting, 0 AS in_week, count(*) AS in_session FROM session_settings GROUP BY setting) AS used
    GROUP BY setting
    ORDER BY weeks DESC, session_count DESC, setting`,
  columns: [
    { kind: "text", name: "setting", label: "Setting" },
    { kind: "count", name: "weeks", label: "Weekly reports with it" },
    { kind: "share", name: "week_share", label: "Of all weekly reports", part: "weeks", of: "all_weeks" },
    { kind: "number", name: "session_count", label: "Received sessions with it" },
    {
      kind: "share",
      name: "session_share",
      label: "Of all received sessions",
      part: "session_count",
      of: "all_sessions",
    },
  ],
  chart: { x: "week_share", y: "setting" },
  notes: [
    "The weekly reports count installations, each once a week. The sessions are mostly those of busy installations.",
    "Only names are sent, never values. A name that is not a single word is `other`.",
    "A setting that nobody set is not in the answer, because no report names it.",
  ],
});
