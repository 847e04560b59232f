/** Asks why models stop, to notice runs that end at a limit of tokens. */
import { defineQuestion } from "../question.js";
import { itemRows, SPAN_EVENT, text } from "../row-set.js";

const REASONS = "attributes.gen_ai.response.finish_reasons";

export const finishReasons = defineQuestion({
  id: "finish-reasons",
  sentence: "Why do models stop, by model?",
  audience: "developers",
  shape: "distribution",
  rows: {
    reasons: itemRows(
      SPAN_EVENT,
      REASONS,
      { reason: text(`${REASONS}[]`) },
      { model: text("attributes.gen_ai.request.model") },
    ),
  },
  createSql: () => `
    SELECT model, reason, sum(weight) AS answers
    FROM reasons
    GROUP BY model, reason
    ORDER BY model, answers DESC, reason`,
  columns: [
    { kind: "text", name: "model", label: "Model" },
    { kind: "text", name: "reason", label: "Reason" },
    { kind: "count", name: "answers", label: "Answers that ended with it" },
  ],
  chart: { x: "model", y: "answers", series: "reason" },
  notes: [
    "A run has a reason for each answer of the model. A reason that is not a single word is `other`.",
    "A span of a sampled trace counts as many times as it stands for.",
  ],
});
