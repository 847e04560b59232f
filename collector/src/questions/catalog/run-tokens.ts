/** Asks how many tokens runs of agents use and how many come from the cache, to make runs cheaper. */
import { defineQuestion } from "../question.js";
import { selectRatio } from "../ratio-sums.js";
import { number, spanRows, text } from "../row-set.js";

const TOKENS = "attributes.zen.tokens.*";
const CACHED = "coalesce(cached, 0)";
const ALL_READ = `(coalesce(fresh, 0) + ${CACHED} + coalesce(stored, 0))`;

export const runTokens = defineQuestion({
  id: "run-tokens",
  sentence: "How many tokens do the runs of agents use, and how many come from the cache, by model?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    runs: spanRows({
      operation: text("attributes.gen_ai.operation.name"),
      model: text("attributes.zen.model"),
      fresh: number(TOKENS, "input"),
      cached: number(TOKENS, "cache_read"),
      stored: number(TOKENS, "cache_creation"),
      written: number(TOKENS, "output"),
    }),
  },
  createSql: () => `
    SELECT model, sum(weight) AS runs, sum(fresh * weight) AS fresh_tokens, sum(cached * weight) AS cached_tokens,
      sum(stored * weight) AS stored_tokens, sum(written * weight) AS written_tokens,
      avg(CASE WHEN fresh IS NOT NULL THEN ${ALL_READ} END) AS mean_read, avg(written) AS mean_written,
      ${selectRatio("cached_share", CACHED, ALL_READ)}
    FROM runs
    WHERE operation = 'invoke_agent'
    GROUP BY model
    ORDER BY runs DESC, model`,
  columns: [
    { kind: "text", name: "model", label: "Model" },
    { kind: "count", name: "runs", label: "Runs" },
    { kind: "count", name: "fresh_tokens", label: "Tokens read without the cache" },
    { kind: "count", name: "cached_tokens", label: "Tokens read from the cache" },
    { kind: "count", name: "stored_tokens", label: "Tokens read and put into the cache" },
    { kind: "count", name: "written_tokens", label: "Tokens written" },
    { kind: "ratio", name: "cached_share", label: "Share of the tokens read that came from the cache" },
    { kind: "number", name: "mean_read", label: "Tokens read per run" },
    { kind: "number", name: "mean_written", label: "Tokens written per run" },
  ],
  chart: { x: "model", y: "mean_read" },
  notes: [
    "Totals count a run of a sampled trace as many times as it stands for. Means count each received run once.",
    "Runs without token counts are in the number of runs only.",
    "The share counts each received run once, and its interval treats runs as independent.",
  ],
});
