/**
 * Writes the expressions of HogQL, the SQL of PostHog. It becomes ClickHouse's SQL, and has only the functions that PostHog
 * lists (posthog/hogql/functions in PostHog/posthog).
 */
import { DIALECTS, type Dialect } from "../store/dialect.js";

/**
 * Not listed are the exact quantiles that lie between two values, and the conversions ending in `OrNull`. `quantileExact` is a
 * value that occurs. The typed missing values are those of `nullIf`, because the types of a CAST cannot be missing.
 */
export const HOGQL: Dialect = {
  ...DIALECTS.clickhouse,
  quantile: (share, expression) => {
    if (!(share >= 0 && share <= 1)) throw new RangeError("the share of a quantile must be from 0 to 1");
    return `quantileExact(${share})(${expression})`;
  },
  toNumber: (expression) => `toFloat(${expression})`,
  nullOf: (type) =>
    ({ number: "nullIf(0.0, 0.0)", text: "nullIf('', '')", boolean: "nullIf(true, true)" })[type],
  day: (time) => `toDate(${time})`,
  week: (time) => `toMonday(${time})`,
  timeOf: (nanoseconds) => `fromUnixTimestamp64Milli(intDiv(${nanoseconds}, 1000000))`,
};
