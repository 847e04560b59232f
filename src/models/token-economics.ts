/** Computes the cost of a session's tokens, and the amount that the tool saves. */

/** Tokens by category. `searchResults` were found by the search. `userAgent` is the part that the agent received. */
export interface TokenUsage {
  readonly embedding: number;
  readonly sparseEmbedding: number;
  readonly reranking: number;
  readonly contextAgent: number;
  readonly searchResults: number;
  readonly userAgent: number;
  readonly savedByReranking: number;
  readonly savedByContextAgent: number;
}

export const NO_TOKENS: TokenUsage = {
  embedding: 0,
  sparseEmbedding: 0,
  reranking: 0,
  contextAgent: 0,
  searchResults: 0,
  userAgent: 0,
  savedByReranking: 0,
  savedByContextAgent: 0,
};

/** Adds tokens to their categories. Values that are not a positive number are ignored. */
export function addTokens(usage: TokenUsage, added: Partial<TokenUsage>): TokenUsage {
  const sums: Record<keyof TokenUsage, number> = { ...usage };
  // The cast is safe, because `NO_TOKENS` has the categories and nothing else.
  for (const category of Object.keys(NO_TOKENS) as (keyof TokenUsage)[]) {
    const tokens = added[category];
    if (typeof tokens === "number" && tokens > 0 && Number.isFinite(tokens)) sums[category] += tokens;
  }
  return sums;
}

/** US dollars per 1,000 tokens. */
export interface TokenPrices {
  readonly embedding: number;
  readonly sparseEmbedding: number;
  readonly reranking: number;
  readonly contextAgent: number;
  readonly userAgent: number;
}

/** Cloud prices for embedding and reranking. Sparse embeddings are computed locally. */
export const DEFAULT_TOKEN_PRICES: TokenPrices = {
  embedding: 0.00012,
  sparseEmbedding: 0.000005,
  reranking: 0.00005,
  contextAgent: 0.0018,
  userAgent: 0.0045,
};

/** The price of a model on the person's own machine, for embeddings and reranking, in US dollars per 1,000 tokens. */
export const LOCAL_TOKEN_PRICE = 0.000005;

/** The sums that the session event sends. */
export interface TokenSums {
  /** embedding + sparse embedding + reranking */
  readonly embedding: number;
  /** context agent + user agent */
  readonly delivered: number;
  /** (search results − user agent) + saved by reranking + saved by the context agent */
  readonly saved: number;
  /** `saved` at the user agent's price, minus the cost of all tokens. US dollars; may be negative. */
  readonly savingsUsd: number;
}

export function computeTokenSums(usage: TokenUsage, prices: TokenPrices): TokenSums {
  const saved = usage.searchResults - usage.userAgent + usage.savedByReranking + usage.savedByContextAgent;
  const spent =
    usage.embedding * prices.embedding +
    usage.sparseEmbedding * prices.sparseEmbedding +
    usage.reranking * prices.reranking +
    usage.contextAgent * prices.contextAgent +
    usage.userAgent * prices.userAgent;
  return {
    embedding: usage.embedding + usage.sparseEmbedding + usage.reranking,
    delivered: usage.contextAgent + usage.userAgent,
    saved,
    // Six digits are more precise than the prices.
    savingsUsd: Number(((saved * prices.userAgent - spent) / 1000).toFixed(6)),
  };
}
