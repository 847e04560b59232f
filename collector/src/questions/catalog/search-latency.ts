/** Asks how long searches take, to notice a release or a mode that is slower. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const searchLatency = defineQuestion({
  id: "search-latency",
  sentence: "How long do searches take, by version and search mode?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    searches: eventRows("codeweaver_search", {
      duration: number("execution_time_ms"),
      mode: text("search_mode"),
      version: text("tool_version"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT version, mode, count(duration) AS searches, ${quantile(0.5, "duration")} AS p50,
      ${quantile(0.95, "duration")} AS p95, ${quantile(0.99, "duration")} AS p99
    FROM searches
    GROUP BY version, mode
    ORDER BY version, mode`,
  columns: [
    { kind: "version", name: "version", label: "Version" },
    { kind: "text", name: "mode", label: "Search mode" },
    { kind: "number", name: "searches", label: "Searches received" },
    { kind: "milliseconds", name: "p50", label: "Half are faster than" },
    { kind: "milliseconds", name: "p95", label: "95 % are faster than" },
    { kind: "milliseconds", name: "p99", label: "99 % are faster than" },
  ],
  chart: { x: "version", y: "p95", series: "mode" },
  notes: ["Each received search counts once in the quantiles, also if its session was sampled."],
});
