/** Asks which faults are reported most, to repair them first. */
import { defineQuestion } from "../question.js";
import { itemRows, number, text } from "../row-set.js";

const LIST = "$exception_list";

export const exceptions = defineQuestion({
  id: "exceptions",
  sentence: "Which faults of the program are reported most?",
  audience: "developers",
  shape: "table",
  rows: {
    errors: itemRows(
      "$exception",
      LIST,
      {
        error_type: text(`${LIST}[].type`),
        message: text(`${LIST}[].value`),
        position: number(`${LIST}[].mechanism.*`, "exception_id"),
      },
      { fingerprint: text("$exception_fingerprint"), code: text("$exception_code") },
    ),
  },
  createSql: ({ day }) => `
    SELECT fingerprint, error_type, code, min(nullif(message, '')) AS message, sum(weight) AS reports,
      count(DISTINCT id) AS ids, ${day("min(time)")} AS first_day, ${day("max(time)")} AS last_day
    FROM errors
    WHERE position = 0 OR position IS NULL
    GROUP BY fingerprint, error_type, code
    ORDER BY reports DESC, fingerprint, error_type, code
    LIMIT 100`,
  columns: [
    { kind: "text", name: "error_type", label: "Type of error" },
    { kind: "text", name: "code", label: "Code" },
    { kind: "text", name: "message", label: "One of the messages" },
    { kind: "count", name: "reports", label: "Reports" },
    { kind: "number", name: "ids", label: "Different ids received" },
    { kind: "day", name: "first_day", label: "First report" },
    { kind: "day", name: "last_day", label: "Last report" },
    { kind: "text", name: "fingerprint", label: "Fingerprint of the fault" },
  ],
  chart: { x: "reports", y: "error_type" },
  notes: [
    "Reports with the same fingerprint are of the same fault. Causes of an error are not counted.",
    "The first and the last report are those of the chosen days. At most 100 faults are shown.",
    "An id is that of a session or, if the person allows it, of an installation.",
  ],
});
