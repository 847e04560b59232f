/** Asks how much of the traces is missing, to judge the numbers that are computed from them. */
import { defineQuestion } from "../question.js";
import { number, spanRows, text } from "../row-set.js";

export const traceSampling = defineQuestion({
  id: "trace-sampling",
  sentence: "At which rates are traces sampled, and which parts of spans were left out?",
  audience: "operators",
  shape: "table",
  rows: {
    spans_received: spanRows({
      rate: number("attributes.sampling.rate"),
      state: text("trace_state"),
      attributes_left_out: number("left_out.*", "attributes"),
      events_left_out: number("left_out.*", "events"),
      links_left_out: number("left_out.*", "links"),
    }),
  },
  createSql: () => `
    SELECT rate, state, count(*) AS spans_received, count(DISTINCT id) AS traces, sum(weight) AS spans,
      sum(coalesce(attributes_left_out, 0)) AS attributes_left_out,
      sum(coalesce(events_left_out, 0)) AS events_left_out, sum(coalesce(links_left_out, 0)) AS links_left_out
    FROM spans_received
    GROUP BY rate, state
    ORDER BY rate, state`,
  columns: [
    { kind: "number", name: "rate", label: "Sampling rate" },
    { kind: "text", name: "state", label: "Threshold in the trace state" },
    { kind: "number", name: "traces", label: "Traces received" },
    { kind: "number", name: "spans_received", label: "Spans received" },
    { kind: "count", name: "spans", label: "Spans for which they stand" },
    { kind: "number", name: "attributes_left_out", label: "Attributes that were left out" },
    { kind: "number", name: "events_left_out", label: "Events of spans that were left out" },
    { kind: "number", name: "links_left_out", label: "Links that were left out" },
  ],
  notes: [
    "A rate and its threshold say the same: `ot=th:8` is a rate of 0.5. A row with only one of them is of a trace that another program began.",
    "A span without a rate counts once. Adaptive sampling has many rates.",
    "Events of spans are never sent, and attributes only if they may be. A number here is not a fault.",
  ],
});
