/** Asks how calls of MCP tools change from version to version, to notice a release that is slower or breaks a tool. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, number, text } from "../row-set.js";

export const mcpToolVersions = defineQuestion({
  id: "mcp-tool-versions",
  sentence: "Does a version make a tool of the MCP server slower, or let more of its calls fail?",
  audience: "developers",
  shape: "comparison",
  rows: {
    calls: eventRows("mcp_tool_call", {
      version: text("tool_version"),
      tool: text("tool_name"),
      duration: number("duration_ms"),
      success: boolean("success"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT tool, version, sum(weight) AS calls, count(success) AS received,
      sum(CASE WHEN NOT success THEN 1 ELSE 0 END) AS failed, ${quantile(0.95, "duration")} AS p95
    FROM calls
    GROUP BY tool, version
    ORDER BY tool, version`,
  columns: [
    { kind: "text", name: "tool", label: "Tool" },
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "calls", label: "Calls" },
    { kind: "share", name: "failed_share", label: "Failed", part: "failed", of: "received" },
    { kind: "milliseconds", name: "p95", label: "95 % are faster than" },
  ],
  chart: { x: "version", y: "p95", series: "tool" },
  notes: [
    "Each received call counts once in the times, also if its session was sampled.",
    "The intervals treat calls as independent. Those of one session resemble each other, so the truth is less certain.",
  ],
});
