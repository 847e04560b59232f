/** Asks which share of the tokens answers save, with its interval: what CodeWeaver claims about itself. */
import { defineQuestion } from "../question.js";
import { selectRatio } from "../ratio-sums.js";
import { eventRows, number } from "../row-set.js";
import { BASELINE_NOTES, type TokenBaseline, unionBaselines } from "../token-baselines.js";

const selectSavings = (baseline: TokenBaseline) =>
  `SELECT '${baseline}' AS baseline, baseline_${baseline} AS otherwise, saved_${baseline} AS saved FROM reports`;

export const savedShare = defineQuestion({
  id: "saved-share",
  sentence: "Which share of the tokens do answers save, against each baseline?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    reports: eventRows("telemetry_week", {
      baseline_whole_files: number("tokens_baseline.whole_files"),
      baseline_top_k_passages: number("tokens_baseline.top_k_passages"),
      baseline_own: number("tokens_baseline.own"),
      saved_whole_files: number("tokens_saved.whole_files"),
      saved_top_k_passages: number("tokens_saved.top_k_passages"),
      saved_own: number("tokens_saved.own"),
    }),
  },
  createSql: () => `
    SELECT baseline, ${selectRatio("saved_share", "saved", "otherwise")}
    FROM (
      ${unionBaselines(selectSavings)}) AS savings
    WHERE otherwise > 0 AND saved IS NOT NULL
    GROUP BY baseline
    ORDER BY baseline`,
  columns: [
    { kind: "text", name: "baseline", label: "Compared with" },
    { kind: "count", name: "saved_share_units", label: "Weekly reports with answers to compare" },
    { kind: "ratio", name: "saved_share", label: "Tokens saved" },
  ],
  chart: { x: "baseline", y: "saved_share" },
  notes: [
    ...BASELINE_NOTES,
    "The interval treats weekly reports as independent. Those of one installation resemble each other over several weeks, so the truth is less certain.",
  ],
});
