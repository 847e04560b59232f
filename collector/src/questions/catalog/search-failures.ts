/** Asks which share of the searches fails, with an interval that knows that the searches of one installation resemble each other. */
import { defineQuestion } from "../question.js";
import { selectRatio } from "../ratio-sums.js";
import { eventRows, number, text } from "../row-set.js";

export const searchFailures = defineQuestion({
  id: "search-failures",
  sentence: "Which share of the searches fails, by version?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    reports: eventRows("telemetry_week", {
      version: text("tool_version"),
      searches: number("searches"),
      failed: number("search_errors"),
    }),
  },
  createSql: () => `
    SELECT version, sum(searches) AS all_searches, ${selectRatio("failed_share", "failed", "searches")}
    FROM reports
    WHERE searches > 0 AND failed IS NOT NULL
    GROUP BY version
    ORDER BY version`,
  columns: [
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "failed_share_units", label: "Weekly reports with searches" },
    { kind: "count", name: "all_searches", label: "Searches" },
    { kind: "ratio", name: "failed_share", label: "Failed" },
  ],
  chart: { x: "version", y: "failed_share" },
  notes: [
    "From weekly reports, each of which is one observation of the interval, however many searches it has.",
    "A version with few reports has an interval that is too narrow: below thirty, do not rely on it.",
  ],
});
