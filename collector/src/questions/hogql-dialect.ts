/**
 * Writes the expressions of HogQL, the SQL of PostHog. It becomes ClickHouse's SQL, and has only the functions that PostHog
 * lists (posthog/hogql/functions in PostHog/posthog).
 */
import { DIALECTS, type Dialect } from "../store/dialect.js";
import { quoteName } from "../store/quote.js";
import type { FieldType } from "./row-set.js";

/**
 * Not listed are exact quantiles that lie between two values, and conversions ending in `OrNull`. `quantileExact` is a value that
 * occurs. Missing values are those of `nullIf`, because the type of a CAST cannot be one that has them.
 */
export const HOGQL: Dialect = {
  ...DIALECTS.clickhouse,
  quantile: (share, expression) => {
    if (!(share >= 0 && share <= 1)) throw new RangeError("the share of a quantile must be from 0 to 1");
    return `quantileExact(${share})(${expression})`;
  },
  jsonBoolean: (column, ...path) => formatIsTrue(DIALECTS.clickhouse.jsonText(column, ...path)),
  toNumber: (expression) => `toFloat(${expression})`,
  nullOf: (type) =>
    ({ number: "nullIf(0.0, 0.0)", text: "nullIf('', '')", boolean: "nullIf(true, true)" })[type],
  day: (time) => `toDate(${time})`,
  week: (time) => `toMonday(${time})`,
  timeOf: (nanoseconds) => `fromUnixTimestamp64Milli(intDiv(${nanoseconds}, 1000000))`,
};

/** A name with other characters than these needs quotes (posthog/hogql/grammar/HogQLLexer.common.g4). */
const UNQUOTED_NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * Reads a property as a field, such as `properties.results.returned`, so that PostHog reads the column that it has for some of
 * them. A field is text, or has the type that the project's settings say. The expression works with both.
 * @param keys from the outside to the inside
 */
export function readHogQlProperty(type: FieldType, keys: readonly string[]): string {
  const names = keys.map((key) => (UNQUOTED_NAME.test(key) ? key : quoteName(key)));
  const field = ["properties", ...names].join(".");
  if (type === "number") return `toFloat(${field})`;
  if (type === "text") return `toString(${field})`;
  return formatIsTrue(`toString(${field})`);
}

/** A comparison with NULL is false in HogQL, so that a missing value needs a branch of its own. */
function formatIsTrue(text: string): string {
  return `multiIf(${text} = 'true', true, isNotNull(${text}), false, NULL)`;
}
