/** Asks how many spans clients did not send, to judge the numbers that are computed from traces. */
import { defineQuestion } from "../question.js";
import { mapRows, SPAN_EVENT } from "../row-set.js";

export const traceDrops = defineQuestion({
  id: "trace-drops",
  sentence: "How many spans, or parts of them, did clients not send, and why?",
  audience: "operators",
  shape: "distribution",
  rows: { drops: mapRows(SPAN_EVENT, "attributes.telemetry.refused") },
  createSql: () => `
    SELECT key AS reason, version, sum(number) AS dropped, count(DISTINCT id) AS traces
    FROM drops
    GROUP BY key, version
    ORDER BY dropped DESC, reason, version`,
  columns: [
    { kind: "text", name: "reason", label: "Reason" },
    { kind: "text", name: "version", label: "Version" },
    { kind: "number", name: "dropped", label: "Not sent" },
    { kind: "number", name: "traces", label: "Traces received that state it" },
  ],
  chart: { x: "dropped", y: "reason" },
  notes: [
    "A client states what it did not send with the next span that it sends. What it drops after its last span is unknown.",
    "Reasons that begin with `omitted_` count parts of spans, and the others whole spans.",
  ],
});
