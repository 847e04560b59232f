/** Asks how many dollars the tool saves after the cost of its own tokens, and by whose prices. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";
import { BASELINE_NOTES, type TokenBaseline, unionBaselines } from "../token-baselines.js";

const selectSavings = (baseline: TokenBaseline) =>
  `SELECT '${baseline}' AS baseline, weight, prices, ${baseline} AS saved FROM sessions`;

export const moneySavings = defineQuestion({
  id: "money-savings",
  sentence: "How many dollars does a session save, against each baseline and by which prices?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    sessions: eventRows("codeweaver_session", {
      prices: text("tokens.prices"),
      whole_files: number("tokens.savings_usd.whole_files"),
      top_k_passages: number("tokens.savings_usd.top_k_passages"),
      own: number("tokens.savings_usd.own"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT baseline, prices, sum(weight) AS session_count, sum(saved * weight) AS all_saved, avg(saved) AS mean_saved,
      ${quantile(0.5, "saved")} AS half_saved, sum(CASE WHEN saved < 0 THEN 1 ELSE 0 END) AS loss, count(saved) AS known
    FROM (
      ${unionBaselines(selectSavings)}) AS savings
    WHERE saved IS NOT NULL
    GROUP BY baseline, prices
    ORDER BY baseline, prices`,
  columns: [
    { kind: "text", name: "baseline", label: "Compared with" },
    { kind: "text", name: "prices", label: "Prices from" },
    { kind: "count", name: "session_count", label: "Sessions" },
    { kind: "usd", name: "all_saved", label: "Saved in all sessions" },
    { kind: "usd", name: "mean_saved", label: "Saved per session, mean" },
    { kind: "usd", name: "half_saved", label: "Half of the sessions save less than" },
    {
      kind: "share",
      name: "loss_share",
      label: "Sessions that cost more than they save",
      part: "loss",
      of: "known",
    },
  ],
  chart: { x: "baseline", y: "mean_saved", series: "prices" },
  notes: [
    ...BASELINE_NOTES,
    "`caller`: the tool states its prices. A month: the package's built-in table of that month. Both: some prices are from each. Prices change, so do not add rows of different prices.",
    "The cost of the tool's own tokens is already subtracted.",
  ],
});
