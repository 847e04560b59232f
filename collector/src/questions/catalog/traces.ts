/** Asks how long pieces of work take and how often they fail, to find the part that is slow. */
import { defineQuestion } from "../question.js";
import { number, spanRows, text } from "../row-set.js";

export const traces = defineQuestion({
  id: "traces",
  sentence: "How long do the traced pieces of work take, and how often do they fail?",
  audience: "developers",
  shape: "table",
  rows: {
    spans_received: spanRows({
      name: text("name"),
      kind: number("kind"),
      library: text("scope"),
      status: number("status"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT name,
      CASE kind WHEN 1 THEN 'internal' WHEN 2 THEN 'server' WHEN 3 THEN 'client' WHEN 4 THEN 'producer'
        WHEN 5 THEN 'consumer' ELSE 'unspecified' END AS role,
      library, sum(weight) AS spans, count(*) AS received, count(CASE WHEN status = 2 THEN 1 END) AS failed,
      ${quantile(0.5, "duration_ms")} AS p50, ${quantile(0.95, "duration_ms")} AS p95,
      ${quantile(0.99, "duration_ms")} AS p99
    FROM spans_received
    GROUP BY name, role, library
    ORDER BY spans DESC, name, role, library
    LIMIT 100`,
  columns: [
    { kind: "text", name: "name", label: "Work" },
    { kind: "text", name: "role", label: "Kind" },
    { kind: "text", name: "library", label: "Recorded by" },
    { kind: "count", name: "spans", label: "Times" },
    { kind: "share", name: "failed_share", label: "Failed", part: "failed", of: "received" },
    { kind: "milliseconds", name: "p50", label: "Half are faster than" },
    { kind: "milliseconds", name: "p95", label: "95 % are faster than" },
    { kind: "milliseconds", name: "p99", label: "99 % are faster than" },
  ],
  chart: { x: "p95", y: "name" },
  notes: [
    "Names that other libraries gave and that are not a single word are `other`. At most 100 rows are shown.",
    "Each received span counts once in times and shares, also if its trace was sampled.",
    "The intervals treat spans as independent. Those of one trace resemble each other, so the truth is less certain.",
  ],
});
