/** Asks how often sessions lose their vector store, to see how reliable it is and whether it comes back. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, number, text } from "../row-set.js";

export const failover = defineQuestion({
  id: "failover",
  sentence: "How many sessions lose their vector store, and which store do they end with?",
  audience: "developers",
  shape: "comparison",
  rows: {
    sessions: eventRows("codeweaver_session", {
      version: text("tool_version"),
      occurred: boolean("failover.occurred"),
      times: number("failover.count"),
      seconds: number("failover.time_seconds"),
      store: text("failover.active_store"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT version, sum(weight) AS session_count, sum(CASE WHEN occurred THEN 1 ELSE 0 END) AS lost,
      count(occurred) AS known, avg(CASE WHEN occurred THEN times END) AS mean_times,
      ${quantile(0.5, "CASE WHEN occurred THEN seconds END")} AS half_seconds,
      sum(CASE WHEN occurred AND store = 'primary' THEN 1 ELSE 0 END) AS back,
      sum(CASE WHEN occurred AND store = 'backup' THEN 1 ELSE 0 END) AS on_backup,
      sum(CASE WHEN occurred AND store = 'none' THEN 1 ELSE 0 END) AS without
    FROM sessions
    GROUP BY version
    ORDER BY version`,
  columns: [
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "session_count", label: "Sessions" },
    { kind: "share", name: "lost_share", label: "Lost their store", part: "lost", of: "known" },
    { kind: "number", name: "mean_times", label: "Losses in such a session" },
    { kind: "number", name: "half_seconds", label: "Half of these work without it for less than (seconds)" },
    { kind: "share", name: "back_share", label: "End with the primary store", part: "back", of: "lost" },
    { kind: "share", name: "backup_share", label: "End with the backup", part: "on_backup", of: "lost" },
    { kind: "share", name: "without_share", label: "End without a store", part: "without", of: "lost" },
  ],
  chart: { x: "version", y: "lost_share" },
  notes: [
    "The stores at the end are shares of the sessions that lost their store.",
    "One store that fails concerns several sessions at once, so the truth is less certain than the intervals.",
  ],
});
