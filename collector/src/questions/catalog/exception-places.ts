/** Asks where in the code errors occur, to find and repair the fault. */
import { defineQuestion } from "../question.js";
import { boolean, itemRows, number, text } from "../row-set.js";

const LIST = "$exception_list[].stacktrace.frames";

export const exceptionPlaces = defineQuestion({
  id: "exception-places",
  sentence: "Through which places in the code do the reported errors pass?",
  audience: "developers",
  shape: "table",
  rows: {
    frames: itemRows("$exception", LIST, {
      runtime: text(`${LIST}[].platform`),
      file: text(`${LIST}[].filename`),
      called: text(`${LIST}[].function`),
      line: number(`${LIST}[].lineno`),
      position: number(`${LIST}[].colno`),
      is_own: boolean(`${LIST}[].in_app`),
    }),
  },
  createSql: () => `
    SELECT is_own, file, called, line, position, runtime, count(DISTINCT uuid) AS reports,
      count(DISTINCT id) AS ids
    FROM frames
    GROUP BY is_own, file, called, line, position, runtime
    ORDER BY reports DESC, is_own DESC, file, called, line, position, runtime
    LIMIT 100`,
  columns: [
    { kind: "yesno", name: "is_own", label: "The tool's own code" },
    { kind: "text", name: "file", label: "File" },
    { kind: "text", name: "called", label: "Function" },
    { kind: "number", name: "line", label: "Line" },
    { kind: "number", name: "position", label: "Column" },
    { kind: "number", name: "reports", label: "Reports received" },
    { kind: "number", name: "ids", label: "Different ids received" },
    { kind: "text", name: "runtime", label: "Runtime" },
  ],
  notes: [
    "A report counts once at each place of its stack. At most 100 places are shown.",
    "Files of packages and of Node have names. Other files are keyed hashes, which differ between machines, and their functions are `?`.",
  ],
});
