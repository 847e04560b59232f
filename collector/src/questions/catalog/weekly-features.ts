/** Asks which strategies of search are used, to drop those that nobody needs. */
import { defineQuestion } from "../question.js";
import { eventRows, itemRows, number, text } from "../row-set.js";

export const weeklyFeatures = defineQuestion({
  id: "weekly-features",
  sentence: "Which search strategies do installations use in a week?",
  audience: "everybody",
  shape: "series",
  rows: {
    reports: eventRows("telemetry_week", { week: text("week"), searches: number("searches") }),
    features: itemRows("telemetry_week", "features", { feature: text("features[]") }, { week: text("week") }),
  },
  createSql: () => `
    SELECT f.week AS week, f.feature AS feature, f.installations AS installations, r.searching AS searching
    FROM (SELECT week, feature, count(*) AS installations FROM features GROUP BY week, feature) AS f
    JOIN (SELECT week, count(searches) AS searching FROM reports GROUP BY week) AS r ON f.week = r.week
    ORDER BY week, installations DESC, feature`,
  columns: [
    { kind: "text", name: "week", label: "Week" },
    { kind: "text", name: "feature", label: "Strategy" },
    { kind: "count", name: "installations", label: "Installations that used it" },
    {
      kind: "share",
      name: "used_share",
      label: "Of those that searched",
      part: "installations",
      of: "searching",
    },
  ],
  chart: { x: "week", y: "used_share", series: "feature" },
  notes: [
    "From weekly reports, of which each installation sends one. It names at most 16 strategies.",
    "A strategy that is named was used once or often: the report does not tell.",
  ],
});
