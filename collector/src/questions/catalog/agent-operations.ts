/** Asks what agents are used for, and by how many, to know which operations deserve work. */
import { defineQuestion } from "../question.js";
import { eventRows, text } from "../row-set.js";

export const agentOperations = defineQuestion({
  id: "agent-operations",
  sentence: "What are agents used for, and how many different agents are used?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    uses: eventRows("agent_usage", { operation: text("operation"), agent: text("agent_id_hash") }),
  },
  createSql: () => `
    SELECT operation, sum(weight) AS uses, count(DISTINCT agent) AS agents, count(DISTINCT id) AS ids
    FROM uses
    GROUP BY operation
    ORDER BY uses DESC, operation`,
  columns: [
    { kind: "text", name: "operation", label: "Operation" },
    { kind: "count", name: "uses", label: "Uses" },
    { kind: "number", name: "agents", label: "Different agents received" },
    { kind: "number", name: "ids", label: "Different ids received" },
  ],
  chart: { x: "uses", y: "operation" },
  notes: [
    "An agent's name is hashed with a key of one process, or of one machine for 30 days. The same agent on two machines counts twice.",
    "An id is that of a session or, if the person allows it, of an installation.",
  ],
});
