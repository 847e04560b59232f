/** Asks which errors traced pieces of work have, to repair them. */
import { defineQuestion } from "../question.js";
import { number, spanRows, text } from "../row-set.js";

export const traceErrors = defineQuestion({
  id: "trace-errors",
  sentence: "Which errors and HTTP answers do the traced pieces of work have?",
  audience: "developers",
  shape: "table",
  rows: {
    spans_received: spanRows({
      name: text("name"),
      status: number("status"),
      error: text("attributes.error.type"),
      http_status: number("attributes.http.response.status_code"),
    }),
  },
  createSql: () => `
    SELECT name, error, http_status, sum(weight) AS spans,
      sum(CASE WHEN status = 2 THEN weight ELSE 0 END) AS failures, count(DISTINCT id) AS traces
    FROM spans_received
    WHERE status = 2 OR error IS NOT NULL OR http_status IS NOT NULL
    GROUP BY name, error, http_status
    ORDER BY failures DESC, spans DESC, name, error, http_status
    LIMIT 100`,
  columns: [
    { kind: "text", name: "name", label: "Work" },
    { kind: "text", name: "error", label: "Type of error" },
    { kind: "number", name: "http_status", label: "HTTP status" },
    { kind: "count", name: "spans", label: "Times" },
    { kind: "count", name: "failures", label: "Of these failed" },
    { kind: "number", name: "traces", label: "Traces received with it" },
  ],
  chart: { x: "failures", y: "error" },
  notes: [
    "A request with an HTTP status is listed also if it did not fail. At most 100 rows are shown.",
    "A span of a sampled trace counts as many times as it stands for.",
  ],
});
