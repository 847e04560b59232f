/** Asks how many files sessions work on and how often they touch each, to know for which sizes indexing must be fast. */
import { defineQuestion } from "../question.js";
import { eventRows, number } from "../row-set.js";

export const projectSizes = defineQuestion({
  id: "project-sizes",
  sentence: "How many files does a session work on, and how many operations does it need for each?",
  audience: "developers",
  shape: "distribution",
  rows: {
    sessions: eventRows("codeweaver_session", {
      files: number("index.total_files"),
      operations: number("index.total_operations"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT
      CASE WHEN files = 0 THEN 'none' WHEN files < 100 THEN '1 to 99' WHEN files < 1000 THEN '100 to 999'
        WHEN files < 10000 THEN '1,000 to 9,999' ELSE '10,000 or more' END AS size,
      sum(weight) AS session_count, avg(operations) AS mean_operations,
      ${quantile(0.5, "operations / nullif(files, 0)")} AS half_per_file,
      ${quantile(0.95, "operations / nullif(files, 0)")} AS p95_per_file
    FROM sessions
    WHERE files IS NOT NULL
    GROUP BY size
    ORDER BY min(files)`,
  columns: [
    { kind: "text", name: "size", label: "Files" },
    { kind: "count", name: "session_count", label: "Sessions" },
    { kind: "number", name: "mean_operations", label: "Operations on files, mean" },
    { kind: "number", name: "half_per_file", label: "Operations per file, half have fewer than" },
    { kind: "number", name: "p95_per_file", label: "Operations per file, 95 % have fewer than" },
  ],
  chart: { x: "size", y: "session_count" },
  notes: ["Means and quantiles count each received session once, also if it was sampled."],
});
