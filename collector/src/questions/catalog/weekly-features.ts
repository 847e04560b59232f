/** Asks which strategies of search are used, to drop those that nobody needs. */
import { defineQuestion } from "../question.js";
import { itemRows, text } from "../row-set.js";

export const weeklyFeatures = defineQuestion({
  id: "weekly-features",
  sentence: "Which search strategies do installations use in a week?",
  audience: "everybody",
  shape: "series",
  rows: {
    features: itemRows("telemetry_week", "features", { feature: text("features[]") }, { week: text("week") }),
  },
  createSql: () => `
    SELECT week, feature, count(*) AS installations
    FROM features
    GROUP BY week, feature
    ORDER BY week, installations DESC, feature`,
  columns: [
    { kind: "text", name: "week", label: "Week" },
    { kind: "text", name: "feature", label: "Strategy" },
    { kind: "count", name: "installations", label: "Installations that used it" },
  ],
  chart: { x: "week", y: "installations", series: "feature" },
  notes: ["From weekly reports, of which each installation sends one."],
});
