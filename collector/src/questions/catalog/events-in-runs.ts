/** Asks which events happen while an agent runs, to see what agents use the tool for. */
import { defineQuestion } from "../question.js";
import { eventRows, text } from "../row-set.js";

export const eventsInRuns = defineQuestion({
  id: "events-in-runs",
  sentence: "Which events happen within a run of an agent, and how many in each run?",
  audience: "developers",
  shape: "comparison",
  rows: { happened: eventRows("*", { event: text("event"), run: text("$ai_trace_id") }) },
  createSql: () => `
    SELECT event, count(*) AS received, count(run) AS in_runs, count(DISTINCT run) AS runs,
      count(run) / nullif(count(DISTINCT run), 0) AS per_run
    FROM happened
    GROUP BY event
    HAVING count(run) > 0
    ORDER BY in_runs DESC, event`,
  columns: [
    { kind: "text", name: "event", label: "Event" },
    { kind: "number", name: "received", label: "Events received" },
    { kind: "share", name: "in_runs_share", label: "Within a run", part: "in_runs", of: "received" },
    { kind: "number", name: "runs", label: "Runs with it" },
    { kind: "number", name: "per_run", label: "In each of these runs, mean" },
  ],
  chart: { x: "in_runs_share", y: "event" },
  notes: [
    "Events that never happen within a run are not in the answer.",
    "The numbers are of received events, also if their sessions were sampled.",
  ],
});
