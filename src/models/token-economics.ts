/** Tokens spent and saved, and what they cost. */

/** Tokens by category. `search_results` is what the search produced, `user_agent` what the agent was given of it. */
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

/** US dollars per 1,000 tokens. */
export interface TokenPrices {
  readonly embedding: number;
  readonly sparseEmbedding: number;
  readonly reranking: number;
  readonly contextAgent: number;
  readonly userAgent: number;
}

/** DESIGN.md section 6: cloud prices for embedding and reranking; sparse embeddings are made locally. */
export const DEFAULT_TOKEN_PRICES: TokenPrices = {
  embedding: 0.00012,
  sparseEmbedding: 0.000005,
  reranking: 0.00005,
  contextAgent: 0.0018,
  userAgent: 0.0045,
};

/** What a model run on the person's own machine costs, for either kind of embedding or for reranking. */
export const LOCAL_TOKEN_PRICE = 0.000005;

/** The sums that leave in the session event. */
export interface TokenSums {
  /** embedding + sparse embedding + reranking */
  readonly embedding: number;
  /** context agent + user agent */
  readonly delivered: number;
  /** (search results − user agent) + saved by reranking + saved by the context agent */
  readonly saved: number;
  /** `saved` at the user agent's price, less what was spent on the way. May be negative. */
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
    // Fractions of a cent: six digits say more than the prices do.
    savingsUsd: Number(((saved * prices.userAgent - spent) / 1000).toFixed(6)),
  };
}
