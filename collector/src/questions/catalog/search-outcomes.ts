/** Asks how often searches fail, to notice a release that breaks something. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, number, text } from "../row-set.js";

export const searchOutcomes = defineQuestion({
  id: "search-outcomes",
  sentence: "How many searches fail, answer in part, or have warnings, by version?",
  audience: "developers",
  shape: "comparison",
  rows: {
    searches: eventRows("codeweaver_search", {
      version: text("tool_version"),
      status: text("status"),
      has_warnings: boolean("has_warnings"),
      warnings: number("warning_count"),
    }),
  },
  createSql: () => `
    SELECT version, sum(weight) AS searches, count(*) AS received,
      sum(CASE WHEN status = 'error' THEN 1 ELSE 0 END) AS failed,
      sum(CASE WHEN status = 'partial' THEN 1 ELSE 0 END) AS partial,
      sum(CASE WHEN has_warnings THEN 1 ELSE 0 END) AS warned,
      avg(warnings) AS mean_warnings
    FROM searches
    GROUP BY version
    ORDER BY version`,
  columns: [
    { kind: "text", name: "version", label: "Version" },
    { kind: "count", name: "searches", label: "Searches" },
    { kind: "share", name: "failed_share", label: "Failed", part: "failed", of: "received" },
    { kind: "share", name: "partial_share", label: "Answered in part", part: "partial", of: "received" },
    { kind: "share", name: "warned_share", label: "With warnings", part: "warned", of: "received" },
    { kind: "number", name: "mean_warnings", label: "Warnings per search" },
  ],
  chart: { x: "version", y: "failed_share" },
  notes: [
    "The intervals treat searches as independent. Those of one person resemble each other, so the truth is less certain.",
  ],
});
