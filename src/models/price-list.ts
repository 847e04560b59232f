/** Completes the caller's prices of tokens with the built-in ones, and says which of them are used. */
import type { ValueOf } from "./closed-set.js";
import { PriceSource } from "./closed-sets.js";
import { DEFAULT_TOKEN_PRICES, TOKEN_PRICES_DATE, type TokenPrices } from "./token-prices.js";

/** The prices of a session, and where they come from. */
export interface PriceList {
  readonly prices: TokenPrices;
  readonly source: ValueOf<typeof PriceSource>;
}

/** Returns a price for each category. A given price that is negative or not finite counts as not given. */
export function createPriceList(given: Partial<TokenPrices>): PriceList {
  const prices: Record<keyof TokenPrices, number> = { ...DEFAULT_TOKEN_PRICES };
  // The cast is safe, because the built-in prices have the categories and nothing else.
  const categories = Object.keys(prices) as (keyof TokenPrices)[];
  let missing = 0;
  for (const category of categories) {
    const price = given[category];
    if (typeof price === "number" && price >= 0 && Number.isFinite(price)) prices[category] = price;
    else missing++;
  }
  return { prices, source: selectSource(missing, categories.length) };
}

function selectSource(missing: number, total: number): ValueOf<typeof PriceSource> {
  if (missing === 0) return PriceSource.CALLER;
  return missing === total ? TOKEN_PRICES_DATE : `caller+${TOKEN_PRICES_DATE}`;
}
