/** Counts the tokens that the tool itself uses, and computes what they cost. */
import type { TokenPrices } from "./token-prices.js";

/**
 * Tokens that the tool itself uses, by category. The tokens of answers are counted by `SessionStatistics.recordAnswer`.
 *
 * @example
 * const statistics = new SessionStatistics();
 * statistics.addTokenUsage({ embedding: 1_200 });
 * const { embedding, reranking }: TokenUsage = statistics.tokens; // 1200 and 0
 */
export interface TokenUsage {
  readonly embedding: number;
  readonly sparseEmbedding: number;
  readonly reranking: number;
  /** Tokens of an agent of the tool that reads results before it answers. */
  readonly contextAgent: number;
}

export const NO_TOKENS: TokenUsage = { embedding: 0, sparseEmbedding: 0, reranking: 0, contextAgent: 0 };

// The cast is safe, because `NO_TOKENS` has the categories and nothing else.
const CATEGORIES = Object.keys(NO_TOKENS) as (keyof TokenUsage)[];

/** Adds tokens to their categories. Values that are not a positive number are ignored. */
export function addTokens(usage: TokenUsage, added: Partial<TokenUsage>): TokenUsage {
  const sums: Record<keyof TokenUsage, number> = { ...usage };
  for (const category of CATEGORIES) {
    const tokens = added[category];
    if (typeof tokens === "number" && tokens > 0 && Number.isFinite(tokens)) sums[category] += tokens;
  }
  return sums;
}

/** Returns what the tool's own tokens cost, in US dollars. */
export function computeCostUsd(usage: TokenUsage, prices: TokenPrices): number {
  return CATEGORIES.reduce((sum, category) => sum + usage[category] * prices[category], 0) / 1000;
}
