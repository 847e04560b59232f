/** Asks which variants of experiments are in use, to notice one that reaches nobody or everybody. */
import { defineQuestion } from "../question.js";
import { mapRows } from "../row-set.js";

export const experimentVariants = defineQuestion({
  id: "experiment-variants",
  sentence: "Which variants of experiments are in use?",
  audience: "developers",
  shape: "comparison",
  rows: {
    uses: mapRows("*", "$feature/"),
    searches: mapRows("codeweaver_search", "$feature/"),
  },
  createSql: () => `
    SELECT flag, variant, sum(events) AS event_count, sum(ids) AS id_count, sum(search_weight) AS search_count
    FROM (
      SELECT key AS flag, text AS variant, sum(weight) AS events, count(DISTINCT id) AS ids, 0.0 AS search_weight
      FROM uses GROUP BY key, text
      UNION ALL
      SELECT key AS flag, text AS variant, 0.0 AS events, 0 AS ids, sum(weight) AS search_weight
      FROM searches GROUP BY key, text) AS variants
    GROUP BY flag, variant
    ORDER BY flag, variant`,
  columns: [
    { kind: "text", name: "flag", label: "Flag" },
    { kind: "text", name: "variant", label: "Variant" },
    { kind: "count", name: "event_count", label: "Events under it" },
    { kind: "number", name: "id_count", label: "Different ids" },
    { kind: "count", name: "search_count", label: "Searches answered by it" },
  ],
  chart: { x: "id_count", y: "variant", series: "flag" },
  notes: [
    "This does not compare variants. An experiment compares installations, each of which counts once.",
    "By default each process has an id of its own, so ids are not people.",
  ],
});
