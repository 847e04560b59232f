/** Asks how long tool calls and health checks take in a session, to notice a release that is slower. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

const selectTimings = (what: string, prefix: string) =>
  `SELECT '${what}' AS what, version, weight, ${prefix}_n AS calls, ${prefix}_avg AS average, ${prefix}_p50 AS usual,
        ${prefix}_p95 AS slow FROM sessions`;

export const sessionTimings = defineQuestion({
  id: "session-timings",
  sentence: "How long do tool calls and health checks take in a session, by version?",
  audience: "developers",
  shape: "comparison",
  rows: {
    sessions: eventRows("codeweaver_session", {
      version: text("tool_version"),
      calls_avg: number("timing.tool_calls.avg_ms"),
      calls_p50: number("timing.tool_calls.p50_ms"),
      calls_p95: number("timing.tool_calls.p95_ms"),
      calls_n: number("timing.tool_calls.n"),
      health_avg: number("timing.http.health_avg_ms"),
      health_p50: number("timing.http.health_p50_ms"),
      health_p95: number("timing.http.health_p95_ms"),
      health_n: number("timing.http.health_n"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT what, version, sum(weight) AS session_count, sum(calls * weight) AS all_calls,
      sum(average * calls * weight) / sum(calls * weight) AS mean_duration,
      ${quantile(0.5, "usual")} AS usual_half, ${quantile(0.5, "slow")} AS slow_half,
      ${quantile(0.9, "slow")} AS slow_p90
    FROM (
      ${selectTimings("tool call", "calls")}
      UNION ALL
      ${selectTimings("health check", "health")}) AS timings
    WHERE calls > 0
    GROUP BY what, version
    ORDER BY what, version`,
  columns: [
    { kind: "text", name: "what", label: "What" },
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "session_count", label: "Sessions with it" },
    { kind: "count", name: "all_calls", label: "Calls or checks" },
    { kind: "milliseconds", name: "mean_duration", label: "Mean of all" },
    { kind: "milliseconds", name: "usual_half", label: "Median, typical session" },
    { kind: "milliseconds", name: "slow_half", label: "95th percentile, typical session" },
    { kind: "milliseconds", name: "slow_p90", label: "95th percentile, slowest tenth of sessions" },
  ],
  chart: { x: "version", y: "usual_half", series: "what" },
  notes: [
    "A session sends its own mean, median and 95th percentile, not each duration. The percentiles of all calls cannot be computed from these.",
    "Sessions without a call or a check are not among them.",
    "Each received session counts once in the percentiles, also if it was sampled.",
  ],
});
