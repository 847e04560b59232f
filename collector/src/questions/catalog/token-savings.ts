/** Asks whether answers have fewer tokens than what a model would otherwise read: the claim that CodeWeaver measures. */
import { defineQuestion } from "../question.js";
import { eventRows, number } from "../row-set.js";
import { BASELINE_NOTES, type TokenBaseline, unionBaselines } from "../token-baselines.js";

const selectSavings = (baseline: TokenBaseline) =>
  `SELECT '${baseline}' AS baseline, weight, baseline_${baseline} AS otherwise, saved_${baseline} AS saved FROM sessions`;

export const tokenSavings = defineQuestion({
  id: "token-savings",
  sentence: "How many tokens do answers save, against each baseline?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    sessions: eventRows("codeweaver_session", {
      baseline_whole_files: number("tokens.baseline.whole_files"),
      baseline_top_k_passages: number("tokens.baseline.top_k_passages"),
      baseline_own: number("tokens.baseline.own"),
      saved_whole_files: number("tokens.saved.whole_files"),
      saved_top_k_passages: number("tokens.saved.top_k_passages"),
      saved_own: number("tokens.saved.own"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT baseline, sum(weight) AS session_count, sum(otherwise * weight) AS otherwise_tokens,
      sum((otherwise - saved) * weight) AS answer_tokens, sum(saved * weight) AS saved_tokens,
      sum(saved * weight) / nullif(sum(otherwise * weight), 0) AS saved_part,
      ${quantile(0.5, "saved / otherwise")} AS half_saved_part,
      sum(CASE WHEN saved < 0 THEN 1 ELSE 0 END) AS worse, count(saved) AS known
    FROM (
      ${unionBaselines(selectSavings)}) AS savings
    WHERE otherwise > 0 AND saved IS NOT NULL
    GROUP BY baseline
    ORDER BY baseline`,
  columns: [
    { kind: "text", name: "baseline", label: "Compared with" },
    { kind: "count", name: "session_count", label: "Sessions with answers to compare" },
    { kind: "count", name: "otherwise_tokens", label: "Tokens of the baseline" },
    { kind: "count", name: "answer_tokens", label: "Tokens of the same answers" },
    { kind: "count", name: "saved_tokens", label: "Tokens saved" },
    { kind: "number", name: "saved_part", label: "Saved of each token of the baseline" },
    { kind: "number", name: "half_saved_part", label: "The same in the median session" },
    {
      kind: "share",
      name: "worse_share",
      label: "Sessions with more tokens than the baseline",
      part: "worse",
      of: "known",
    },
  ],
  chart: { x: "baseline", y: "saved_part" },
  notes: [
    ...BASELINE_NOTES,
    "A few large sessions can decide the sums. In the median, each received session counts once.",
  ],
});
