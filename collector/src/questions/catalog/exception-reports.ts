/** Asks how errors come to be reported, to know whether the reports can be understood. */
import { defineQuestion } from "../question.js";
import { boolean, itemRows, text } from "../row-set.js";

const LIST = "$exception_list";

export const exceptionReports = defineQuestion({
  id: "exception-reports",
  sentence: "How do errors come to be reported: caught or not, as causes of others, and with a stack?",
  audience: "developers",
  shape: "table",
  rows: {
    errors: itemRows(
      "$exception",
      LIST,
      {
        mechanism: text(`${LIST}[].mechanism.*`, "type"),
        caught: boolean(`${LIST}[].mechanism.*`, "handled"),
        is_thrown_value: boolean(`${LIST}[].mechanism.*`, "synthetic"),
        stack_kind: text(`${LIST}[].stacktrace.type`),
      },
      { severity: text("$exception_level") },
    ),
  },
  createSql: () => `
    SELECT severity, mechanism, caught, is_thrown_value, sum(weight) AS errors, count(*) AS received,
      count(stack_kind) AS with_stack
    FROM errors
    GROUP BY severity, mechanism, caught, is_thrown_value
    ORDER BY errors DESC, severity, mechanism, caught, is_thrown_value`,
  columns: [
    { kind: "text", name: "severity", label: "Level of severity" },
    { kind: "text", name: "mechanism", label: "Reported as" },
    { kind: "yesno", name: "caught", label: "Caught by the tool" },
    { kind: "yesno", name: "is_thrown_value", label: "A thrown value that is no error" },
    { kind: "count", name: "errors", label: "Errors" },
    { kind: "share", name: "stack_share", label: "With a stack", part: "with_stack", of: "received" },
  ],
  notes: ["A report has several errors if one caused the other: the cause is reported as `chained`."],
});
