/** Asks how many installations have a fault in a week, because ten failures of one person differ from one each of ten. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const weeklyErrors = defineQuestion({
  id: "weekly-errors",
  sentence: "How many installations have failing searches, calls or exceptions in a week?",
  audience: "developers",
  shape: "series",
  rows: {
    reports: eventRows("telemetry_week", {
      week: text("week"),
      successes: number("search_successes"),
      search_errors: number("search_errors"),
      tool_errors: number("tool_errors"),
      agent_calls: number("agent_calls"),
      agent_errors: number("agent_errors"),
      exceptions: number("exceptions"),
    }),
  },
  createSql: () => `
    SELECT week, count(*) AS installations,
      sum(successes) AS successful, sum(search_errors) AS failed,
      sum(CASE WHEN search_errors > 0 THEN 1 ELSE 0 END) AS with_search, count(search_errors) AS searching,
      sum(CASE WHEN tool_errors > 0 THEN 1 ELSE 0 END) AS with_tool, count(tool_errors) AS calling_tools,
      sum(CASE WHEN agent_errors > 0 THEN 1 ELSE 0 END) AS with_agent,
      count(coalesce(agent_calls, agent_errors)) AS calling_agents,
      sum(CASE WHEN exceptions > 0 THEN 1 ELSE 0 END) AS with_exception
    FROM reports
    GROUP BY week
    ORDER BY week`,
  columns: [
    { kind: "text", name: "week", label: "Week" },
    { kind: "count", name: "installations", label: "Installations that reported" },
    { kind: "count", name: "successful", label: "Searches that succeeded" },
    { kind: "count", name: "failed", label: "Searches that failed" },
    {
      kind: "share",
      name: "search_share",
      label: "With a failed search",
      part: "with_search",
      of: "searching",
    },
    {
      kind: "share",
      name: "tool_share",
      label: "With a failed tool call",
      part: "with_tool",
      of: "calling_tools",
    },
    {
      kind: "share",
      name: "agent_share",
      label: "With a failed operation of an agent",
      part: "with_agent",
      of: "calling_agents",
    },
    {
      kind: "share",
      name: "exception_share",
      label: "With an exception",
      part: "with_exception",
      of: "installations",
    },
  ],
  chart: { x: "week", y: "search_share" },
  notes: [
    "From weekly reports, which count all events, also those that are not sampled.",
    "The shares of searches, tool calls and agents are of the installations that had any in the week. The share of exceptions is of all.",
    "Each report is clipped and rounded to two digits on the machine, so sums are a little too low.",
  ],
});
