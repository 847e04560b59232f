/** Asks which providers and models are used, by OpenTelemetry's names, which spans of other libraries have as well. */
import { defineQuestion } from "../question.js";
import { number, spanRows, text } from "../row-set.js";

const USAGE = "attributes.gen_ai.usage";

export const modelUsage = defineQuestion({
  id: "model-usage",
  sentence: "Which providers' models are used with how many tokens, and which library recorded it?",
  audience: "everybody",
  shape: "comparison",
  rows: {
    spans_with_tokens: spanRows({
      provider: text("attributes.gen_ai.provider.name"),
      model: text("attributes.gen_ai.request.model"),
      operation: text("attributes.gen_ai.operation.name"),
      library: text("scope"),
      read: number(`${USAGE}.input_tokens`),
      cached: number(`${USAGE}.cache_read.input_tokens`),
      stored: number(`${USAGE}.cache_creation.input_tokens`),
      written: number(`${USAGE}.output_tokens`),
    }),
  },
  createSql: () => `
    SELECT provider, model, library, operation, sum(weight) AS spans, sum(read * weight) AS read_tokens,
      sum(cached * weight) AS cached_tokens, sum(stored * weight) AS stored_tokens,
      sum(written * weight) AS written_tokens
    FROM spans_with_tokens
    WHERE read IS NOT NULL OR written IS NOT NULL
    GROUP BY provider, model, library, operation
    ORDER BY read_tokens DESC, provider, model, library, operation`,
  columns: [
    { kind: "text", name: "provider", label: "Provider" },
    { kind: "text", name: "model", label: "Model" },
    { kind: "text", name: "library", label: "Recorded by" },
    { kind: "text", name: "operation", label: "Operation" },
    { kind: "count", name: "spans", label: "Spans" },
    { kind: "count", name: "read_tokens", label: "Tokens read, with cached ones" },
    { kind: "count", name: "cached_tokens", label: "Of these from the cache" },
    { kind: "count", name: "stored_tokens", label: "Of these put into the cache" },
    { kind: "count", name: "written_tokens", label: "Tokens written" },
  ],
  chart: { x: "read_tokens", y: "model", series: "provider" },
  notes: [
    "A run and a library inside it may both record the same tokens. Do not add rows of different operations.",
    "A span of a sampled trace counts as many times as it stands for.",
  ],
});
