/** What a run's tokens cost, by a table that the caller gives. Nothing is guessed: without a price there is no cost. */

export interface Tokens {
  /** Without those of the cache. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheCreation?: number;
}

/** US dollars for a million tokens. */
export type Prices = { readonly [K in keyof Tokens]: number };

/** A model's prices, by its name. */
export type PriceTable = Readonly<Record<string, Prices>>;

const TOKEN_KINDS = ["input", "output", "cacheRead", "cacheCreation"] as const;

/** US dollars by kind of token; undefined where the model has no price, or a kind that was used has none. */
export function computeCosts(
  tokens: Tokens,
  model: string | undefined,
  table: PriceTable,
): Record<keyof Tokens, number> | undefined {
  const prices = model !== undefined && Object.hasOwn(table, model) ? table[model] : undefined;
  if (prices === undefined) return undefined;
  const costs = { input: 0, output: 0, cacheRead: 0, cacheCreation: 0 };
  const given = { ...tokens, cacheRead: tokens.cacheRead ?? 0, cacheCreation: tokens.cacheCreation ?? 0 };
  for (const kind of TOKEN_KINDS) {
    const count = parseTokenCount(given[kind]);
    if (count === undefined) return undefined;
    const price = prices[kind] ?? Number.NaN;
    if (count > 0 && !(Number.isFinite(price) && price >= 0)) return undefined;
    costs[kind] = count === 0 ? 0 : (count * price) / 1e6;
  }
  return costs;
}

/** A number of tokens; undefined for what is none. */
export function parseTokenCount(count: unknown): number | undefined {
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? Math.round(count) : undefined;
}
