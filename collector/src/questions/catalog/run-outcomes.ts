/** Asks how runs of agents end and what they take, to improve the agents and commands that fail or are expensive. */
import { defineQuestion } from "../question.js";
import { number, spanRows, text } from "../row-set.js";

export const runOutcomes = defineQuestion({
  id: "run-outcomes",
  sentence: "How do the runs of agents end, and what do they take, by agent and command?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    runs: spanRows({
      operation: text("attributes.gen_ai.operation.name"),
      agent: text("attributes.zen.agent.name"),
      command: text("attributes.zen.command"),
      outcome: text("attributes.zen.status"),
      usd: number("attributes.zen.cost.*", "usd"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT agent, command, sum(weight) AS runs, count(outcome) AS received,
      count(CASE WHEN outcome = 'failed' THEN 1 END) AS failed,
      count(CASE WHEN outcome = 'cancelled' THEN 1 END) AS cancelled,
      ${quantile(0.5, "duration_ms")} AS p50, ${quantile(0.95, "duration_ms")} AS p95, avg(usd) AS mean_usd
    FROM runs
    WHERE operation = 'invoke_agent'
    GROUP BY agent, command
    ORDER BY runs DESC, agent, command`,
  columns: [
    { kind: "text", name: "agent", label: "Agent" },
    { kind: "text", name: "command", label: "Command" },
    { kind: "count", name: "runs", label: "Runs" },
    { kind: "share", name: "failed_share", label: "Failed", part: "failed", of: "received" },
    { kind: "share", name: "cancelled_share", label: "Cancelled", part: "cancelled", of: "received" },
    { kind: "milliseconds", name: "p50", label: "Half are faster than" },
    { kind: "milliseconds", name: "p95", label: "95 % are faster than" },
    { kind: "usd", name: "mean_usd", label: "Dollars per run" },
  ],
  chart: { x: "runs", y: "agent", series: "command" },
  notes: [
    "A run without a command was not started by one.",
    "Each received run counts once in times, means and shares, also if its trace was sampled.",
    "The intervals treat runs as independent. Those of one session resemble each other, so the truth is less certain.",
  ],
});
