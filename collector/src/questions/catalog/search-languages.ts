/** Asks which languages searches find results in, to decide which ones deserve a better parser. */
import { defineQuestion } from "../question.js";
import { mapRows } from "../row-set.js";

export const searchLanguages = defineQuestion({
  id: "search-languages",
  sentence: "In which languages do searches find results?",
  audience: "everybody",
  shape: "distribution",
  rows: { languages: mapRows("codeweaver_search", "languages") },
  createSql: () => `
    SELECT key AS language, sum(weight) AS searches, sum(number * weight) AS results
    FROM languages
    GROUP BY key
    ORDER BY searches DESC, language
    LIMIT 30`,
  columns: [
    { kind: "text", name: "language", label: "Language" },
    { kind: "count", name: "searches", label: "Searches with results in it" },
    { kind: "count", name: "results", label: "Results in it" },
  ],
  chart: { x: "searches", y: "language" },
  notes: [
    "A search with results in three languages counts with each of them.",
    "Only names are sent that GitHub Linguist lists.",
  ],
});
