/** Asks how many installations come back, to see whether people stay with the tool. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, text } from "../row-set.js";

export const returns = defineQuestion({
  id: "returns",
  sentence: "How many active installations were also active the week before, and four weeks before?",
  audience: "everybody",
  shape: "series",
  rows: {
    reports: eventRows("telemetry_week", {
      week: text("week"),
      week_before: boolean("active_week_before"),
      four_weeks_before: boolean("active_four_weeks_before"),
    }),
  },
  createSql: () => `
    SELECT week, count(*) AS installations,
      sum(CASE WHEN week_before THEN 1 ELSE 0 END) AS returned, count(week_before) AS known,
      sum(CASE WHEN four_weeks_before THEN 1 ELSE 0 END) AS stayed, count(four_weeks_before) AS known_longer
    FROM reports
    GROUP BY week
    ORDER BY week`,
  columns: [
    { kind: "text", name: "week", label: "Week" },
    { kind: "count", name: "installations", label: "Installations that reported" },
    { kind: "share", name: "returned_share", label: "Active the week before", part: "returned", of: "known" },
    {
      kind: "share",
      name: "stayed_share",
      label: "Active four weeks before",
      part: "stayed",
      of: "known_longer",
    },
  ],
  chart: { x: "week", y: "returned_share" },
  notes: [
    "From weekly reports, of which each installation sends one in a later week. An installation that is never used again sends none for its last week. Most of these are new, so the shares are too high.",
    "This looks back from a week. It is not the share of last week's installations that came back.",
    "The setting `weekly_report` turns the report off.",
  ],
});
