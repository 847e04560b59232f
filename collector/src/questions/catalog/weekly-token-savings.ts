/** Asks how many tokens a typical installation saves in a week, because sums of sessions are those of a few busy machines. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";
import { BASELINE_NOTES, type TokenBaseline, unionBaselines } from "../token-baselines.js";

const selectSavings = (baseline: TokenBaseline) =>
  `SELECT '${baseline}' AS baseline, week, delivered, baseline_${baseline} AS otherwise, saved_${baseline} AS saved FROM reports`;

export const weeklyTokenSavings = defineQuestion({
  id: "weekly-token-savings",
  sentence: "How many tokens does an installation save in a week, against each baseline?",
  audience: "everybody",
  shape: "series",
  rows: {
    reports: eventRows("telemetry_week", {
      week: text("week"),
      delivered: number("tokens_delivered"),
      baseline_whole_files: number("tokens_baseline.whole_files"),
      baseline_top_k_passages: number("tokens_baseline.top_k_passages"),
      baseline_own: number("tokens_baseline.own"),
      saved_whole_files: number("tokens_saved.whole_files"),
      saved_top_k_passages: number("tokens_saved.top_k_passages"),
      saved_own: number("tokens_saved.own"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT week, baseline, count(*) AS installations, ${quantile(0.5, "delivered")} AS half_delivered,
      ${quantile(0.5, "saved")} AS half_saved, sum(otherwise) AS otherwise_tokens, sum(saved) AS saved_tokens,
      sum(saved) / nullif(sum(otherwise), 0) AS saved_part
    FROM (
      ${unionBaselines(selectSavings)}) AS savings
    WHERE otherwise > 0 AND saved IS NOT NULL
    GROUP BY week, baseline
    ORDER BY week, baseline`,
  columns: [
    { kind: "text", name: "week", label: "Week" },
    { kind: "text", name: "baseline", label: "Compared with" },
    { kind: "count", name: "installations", label: "Installations with answers to compare" },
    { kind: "number", name: "half_delivered", label: "Half deliver fewer tokens than" },
    { kind: "number", name: "half_saved", label: "Half save fewer tokens than" },
    { kind: "count", name: "otherwise_tokens", label: "Tokens of the baseline" },
    { kind: "count", name: "saved_tokens", label: "Tokens saved" },
    { kind: "number", name: "saved_part", label: "Saved of each token of the baseline" },
  ],
  chart: { x: "week", y: "half_saved", series: "baseline" },
  notes: [
    ...BASELINE_NOTES,
    "From weekly reports, which are clipped and rounded to two digits on the machine.",
    "The tokens delivered are those of all answers, also of those without a baseline.",
  ],
});
