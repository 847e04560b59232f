/** Writes how the engines read the properties of an event, which are one column of JSON. */
import { DIALECTS, type Dialect } from "../store/dialect.js";
import { quoteName, quoteText } from "../store/quote.js";

/** The expressions of one engine. A path is its keys from the outside to the inside. */
export interface PropertyExpressions {
  text(path: readonly string[]): string;
  number(path: readonly string[]): string;
  boolean(path: readonly string[]): string;
  /** The entries of an object, each in a row of its own. The empty path means all properties. */
  eachEntry(path: readonly string[]): string;
  /** The key of an entry. */
  key(entry: string): string;
  /** The value of an entry as text. */
  value(entry: string): string;
  /** The text of an expression. */
  toText(expression: string): string;
}

const COLUMN = "properties";

const DUCKDB: PropertyExpressions = {
  ...readByDialect(DIALECTS.duckdb),
  boolean: (path) => `TRY_CAST(${DIALECTS.duckdb.jsonText(COLUMN, ...path)} AS BOOLEAN)`,
  eachEntry: (path) => {
    const object = path.length === 0 ? COLUMN : DIALECTS.duckdb.jsonText(COLUMN, ...path);
    return `unnest(map_entries(json_transform(${object}, '"MAP(VARCHAR, VARCHAR)"')))`;
  },
  key: (entry) => `${entry}.key`,
  value: (entry) => `${entry}.value`,
};

const CLICKHOUSE: PropertyExpressions = {
  ...readByDialect(DIALECTS.clickhouse),
  boolean: (path) => `JSONExtract(${[COLUMN, ...path.map(quoteText)].join(", ")}, 'Nullable(Bool)')`,
  eachEntry: (path) =>
    `arrayJoin(JSONExtractKeysAndValues(${[COLUMN, ...path.map(quoteText)].join(", ")}, 'Nullable(String)'))`,
  key: (entry) => `tupleElement(${entry}, 1)`,
  value: (entry) => `tupleElement(${entry}, 2)`,
};

/**
 * HogQL has the properties as fields, `properties.results.returned`, so that PostHog reads the columns that it has for some of
 * them. Such a field is text, or has the type that the project's settings say. These expressions work with both.
 */
export const HOGQL_PROPERTIES: PropertyExpressions = {
  text: (path) => `toString(${formatHogQlField(path)})`,
  number: (path) => `toFloat(${formatHogQlField(path)})`,
  boolean: (path) => {
    const value = `toString(${formatHogQlField(path)})`;
    // A comparison with NULL is false in HogQL, so that a missing value needs a branch of its own.
    return `multiIf(${value} = 'true', true, ${value} = 'false', false, NULL)`;
  },
  eachEntry: (path) => {
    const object = path.length === 0 ? COLUMN : `ifNull(${formatHogQlField(path)}, '{}')`;
    return `arrayJoin(JSONExtractKeysAndValues(${object}, 'Nullable(String)'))`;
  },
  key: CLICKHOUSE.key,
  value: CLICKHOUSE.value,
  toText: (expression) => `toString(${expression})`,
};

export const PROPERTY_EXPRESSIONS = { duckdb: DUCKDB, clickhouse: CLICKHOUSE } as const;

function readByDialect(dialect: Dialect): Pick<PropertyExpressions, "text" | "number" | "toText"> {
  return {
    text: (path) => dialect.jsonText(COLUMN, ...path),
    number: (path) => dialect.jsonNumber(COLUMN, ...path),
    toText: (expression) => `CAST(${expression} AS VARCHAR)`,
  };
}

/** A name with other characters than these needs quotes (HogQLLexer.common.g4 in PostHog/posthog). */
const HOGQL_NAME = /^[A-Za-z_$][\w$]*$/;

function formatHogQlField(path: readonly string[]): string {
  return [COLUMN, ...path.map((key) => (HOGQL_NAME.test(key) ? key : quoteName(key)))].join(".");
}
