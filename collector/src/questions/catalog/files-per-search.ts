/** Asks whether the matches of a search are in one file, because then showing the file once would be shorter. */
import { defineQuestion } from "../question.js";
import { itemRows, text } from "../row-set.js";

export const filesPerSearch = defineQuestion({
  id: "files-per-search",
  sentence: "How often are the matches of a search in one file?",
  audience: "developers",
  shape: "figure",
  rows: {
    matches: itemRows(
      "codeweaver_search",
      "matches",
      { file: text("matches[].file") },
      { search: text("uuid") },
    ),
  },
  createSql: () => `
    SELECT count(*) AS searches, avg(matches_per_search) AS mean_matches, avg(files) AS mean_files,
      sum(CASE WHEN files = 1 THEN 1 ELSE 0 END) AS in_one_file,
      sum(CASE WHEN 2 * most > matches_per_search THEN 1 ELSE 0 END) AS mostly_in_one_file
    FROM (
      SELECT search, count(*) AS files, sum(matches_per_file) AS matches_per_search, max(matches_per_file) AS most
      FROM (
        SELECT search, file, count(*) AS matches_per_file
        FROM matches WHERE file IS NOT NULL GROUP BY search, file) AS files_of_searches
      GROUP BY search) AS searches_with_files
    WHERE matches_per_search > 1`,
  columns: [
    { kind: "number", name: "searches", label: "Searches with two matches or more" },
    { kind: "number", name: "mean_matches", label: "Matches per search" },
    { kind: "number", name: "mean_files", label: "Files per search" },
    { kind: "share", name: "one_share", label: "All in one file", part: "in_one_file", of: "searches" },
    {
      kind: "share",
      name: "most_share",
      label: "More than half in one file",
      part: "mostly_in_one_file",
      of: "searches",
    },
  ],
  notes: [
    "Only people who chose `tools_over_privacy` send details of matches. A file is a keyed hash, which nobody can turn back into a path.",
    "Each received search counts once, also if its session was sampled.",
  ],
});
