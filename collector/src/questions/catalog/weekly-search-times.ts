/** Asks how long an installation waits for searches, because the latency of all searches is that of the busiest machines. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const weeklySearchTimes = defineQuestion({
  id: "weekly-search-times",
  sentence: "How long do searches take on a typical installation and on a slow one, by week and version?",
  audience: "everybody",
  shape: "series",
  rows: {
    reports: eventRows("telemetry_week", {
      week: text("week"),
      version: text("tool_version"),
      searches: number("search_time.n"),
      usual: number("search_time.p50_ms"),
      slow: number("search_time.p95_ms"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT week, version, count(*) AS installations, sum(searches) AS measured,
      ${quantile(0.5, "usual")} AS usual_half, ${quantile(0.9, "usual")} AS usual_p90,
      ${quantile(0.5, "slow")} AS slow_half, ${quantile(0.9, "slow")} AS slow_p90
    FROM reports
    WHERE searches > 0
    GROUP BY week, version
    ORDER BY week, version`,
  columns: [
    { kind: "text", name: "week", label: "Week" },
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "installations", label: "Installations with searches" },
    { kind: "count", name: "measured", label: "Searches measured" },
    { kind: "milliseconds", name: "usual_half", label: "A usual search, typical installation" },
    { kind: "milliseconds", name: "usual_p90", label: "A usual search, slowest tenth of installations" },
    { kind: "milliseconds", name: "slow_half", label: "A slow search, typical installation" },
    { kind: "milliseconds", name: "slow_p90", label: "A slow search, slowest tenth of installations" },
  ],
  chart: { x: "week", y: "usual_half", series: "version" },
  notes: [
    "From weekly reports: each installation counts once, whatever the number of its searches.",
    "A usual search is the installation's median, and a slow one its 95th percentile. The machine rounds both to two digits.",
    "The version is the last one that ran in the week.",
  ],
});
