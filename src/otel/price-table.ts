/** Computes the cost of a run from its tokens and the caller's price table. */

/**
 * The tokens of a run.
 *
 * @example
 * // The usage of Anthropic's API, whose `input_tokens` do not include cached ones.
 * function toTokens(usage: { input_tokens: number; output_tokens: number; cache_read_input_tokens: number }): Tokens {
 *   return { input: usage.input_tokens, output: usage.output_tokens, cacheRead: usage.cache_read_input_tokens };
 * }
 */
export interface Tokens {
  /** Input tokens, without those that were read from the cache or written to it. */
  readonly input: number;
  readonly output: number;
  /** @default 0 */
  readonly cacheRead?: number | undefined;
  /** @default 0 */
  readonly cacheCreation?: number | undefined;
}

/**
 * Prices of a model, in US dollars per million tokens.
 *
 * @example
 * const local: Prices = { input: 0, output: 0 };
 * const tokens = { input: 1000, output: 200 };
 * recordRun({ agent: "planner", model: "qwen3-coder", durationMs: 1800, tokens, prices: { "qwen3-coder": local } });
 */
export type Prices = { readonly [K in keyof Tokens]: number };

/**
 * Prices by the model's name.
 *
 * @example
 * const prices: PriceTable = {
 *   "claude-opus-4-5": { input: 5, output: 25, cacheRead: 0.5, cacheCreation: 6.25 },
 * };
 */
export type PriceTable = Readonly<Record<string, Prices>>;

const TOKEN_KINDS = ["input", "output", "cacheRead", "cacheCreation"] as const;

/** Returns US dollars by kind of token, or undefined when the model or a kind that was used has no price. */
export function computeCosts(
  tokens: Tokens,
  model: string | undefined,
  prices: PriceTable,
): Record<keyof Tokens, number> | undefined {
  const modelPrices = model !== undefined && Object.hasOwn(prices, model) ? prices[model] : undefined;
  if (modelPrices === undefined) return undefined;
  const costs = { input: 0, output: 0, cacheRead: 0, cacheCreation: 0 };
  const counts = { ...tokens, cacheRead: tokens.cacheRead ?? 0, cacheCreation: tokens.cacheCreation ?? 0 };
  for (const kind of TOKEN_KINDS) {
    const count = parseTokenCount(counts[kind]);
    if (count === undefined) return undefined;
    const price = modelPrices[kind] ?? Number.NaN;
    if (count > 0 && !(Number.isFinite(price) && price >= 0)) return undefined;
    costs[kind] = count === 0 ? 0 : (count * price) / 1e6;
  }
  return costs;
}

/** Returns undefined for a value that is not a number of tokens, because untyped callers pass anything. */
export function parseTokenCount(count: unknown): number | undefined {
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? Math.round(count) : undefined;
}
