/** Asks how often searches fail, to notice a release or a mode that breaks something. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, number, text } from "../row-set.js";

export const searchOutcomes = defineQuestion({
  id: "search-outcomes",
  sentence: "How many searches fail, answer in part, or have warnings, by version and search mode?",
  audience: "developers",
  shape: "comparison",
  rows: {
    searches: eventRows("codeweaver_search", {
      version: text("tool_version"),
      mode: text("search_mode"),
      status: text("status"),
      has_warnings: boolean("has_warnings"),
      warnings: number("warning_count"),
    }),
  },
  createSql: () => `
    SELECT version, mode, sum(weight) AS searches, count(status) AS known,
      sum(CASE WHEN status = 'error' THEN 1 ELSE 0 END) AS failed,
      sum(CASE WHEN status = 'partial' THEN 1 ELSE 0 END) AS partial,
      sum(CASE WHEN has_warnings THEN 1 ELSE 0 END) AS warned, count(has_warnings) AS known_warnings,
      avg(warnings) AS mean_warnings
    FROM searches
    GROUP BY version, mode
    ORDER BY version, mode`,
  columns: [
    { kind: "version", name: "version", label: "Version" },
    { kind: "text", name: "mode", label: "Search mode" },
    { kind: "count", name: "searches", label: "Searches" },
    { kind: "share", name: "failed_share", label: "Failed", part: "failed", of: "known" },
    { kind: "share", name: "partial_share", label: "Answered in part", part: "partial", of: "known" },
    { kind: "share", name: "warned_share", label: "With warnings", part: "warned", of: "known_warnings" },
    { kind: "number", name: "mean_warnings", label: "Warnings per search" },
  ],
  chart: { x: "version", y: "failed_share", series: "mode" },
  notes: [
    "The shares are of the received searches, without weights.",
    "The intervals treat searches as independent. Those of one person resemble each other, so the truth is less certain.",
  ],
});
