/** Asks which errors occur in agent platforms, to repair them first. */
import { defineQuestion } from "../question.js";
import { eventRows, text } from "../row-set.js";

export const platformErrors = defineQuestion({
  id: "platform-errors",
  sentence: "Which errors occur in agent platforms?",
  audience: "developers",
  shape: "table",
  rows: {
    errors: eventRows("error", {
      error_type: text("error_type"),
      message: text("error_message"),
      stack: text("stack_trace"),
    }),
  },
  createSql: ({ day }) => `
    SELECT error_type, message, sum(weight) AS errors, count(DISTINCT id) AS ids,
      ${day("min(time)")} AS first_day, ${day("max(time)")} AS last_day, min(stack) AS stack
    FROM errors
    GROUP BY error_type, message
    ORDER BY errors DESC, error_type, message
    LIMIT 100`,
  columns: [
    { kind: "text", name: "error_type", label: "Type of error" },
    { kind: "text", name: "message", label: "Message" },
    { kind: "count", name: "errors", label: "Errors" },
    { kind: "number", name: "ids", label: "Different ids received" },
    { kind: "day", name: "first_day", label: "First error" },
    { kind: "day", name: "last_day", label: "Last error" },
    { kind: "text", name: "stack", label: "One of the stacks" },
  ],
  chart: { x: "errors", y: "error_type" },
  notes: [
    "Messages are redacted, and missing for errors whose messages quote their input.",
    "The first and the last error are those of the chosen days. At most 100 rows are shown.",
    "An id is that of a session or, if the person allows it, of an installation.",
  ],
});
