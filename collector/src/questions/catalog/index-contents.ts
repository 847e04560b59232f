/** Asks what people index and search, to decide what to parse and to rank better. */
import { defineQuestion } from "../question.js";
import { mapRows } from "../row-set.js";

const selectUses = (table: string, kind: string) =>
  `SELECT '${kind}' AS kind, key AS name, sum(weight) AS sessions, sum(number * weight) AS uses FROM ${table} GROUP BY key`;

export const indexContents = defineQuestion({
  id: "index-contents",
  sentence: "Which languages, categories of files and kinds of code do sessions work on?",
  audience: "everybody",
  shape: "distribution",
  rows: {
    languages: mapRows("codeweaver_session", "index.languages"),
    categories: mapRows("codeweaver_session", "index.by_category"),
    constructs: mapRows("codeweaver_session", "semantic"),
  },
  createSql: () => `
    SELECT kind, name, sessions, uses
    FROM (
      ${selectUses("languages", "language")}
      UNION ALL
      ${selectUses("categories", "category")}
      UNION ALL
      ${selectUses("constructs", "construct")}) AS contents
    ORDER BY kind, uses DESC, name
    LIMIT 200`,
  columns: [
    { kind: "text", name: "kind", label: "Kind" },
    { kind: "text", name: "name", label: "Name" },
    { kind: "count", name: "sessions", label: "Sessions with it" },
    { kind: "count", name: "uses", label: "Files, or uses of a construct" },
  ],
  chart: { x: "sessions", y: "name", series: "kind" },
  notes: [
    "A file counts again in each session that works on it, so sessions say more than files about what people use.",
    "The number of received items is that of languages.",
  ],
});
