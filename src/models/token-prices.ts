/** Defines the built-in prices of tokens, with their date. */

/** US dollars per 1,000 tokens. */
export interface TokenPrices {
  readonly embedding: number;
  readonly sparseEmbedding: number;
  readonly reranking: number;
  readonly contextAgent: number;
  /** The price at which the model that reads the answers takes input. A saved token saves this price. */
  readonly readingModel: number;
}

/** The month of `DEFAULT_TOKEN_PRICES`. A change of these prices needs a new month, because events name it. */
export const TOKEN_PRICES_DATE = "2026-11";

/**
 * Round example prices of `TOKEN_PRICES_DATE`. They are the price list of no provider, so pass the prices of your models.
 * Sparse embeddings are computed on the person's own machine.
 */
export const DEFAULT_TOKEN_PRICES: TokenPrices = {
  embedding: 0.0001,
  sparseEmbedding: 0.000005,
  reranking: 0.00005,
  contextAgent: 0.001,
  readingModel: 0.003,
};

/** An example price of a model on the person's own machine, for embeddings and reranking, in US dollars per 1,000 tokens. */
export const LOCAL_TOKEN_PRICE = 0.000005;
