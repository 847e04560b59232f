/** Asks how many installations are in use, and how many are new, to see whether the tool gains users. */
import { defineQuestion } from "../question.js";
import { eventRows, text } from "../row-set.js";

export const activeInstallations = defineQuestion({
  id: "active-installations",
  sentence: "How many installations are active each day, week and month, and how old are they?",
  audience: "everybody",
  shape: "series",
  rows: {
    reports: eventRows("telemetry_active", { period: text("period"), age: text("install_age") }),
  },
  createSql: ({ day }) => `
    SELECT period, ${day("time")} AS begins, count(*) AS installations,
      sum(CASE WHEN age = 'days' THEN 1 ELSE 0 END) AS days,
      sum(CASE WHEN age = 'weeks' THEN 1 ELSE 0 END) AS weeks,
      sum(CASE WHEN age = 'months' THEN 1 ELSE 0 END) AS months,
      sum(CASE WHEN age = 'years' THEN 1 ELSE 0 END) AS years
    FROM reports
    GROUP BY period, begins
    ORDER BY period, begins`,
  columns: [
    { kind: "text", name: "period", label: "Period" },
    { kind: "day", name: "begins", label: "Begins on" },
    { kind: "count", name: "installations", label: "Active installations" },
    { kind: "count", name: "days", label: "First used less than 7 days before" },
    { kind: "count", name: "weeks", label: "7 to 29 days before" },
    { kind: "count", name: "months", label: "30 to 364 days before" },
    { kind: "count", name: "years", label: "A year or more before" },
    { kind: "share", name: "new_share", label: "New installations", part: "days", of: "installations" },
  ],
  chart: { x: "begins", y: "installations", series: "period" },
  notes: [
    "Each installation reports once for each day, week and month in which it is used. These reports are not sampled.",
    "A week begins on Monday. A week or a month is part of the answer if it begins within the days asked for.",
    "The newest period is not over: it still gets reports.",
    "Nobody is counted across periods, because each report has an id of its own.",
  ],
});
