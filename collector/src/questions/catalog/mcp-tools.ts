/** Asks which tools of MCP servers are called and how their calls end, to improve those that people use. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, number, text } from "../row-set.js";

export const mcpTools = defineQuestion({
  id: "mcp-tools",
  sentence: "Which tools of the MCP server are called, how long do they take, and how often do they fail?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    calls: eventRows("mcp_tool_call", {
      tool: text("tool_name"),
      duration: number("duration_ms"),
      success: boolean("success"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT tool, sum(weight) AS calls, count(success) AS received,
      sum(CASE WHEN NOT success THEN 1 ELSE 0 END) AS failed,
      ${quantile(0.5, "duration")} AS p50, ${quantile(0.95, "duration")} AS p95
    FROM calls
    GROUP BY tool
    ORDER BY calls DESC, tool`,
  columns: [
    { kind: "text", name: "tool", label: "Tool" },
    { kind: "count", name: "calls", label: "Calls" },
    { kind: "share", name: "failed_share", label: "Failed", part: "failed", of: "received" },
    { kind: "milliseconds", name: "p50", label: "Half are faster than" },
    { kind: "milliseconds", name: "p95", label: "95 % are faster than" },
  ],
  chart: { x: "calls", y: "tool" },
  notes: [
    "Tools whose names the author has not listed can be together under `other`.",
    "Each received call counts once in the times, also if its session was sampled.",
    "The intervals treat calls as independent. Those of one session resemble each other, so the truth is less certain.",
  ],
});
