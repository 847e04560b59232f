/** Asks which errors the tools of agents have, to repair the tool that agents fail with. */
import { defineQuestion } from "../question.js";
import { number, spanRows, text } from "../row-set.js";

export const agentToolErrors = defineQuestion({
  id: "agent-tool-errors",
  sentence: "With which errors do the tools of agents fail, and where do these tools run?",
  audience: "developers",
  shape: "table",
  rows: {
    calls: spanRows({
      operation: text("attributes.gen_ai.operation.name"),
      tool: text("attributes.gen_ai.tool.name"),
      place: text("attributes.gen_ai.tool.type"),
      error: text("attributes.error.type"),
      status: number("status"),
    }),
  },
  createSql: () => `
    SELECT tool, place, error, sum(weight) AS failures, count(DISTINCT id) AS traces
    FROM calls
    WHERE operation = 'execute_tool' AND status = 2
    GROUP BY tool, place, error
    ORDER BY failures DESC, tool, place, error
    LIMIT 100`,
  columns: [
    { kind: "text", name: "tool", label: "Tool" },
    { kind: "text", name: "place", label: "Kind of tool" },
    { kind: "text", name: "error", label: "Type of error" },
    { kind: "count", name: "failures", label: "Failed calls" },
    { kind: "number", name: "traces", label: "Traces received with it" },
  ],
  chart: { x: "failures", y: "error" },
  notes: [
    "A `function` runs beside the agent, an `extension` at the provider, and a `datastore` gives data. At most 100 rows are shown.",
    "A call of a sampled trace counts as many times as it stands for.",
  ],
});
