/** Asks how much an installation does in a week, to tell a growing community from a few busy machines. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const weeklyActivity = defineQuestion({
  id: "weekly-activity",
  sentence: "How many sessions, searches and calls does an installation have in a week?",
  audience: "everybody",
  shape: "series",
  rows: {
    reports: eventRows("telemetry_week", {
      week: text("week"),
      sessions: number("sessions"),
      searches: number("searches"),
      tool_calls: number("tool_calls"),
      agent_calls: number("agent_calls"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT week, count(*) AS installations,
      sum(sessions) AS all_sessions, ${quantile(0.5, "sessions")} AS half_sessions,
      sum(searches) AS all_searches, ${quantile(0.5, "searches")} AS half_searches,
      sum(tool_calls) AS all_tool_calls, sum(agent_calls) AS all_agent_calls
    FROM reports
    GROUP BY week
    ORDER BY week`,
  columns: [
    { kind: "text", name: "week", label: "Week" },
    { kind: "count", name: "installations", label: "Installations that reported" },
    { kind: "count", name: "all_sessions", label: "Sessions" },
    { kind: "number", name: "half_sessions", label: "Half have fewer sessions than" },
    { kind: "count", name: "all_searches", label: "Searches" },
    { kind: "number", name: "half_searches", label: "Half have fewer searches than" },
    { kind: "count", name: "all_tool_calls", label: "Calls of MCP tools" },
    { kind: "count", name: "all_agent_calls", label: "Calls of agents" },
  ],
  chart: { x: "week", y: "half_searches" },
  notes: [
    "From weekly reports, which count all events, also those that are not sampled.",
    "Each report is clipped and rounded to two digits on the machine, so that an unusual week cannot be recognized. Sums are therefore a little too low.",
    "An installation is among the searches only if its tool captures searches.",
  ],
});
