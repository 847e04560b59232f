/** Asks whether a flag was changed, because the numbers before and after a change belong to different experiments. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const flagVersions = defineQuestion({
  id: "flag-versions",
  sentence: "When was a feature flag changed?",
  audience: "developers",
  shape: "table",
  rows: {
    exposures: eventRows("$feature_flag_called", {
      flag: text("$feature_flag"),
      flag_id: number("$feature_flag_id"),
      revision: number("$feature_flag_version"),
    }),
  },
  createSql: ({ day }) => `
    SELECT flag, flag_id, revision, ${day("min(time)")} AS first_day, ${day("max(time)")} AS last_day,
      sum(weight) AS exposures
    FROM exposures
    WHERE revision IS NOT NULL
    GROUP BY flag, flag_id, revision
    ORDER BY flag, flag_id, revision`,
  columns: [
    { kind: "text", name: "flag", label: "Flag" },
    { kind: "number", name: "flag_id", label: "Its number in PostHog" },
    { kind: "number", name: "revision", label: "Version of the flag" },
    { kind: "day", name: "first_day", label: "First exposure" },
    { kind: "day", name: "last_day", label: "Last exposure" },
    { kind: "count", name: "exposures", label: "Exposures" },
  ],
  notes: [
    "Another number means that the flag was deleted and made again. Flags whose server states no version are not listed.",
    "Versions can overlap for a while, because clients keep a flag's value for some time.",
  ],
});
