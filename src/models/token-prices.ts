/** Defines the built-in prices of tokens, with their date. */

/**
 * US dollars per 1,000 tokens.
 *
 * @example
 * const local = { embedding: 0, sparseEmbedding: 0, reranking: 0 };
 * const prices: TokenPrices = { ...local, contextAgent: 0.001, readingModel: 0.005 };
 * console.log(new SessionStatistics({ prices }).priceSource); // caller
 */
export interface TokenPrices {
  readonly embedding: number;
  readonly sparseEmbedding: number;
  readonly reranking: number;
  readonly contextAgent: number;
  /** The price at which the model that reads the answers takes input. A saved token saves this price. */
  readonly readingModel: number;
}

/**
 * The month of `DEFAULT_TOKEN_PRICES`. A change of these prices needs a new month, because events name it.
 *
 * @example
 * const { priceSource } = new SessionStatistics();
 * console.log(priceSource === TOKEN_PRICES_DATE); // true, because no price is given
 */
export const TOKEN_PRICES_DATE = "2026-11";

/**
 * Round example prices of `TOKEN_PRICES_DATE`. They are the price list of no provider, so pass the prices of your models.
 * Sparse embeddings are computed on the person's own machine.
 *
 * @example
 * const { prices } = new SessionStatistics({ prices: { readingModel: 0.005 } });
 * console.log(prices.embedding === DEFAULT_TOKEN_PRICES.embedding); // true, because this price is not given
 */
export const DEFAULT_TOKEN_PRICES: TokenPrices = {
  embedding: 0.0001,
  sparseEmbedding: 0.000005,
  reranking: 0.00005,
  contextAgent: 0.001,
  readingModel: 0.003,
};

/**
 * An example price of a model on the person's own machine, for embeddings and reranking, in US dollars per 1,000 tokens.
 *
 * @example
 * const prices = { embedding: LOCAL_TOKEN_PRICE, reranking: LOCAL_TOKEN_PRICE };
 * const statistics = new SessionStatistics({ prices });
 */
export const LOCAL_TOKEN_PRICE = 0.000005;
