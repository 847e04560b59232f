/** Asks how many requests a session makes and how many fail, to notice a release that breaks something. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

const selectRequests = (interfaceName: string, prefix: string) =>
  `SELECT '${interfaceName}' AS interface, version, weight, ${prefix}_total AS total, ${prefix}_answered AS answered,
        ${prefix}_failed AS failed, ${prefix}_rate AS rate FROM sessions`;

export const requestOutcomes = defineQuestion({
  id: "request-outcomes",
  sentence: "How many requests does a session make, and how many fail, by interface and version?",
  audience: "developers",
  shape: "comparison",
  rows: {
    sessions: eventRows("codeweaver_session", {
      version: text("tool_version"),
      requests_total: number("requests.total"),
      requests_answered: number("requests.successful"),
      requests_failed: number("requests.failed"),
      requests_rate: number("requests.success_rate"),
      http_total: number("http_requests.total"),
      http_answered: number("http_requests.successful"),
      http_failed: number("http_requests.failed"),
      http_rate: number("http_requests.success_rate"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT interface, version, sum(weight) AS session_count, sum(total * weight) AS all_requests,
      sum(answered * weight) AS all_answered, ${quantile(0.5, "total")} AS half_requests,
      ${quantile(0.95, "total")} AS p95_requests, avg(rate) AS mean_rate,
      sum(failed) AS failed_part, sum(total) AS failed_of
    FROM (
      ${selectRequests("tool", "requests")}
      UNION ALL
      ${selectRequests("http", "http")}) AS requests
    WHERE total > 0
    GROUP BY interface, version
    ORDER BY interface, version`,
  columns: [
    { kind: "text", name: "interface", label: "Interface" },
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "session_count", label: "Sessions with requests" },
    { kind: "count", name: "all_requests", label: "Requests" },
    { kind: "count", name: "all_answered", label: "Requests answered" },
    { kind: "number", name: "half_requests", label: "Half of the sessions have fewer than" },
    { kind: "number", name: "p95_requests", label: "95 % of the sessions have fewer than" },
    { kind: "share", name: "failed_share", label: "Failed", part: "failed_part", of: "failed_of" },
    { kind: "number", name: "mean_rate", label: "Answered in a session, mean (0 to 1)" },
  ],
  chart: { x: "version", y: "failed_share", series: "interface" },
  notes: [
    "`http` are the requests over the tool's HTTP interface, and `tool` are all others.",
    "Sessions without a request are not among them.",
    "The share of failures counts each request, so a busy session counts more. Requests of one session fail together, so the truth is less certain than the interval.",
    "In the mean at the end, each session counts once.",
  ],
});
