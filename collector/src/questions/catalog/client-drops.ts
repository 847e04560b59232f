/** Asks what clients did not send, to know what is missing in every other answer. */
import { defineQuestion } from "../question.js";
import { mapRows } from "../row-set.js";

export const clientDrops = defineQuestion({
  id: "client-drops",
  sentence: "What did clients not send, and why?",
  audience: "operators",
  shape: "distribution",
  rows: { reports: mapRows("*", "telemetry_refused") },
  createSql: () => `
    SELECT key AS reason, sum(number) AS dropped, count(*) AS events, count(DISTINCT id) AS ids
    FROM reports
    GROUP BY reason
    ORDER BY dropped DESC, reason`,
  columns: [
    { kind: "text", name: "reason", label: "Reason" },
    { kind: "number", name: "dropped", label: "Events or parts of events that were not sent" },
    { kind: "number", name: "events", label: "Received events that say so" },
    { kind: "number", name: "ids", label: "Different ids that say so" },
  ],
  chart: { x: "dropped", y: "reason" },
  notes: [
    "A client reports what it dropped with the next event that it sends. Clients that can send nothing are missing.",
    "`sampled_out` counts the events that weights already stand for. Do not add both.",
    "The numbers are not weighted.",
  ],
});
