/** Asks which models agents use, to test a tool with those that most installations have. */
import { defineQuestion } from "../question.js";
import { eventRows, itemRows, number, text } from "../row-set.js";

export const weeklyModels = defineQuestion({
  id: "weekly-models",
  sentence: "Which models do the agents of installations use in a week?",
  audience: "everybody",
  shape: "series",
  rows: {
    reports: eventRows("telemetry_week", { week: text("week"), calls: number("agent_calls") }),
    models: itemRows(
      "telemetry_week",
      "models_used",
      { model: text("models_used[]") },
      { week: text("week") },
    ),
  },
  createSql: () => `
    SELECT m.week AS week, m.model AS model, m.installations AS installations, r.calling AS calling
    FROM (SELECT week, model, count(*) AS installations FROM models GROUP BY week, model) AS m
    JOIN (
      SELECT week, sum(CASE WHEN calls > 0 THEN 1 ELSE 0 END) AS calling FROM reports GROUP BY week
    ) AS r ON m.week = r.week
    ORDER BY week, installations DESC, model`,
  columns: [
    { kind: "text", name: "week", label: "Week" },
    { kind: "text", name: "model", label: "Model" },
    { kind: "count", name: "installations", label: "Installations that used it" },
    {
      kind: "share",
      name: "used_share",
      label: "Of those that called agents",
      part: "installations",
      of: "calling",
    },
  ],
  chart: { x: "week", y: "used_share", series: "model" },
  notes: [
    "From weekly reports, of which each installation sends one. It names at most eight models.",
    "A name that is not one word is `other`. A platform that does not state the models of its agents is not counted here.",
  ],
});
