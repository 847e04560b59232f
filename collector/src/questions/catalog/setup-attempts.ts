/** Asks how many people the setup stops, to make its instructions clearer. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, number, text } from "../row-set.js";

export const setupAttempts = defineQuestion({
  id: "setup-attempts",
  sentence: "How many attempts to set up the tool succeed, and how many does a session need?",
  audience: "developers",
  shape: "comparison",
  rows: {
    attempts: eventRows("codeweaver_setup", { version: text("tool_version"), success: boolean("success") }),
    sessions: eventRows("codeweaver_session", {
      version: text("tool_version"),
      success: boolean("setup.success"),
      tries: number("setup.attempts"),
    }),
  },
  createSql: () => `
    SELECT what, version, amount, succeeded, known, mean_tries
    FROM (
      SELECT 'attempt' AS what, version, sum(weight) AS amount,
        sum(CASE WHEN success THEN 1 ELSE 0 END) AS succeeded, count(success) AS known, NULL AS mean_tries
      FROM attempts GROUP BY version
      UNION ALL
      SELECT 'session' AS what, version, sum(weight) AS amount,
        sum(CASE WHEN success THEN 1 ELSE 0 END) AS succeeded, count(success) AS known, avg(tries) AS mean_tries
      FROM sessions GROUP BY version) AS setups
    ORDER BY what, version`,
  columns: [
    { kind: "text", name: "what", label: "What is counted" },
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "amount", label: "Attempts or sessions" },
    { kind: "share", name: "success_share", label: "Succeeded", part: "succeeded", of: "known" },
    { kind: "number", name: "mean_tries", label: "Attempts per session, mean" },
  ],
  chart: { x: "version", y: "success_share", series: "what" },
  notes: [
    "An attempt is an event of its own. A session states at its end whether its setup succeeded, and states success if the tool says nothing else.",
    "Who gives up at the first run is missing, because the run that shows the notice sends nothing.",
  ],
});
