/** Asks in how many sessions and workspaces agents run, to see whether people come to rely on a version of an agent. */
import { defineQuestion } from "../question.js";
import { spanRows, text } from "../row-set.js";

export const runSessions = defineQuestion({
  id: "run-sessions",
  sentence: "In how many sessions and workspaces do agents run, by agent and version?",
  audience: "developers",
  shape: "comparison",
  rows: {
    runs: spanRows({
      operation: text("attributes.gen_ai.operation.name"),
      agent: text("attributes.gen_ai.agent.name"),
      version: text("attributes.gen_ai.agent.version"),
      agent_id: text("attributes.gen_ai.agent.id"),
      session: text("attributes.gen_ai.conversation.id"),
      workspace: text("attributes.zen.workspace.hash"),
    }),
  },
  createSql: () => `
    SELECT agent, version, sum(weight) AS runs, count(DISTINCT session) AS sessions,
      CASE WHEN count(session) > 0 THEN count(session) / count(DISTINCT session) END AS runs_per_session,
      count(DISTINCT workspace) AS workspaces, count(DISTINCT agent_id) AS agent_ids
    FROM runs
    WHERE operation = 'invoke_agent'
    GROUP BY agent, version
    ORDER BY runs DESC, agent, version`,
  columns: [
    { kind: "text", name: "agent", label: "Agent" },
    { kind: "text", name: "version", label: "Version of the agent" },
    { kind: "count", name: "runs", label: "Runs" },
    { kind: "number", name: "sessions", label: "Different sessions received" },
    { kind: "number", name: "runs_per_session", label: "Received runs per session" },
    { kind: "number", name: "workspaces", label: "Different workspaces received" },
    { kind: "number", name: "agent_ids", label: "Different agents at providers" },
  ],
  chart: { x: "agent", y: "runs_per_session" },
  notes: [
    "Sessions, workspaces and agents at providers are keyed hashes. The key is that of one process, or of one machine for 30 days, so the same workspace can count several times.",
    "If traces are sampled, some runs of a session are not received, and there are more runs per session than stated.",
  ],
});
