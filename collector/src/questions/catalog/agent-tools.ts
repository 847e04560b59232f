/** Asks which tools agents call, and what the calls take, to improve the tools that are slow or expensive. */
import { defineQuestion } from "../question.js";
import { number, spanRows, text } from "../row-set.js";

export const agentTools = defineQuestion({
  id: "agent-tools",
  sentence: "Which tools do agents call, and how long do the calls take and how many tokens?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    calls: spanRows({
      operation: text("attributes.gen_ai.operation.name"),
      tool: text("attributes.zen.tool.name"),
      call_id: text("attributes.gen_ai.tool.call.id"),
      tokens: number("attributes.zen.tool.tokens"),
      status: number("status"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT tool, sum(weight) AS calls, count(*) AS received, count(CASE WHEN status = 2 THEN 1 END) AS failed,
      ${quantile(0.5, "duration_ms")} AS p50, ${quantile(0.95, "duration_ms")} AS p95,
      sum(tokens * weight) AS all_tokens, avg(tokens) AS mean_tokens,
      count(call_id) - count(DISTINCT call_id) AS repeated
    FROM calls
    WHERE operation = 'execute_tool'
    GROUP BY tool
    ORDER BY calls DESC, tool`,
  columns: [
    { kind: "text", name: "tool", label: "Tool" },
    { kind: "count", name: "calls", label: "Calls" },
    { kind: "share", name: "failed_share", label: "Failed", part: "failed", of: "received" },
    { kind: "milliseconds", name: "p50", label: "Half are faster than" },
    { kind: "milliseconds", name: "p95", label: "95 % are faster than" },
    { kind: "count", name: "all_tokens", label: "Tokens of all calls" },
    { kind: "number", name: "mean_tokens", label: "Tokens per call" },
    { kind: "number", name: "repeated", label: "Spans of a call that another span describes" },
  ],
  chart: { x: "calls", y: "tool" },
  notes: [
    "Tools that are not the author's own have keyed hashes as names, which differ between machines.",
    "A call can have two spans, if an agent and its tool both record it. The last column says how many.",
    "Each received call counts once in times, means and shares, also if its trace was sampled.",
    "The intervals treat calls as independent. Those of one run resemble each other, so the truth is less certain.",
  ],
});
