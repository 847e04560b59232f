/** Asks how many installations get through the setup, to make it easier. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const setupFunnel = defineQuestion({
  id: "setup-funnel",
  sentence: "How many installations get through the setup, at once or after failures, by version?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    reports: eventRows("telemetry_setup", {
      version: text("tool_version"),
      outcome: text("result"),
      attempts: number("attempts"),
      minutes: number("minutes"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT version, count(CASE WHEN attempts = 1 THEN 1 END) AS began,
      count(CASE WHEN outcome = 'succeeded' AND attempts = 1 THEN 1 END) AS at_once,
      count(CASE WHEN outcome = 'failed' AND attempts = 1 THEN 1 END) AS failed,
      count(CASE WHEN outcome = 'succeeded' AND attempts > 1 THEN 1 END) AS later,
      avg(CASE WHEN outcome = 'succeeded' THEN attempts END) AS mean_attempts,
      ${quantile(0.5, "CASE WHEN outcome = 'succeeded' THEN minutes END")} AS p50,
      ${quantile(0.95, "CASE WHEN outcome = 'succeeded' THEN minutes END")} AS p95
    FROM reports
    GROUP BY version
    ORDER BY version`,
  columns: [
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "began", label: "Installations that began" },
    { kind: "share", name: "at_once_share", label: "Succeeded at once", part: "at_once", of: "began" },
    { kind: "count", name: "failed", label: "Failed at first" },
    { kind: "count", name: "later", label: "Succeeded later" },
    { kind: "number", name: "mean_attempts", label: "Attempts until success" },
    { kind: "number", name: "p50", label: "Half succeed within minutes" },
    { kind: "number", name: "p95", label: "95 % succeed within minutes" },
  ],
  chart: { x: "version", y: "at_once_share" },
  notes: [
    "An installation reports its first failure and its first success, under ids that nothing else has. It began if one of them is its first attempt.",
    "It may fail on one day or version and succeed on another, so more may succeed later than fail at first in the chosen days.",
    "Attempts are limited to 100, and minutes to 30 days. Reports are not sampled.",
  ],
});
