/** Asks which versions are in use, to know when an old one needs no more care. */
import { defineQuestion } from "../question.js";
import { eventRows, text } from "../row-set.js";

export const versions = defineQuestion({
  id: "versions",
  sentence: "Which versions of the tool are in use each week?",
  audience: "everybody",
  shape: "series",
  rows: {
    active: eventRows("telemetry_active", { period: text("period"), version: text("tool_version") }),
    sessions: eventRows("codeweaver_session", { version: text("version") }),
  },
  createSql: ({ week }) => `
    SELECT begins, version, sum(reports) AS installations, sum(session_weight) AS session_count
    FROM (
      SELECT ${week("time")} AS begins, version, count(*) AS reports, 0.0 AS session_weight
      FROM active WHERE period = 'week' GROUP BY begins, version
      UNION ALL
      SELECT ${week("time")} AS begins, version, 0 AS reports, sum(weight) AS session_weight
      FROM sessions GROUP BY begins, version) AS weeks
    GROUP BY begins, version
    ORDER BY begins, version`,
  columns: [
    { kind: "day", name: "begins", label: "Week from" },
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "installations", label: "Active installations" },
    { kind: "count", name: "session_count", label: "Sessions" },
  ],
  chart: { x: "begins", y: "installations", series: "version" },
  notes: [
    "An installation counts under the version that it had when the week's first events were sent.",
    "Sessions count under the version that the tool states at their end. A tool that states none has sessions without a version.",
  ],
});
