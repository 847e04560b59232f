/** Asks which work belongs to other traces, to follow work that several processes or requests share. */
import { defineQuestion } from "../question.js";
import { itemRows, SPAN_EVENT, text } from "../row-set.js";

export const traceLinks = defineQuestion({
  id: "trace-links",
  sentence: "Which traced pieces of work are linked to others?",
  audience: "developers",
  shape: "table",
  rows: {
    links: itemRows(
      SPAN_EVENT,
      "links",
      { linked_trace: text("links[].trace_id"), linked_span: text("links[].span_id") },
      { name: text("name"), span: text("span_id") },
    ),
  },
  createSql: () => `
    SELECT name, count(DISTINCT span) AS spans, count(*) AS links,
      count(CASE WHEN linked_trace <> id THEN 1 END) AS other_traces,
      count(DISTINCT linked_span) AS linked_spans
    FROM links
    GROUP BY name
    ORDER BY links DESC, name
    LIMIT 100`,
  columns: [
    { kind: "text", name: "name", label: "Work" },
    { kind: "number", name: "spans", label: "Times with a link" },
    { kind: "number", name: "links", label: "Links" },
    { kind: "number", name: "other_traces", label: "Of these to another trace" },
    { kind: "number", name: "linked_spans", label: "Different linked pieces of work" },
  ],
  notes: ["The linked work may be in a trace that was not sampled. Only received spans are counted."],
});
