/** Asks how many teams use the tool, without saying which, to decide whether to build for teams. */
import { defineQuestion } from "../question.js";
import { mapRows } from "../row-set.js";

export const teams = defineQuestion({
  id: "teams",
  sentence: "How many teams or companies use the tool, and how much?",
  audience: "developers",
  shape: "comparison",
  rows: { uses: mapRows("*", "$groups") },
  createSql: ({ quantile }) => `
    SELECT kind, count(*) AS groups_seen, sum(events) AS event_count,
      ${quantile(0.5, "events")} AS half_events, ${quantile(0.5, "ids")} AS half_ids
    FROM (
      SELECT key AS kind, text, sum(weight) AS events, count(DISTINCT id) AS ids
      FROM uses GROUP BY key, text) AS each_group
    GROUP BY kind
    ORDER BY groups_seen DESC, kind`,
  columns: [
    { kind: "text", name: "kind", label: "Kind of group" },
    { kind: "number", name: "groups_seen", label: "Groups" },
    { kind: "count", name: "event_count", label: "Their events" },
    { kind: "number", name: "half_events", label: "Half of the groups have fewer events than" },
    { kind: "number", name: "half_ids", label: "Half of the groups have fewer ids than" },
  ],
  chart: { x: "groups_seen", y: "kind" },
  notes: [
    "Only tools that name groups have any. A group is a random id or a keyed hash, and no answer lists it.",
    "By default each process has an id of its own, so ids are not people.",
  ],
});
