/** Asks which errors stop the setup, to give them a better message or remove their cause. */
import { defineQuestion } from "../question.js";
import { itemRows, text } from "../row-set.js";

export const setupErrors = defineQuestion({
  id: "setup-errors",
  sentence: "Which errors stop the setup, and which ones are overcome?",
  audience: "developers",
  shape: "distribution",
  rows: {
    errors: itemRows("telemetry_setup", "errors", { error: text("errors[]") }, { outcome: text("result") }),
  },
  createSql: () => `
    SELECT error, count(CASE WHEN outcome = 'failed' THEN 1 END) AS failed,
      count(CASE WHEN outcome = 'succeeded' THEN 1 END) AS overcome
    FROM errors
    GROUP BY error
    ORDER BY failed DESC, overcome DESC, error`,
  columns: [
    { kind: "text", name: "error", label: "Kind of error" },
    { kind: "count", name: "failed", label: "Installations whose first failure had it" },
    { kind: "count", name: "overcome", label: "Installations that succeeded after it" },
  ],
  chart: { x: "failed", y: "error" },
  notes: ["An installation that met an error only after its first failure is in the last column only."],
});
