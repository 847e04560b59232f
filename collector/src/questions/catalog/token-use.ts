/** Asks how many tokens the tool itself uses and delivers, to make it cheaper. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const tokenUse = defineQuestion({
  id: "token-use",
  sentence: "How many tokens does a session use for embedding and context, and deliver in answers?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    sessions: eventRows("codeweaver_session", {
      version: text("tool_version"),
      embedding: number("tokens.embedding"),
      context: number("tokens.context_agent"),
      delivered: number("tokens.delivered"),
    }),
  },
  createSql: ({ quantile }) => `
    SELECT version, sum(weight) AS session_count,
      avg(embedding) AS mean_embedding, ${quantile(0.5, "embedding")} AS half_embedding,
      avg(context) AS mean_context, ${quantile(0.5, "context")} AS half_context,
      avg(delivered) AS mean_delivered, ${quantile(0.5, "delivered")} AS half_delivered,
      sum(delivered * weight) AS all_delivered
    FROM sessions
    GROUP BY version
    ORDER BY version`,
  columns: [
    { kind: "version", name: "version", label: "Version" },
    { kind: "count", name: "session_count", label: "Sessions" },
    { kind: "number", name: "mean_embedding", label: "Tokens for embedding, mean" },
    { kind: "number", name: "half_embedding", label: "Tokens for embedding, half have fewer than" },
    { kind: "number", name: "mean_context", label: "Tokens of the context agent, mean" },
    { kind: "number", name: "half_context", label: "Tokens of the context agent, half have fewer than" },
    { kind: "number", name: "mean_delivered", label: "Tokens in answers, mean" },
    { kind: "number", name: "half_delivered", label: "Tokens in answers, half have fewer than" },
    { kind: "count", name: "all_delivered", label: "Tokens in the answers of all sessions" },
  ],
  chart: { x: "version", y: "mean_delivered" },
  notes: [
    "Embedding includes reranking.",
    "The mean of a few huge sessions can be far above that of most. Compare it with the half beside it.",
  ],
});
