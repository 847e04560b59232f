/** Asks which events arrive, to notice a day without them and an event that nobody sends. */
import { defineQuestion } from "../question.js";
import { eventRows, text } from "../row-set.js";

export const events = defineQuestion({
  id: "events",
  sentence: "How many events are there each day, by name?",
  audience: "operators",
  shape: "series",
  rows: { accepted: eventRows("*", { event: text("event") }) },
  createSql: ({ day }) => `
    SELECT ${day("time")} AS happened, event, count(*) AS received, sum(weight) AS estimate
    FROM accepted
    GROUP BY happened, event
    ORDER BY happened, event`,
  columns: [
    { kind: "day", name: "happened", label: "Day" },
    { kind: "text", name: "event", label: "Event" },
    { kind: "number", name: "received", label: "Events received" },
    { kind: "count", name: "estimate", label: "Events that they stand for" },
  ],
  chart: { x: "happened", y: "received", series: "event" },
  notes: [
    "An event that arrived twice counts once.",
    "The day is the one on which the event happened, in UTC. It can arrive later.",
    "If a tool sends a tenth of its sessions, each event that arrives stands for ten.",
  ],
});
