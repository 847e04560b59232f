/** Asks whether events still arrive and how many are sampled, to know how far the other answers can be trusted. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const dataQuality = defineQuestion({
  id: "data-quality",
  sentence: "When did each event last happen, and at which rates is it sampled?",
  audience: "operators",
  shape: "table",
  rows: {
    accepted: eventRows("*", { event: text("event"), rate: number("telemetry_sample_rate") }),
  },
  createSql: ({ day }) => `
    SELECT event, ${day("max(time)")} AS newest, count(*) AS received, sum(weight) AS estimate,
      count(low_rate) AS sampled, count(DISTINCT low_rate) AS rates, min(low_rate) AS lowest_rate,
      max(low_rate) AS highest_rate
    FROM (SELECT event, time, weight, CASE WHEN rate < 1 THEN rate END AS low_rate FROM accepted) AS rated
    GROUP BY event
    ORDER BY newest, event`,
  columns: [
    { kind: "text", name: "event", label: "Event" },
    { kind: "day", name: "newest", label: "Newest event on" },
    { kind: "number", name: "received", label: "Events received" },
    { kind: "count", name: "estimate", label: "Events that they stand for" },
    { kind: "share", name: "sampled_share", label: "From sampled sessions", part: "sampled", of: "received" },
    { kind: "number", name: "rates", label: "Different rates below 1" },
    { kind: "number", name: "lowest_rate", label: "Lowest rate" },
    { kind: "number", name: "highest_rate", label: "Highest rate below 1" },
  ],
  notes: [
    "The event that is missing for longest is at the top. An event that has none in these days is not in the answer.",
    "Events that arrived twice are counted once. `/metrics` counts how many these were, and how many were refused.",
    "Several rates are right while a release with another rate spreads. The weights take each event's own rate.",
  ],
});
