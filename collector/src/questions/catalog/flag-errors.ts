/** Asks why flags could not be read, to exclude such reads from an experiment and to ask PostHog about them. */
import { defineQuestion } from "../question.js";
import { eventRows, text } from "../row-set.js";

export const flagErrors = defineQuestion({
  id: "flag-errors",
  sentence: "How often could a feature flag not be read, and why?",
  audience: "operators",
  shape: "table",
  rows: {
    exposures: eventRows("$feature_flag_called", {
      flag: text("$feature_flag"),
      error: text("$feature_flag_error"),
      request: text("$feature_flag_request_id"),
    }),
  },
  createSql: ({ day }) => `
    SELECT flags.flag AS flag, error, failed, received, last_day, request
    FROM (
      SELECT flag, error, count(*) AS failed, ${day("max(time)")} AS last_day, max(request) AS request
      FROM exposures
      WHERE error IS NOT NULL
      GROUP BY flag, error
    ) AS errors
    JOIN (SELECT flag, count(*) AS received FROM exposures GROUP BY flag) AS flags ON flags.flag = errors.flag
    ORDER BY failed DESC, flag, error`,
  columns: [
    { kind: "text", name: "flag", label: "Flag" },
    { kind: "text", name: "error", label: "Error" },
    { kind: "number", name: "failed", label: "Failed reads received" },
    {
      kind: "share",
      name: "failed_share",
      label: "Of all reads of the flag",
      part: "failed",
      of: "received",
    },
    { kind: "day", name: "last_day", label: "Last time" },
    { kind: "text", name: "request", label: "One of PostHog's numbers for such an answer" },
  ],
  notes: ["The interval treats reads as independent. A server that fails does so for many at once."],
});
