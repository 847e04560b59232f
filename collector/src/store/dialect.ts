/**
 * Writes the few expressions for which the engines have different words. All other SQL of a question runs on both, if a union
 * with an order or a limit is a subquery: in ClickHouse, both belong to the last SELECT of the union.
 */
import { quoteText } from "./quote.js";

export const ENGINES = ["duckdb", "clickhouse"] as const;
export type Engine = (typeof ENGINES)[number];

/**
 * The expressions of one engine.
 * @example
 * const { quantile } = DIALECTS[engine];
 * const sql = `SELECT ${quantile(0.95, "execution_time_ms")} FROM event.codeweaver_search WHERE timestamp >= $1`;
 */
export interface Dialect {
  /** The exact quantile of numbers, between two of them if need be. NULL without numbers. @param share such as `0.95` */
  quantile(share: number, expression: string): string;
  /** The sample standard deviation of numbers. */
  deviation(expression: string): string;
  /**
   * The text at a path of a column of JSON. Texts have no quotes, and lists and objects are JSON. NULL if there is none.
   * @param path the keys from the outside to the inside
   */
  jsonText(column: string, ...path: string[]): string;
  /** The texts at several paths of a column of JSON, as a list whose first place is 1. The text is parsed only once in DuckDB. */
  jsonTexts(column: string, paths: readonly (readonly string[])[]): string;
  /** The number at a path of a column of JSON. NULL if it is none. */
  jsonNumber(column: string, ...path: string[]): string;
  /** Whether the value at a path of a column of JSON is true, or the text `true`. NULL if there is none. */
  jsonBoolean(column: string, ...path: string[]): string;
  /** The number that an expression can be read as. NULL if it cannot. */
  toNumber(expression: string): string;
  /** A missing value of a type. */
  nullOf(type: "number" | "text" | "boolean"): string;
  /** The texts in a column that is a list as JSON, each as a row of its own. */
  eachText(column: string): string;
  /** The objects in a column that is a list as JSON, each as JSON in a row of its own. */
  eachObject(column: string): string;
  /** The entries of a column that is an object as JSON, each in a row of its own. */
  eachEntry(column: string): string;
  /** The key of an entry. */
  entryKey(entry: string): string;
  /** The value of an entry as text. NULL if it is null. */
  entryValue(entry: string): string;
  /** The UTC day of a time. */
  day(time: string): string;
  /** The Monday of the ISO week of a time. */
  week(time: string): string;
  /** The time of nanoseconds since the epoch. */
  timeOf(nanoseconds: string): string;
  /** The MD5 of a text in 32 hex digits, which orders texts as if by chance. */
  md5(text: string): string;
  /** The same value. Window functions such as `lag` have NULL for a missing row only with it, and otherwise 0 in ClickHouse. */
  toNullable(expression: string): string;
}

/** The methods use the interpolation `percentile_cont` of the SQL standard. */
const DUCKDB: Dialect = {
  quantile: (share, expression) => `quantile_cont(${expression}, ${checkShare(share)})`,
  deviation: (expression) => `stddev_samp(${expression})`,
  jsonText: (column, ...path) => `(${column}->>${quoteText(toPointer(path))})`,
  jsonTexts: (column, paths) =>
    `json_extract_string(${column}, [${paths.map((path) => quoteText(toPointer(path))).join(", ")}])`,
  jsonNumber: (column, ...path) => `TRY_CAST(${column}->>${quoteText(toPointer(path))} AS DOUBLE)`,
  jsonBoolean: (column, ...path) => `(${DUCKDB.jsonText(column, ...path)} = 'true')`,
  toNumber: (expression) => `TRY_CAST(${expression} AS DOUBLE)`,
  toNullable: (expression) => expression,
  nullOf: (type) => `CAST(NULL AS ${{ number: "DOUBLE", text: "VARCHAR", boolean: "BOOLEAN" }[type]})`,
  eachText: (column) => `unnest(from_json(${column}, '["VARCHAR"]'))`,
  eachObject: (column) => `unnest(from_json(${column}, '["JSON"]'))`,
  eachEntry: (column) => `unnest(map_entries(from_json(${column}, '"MAP(VARCHAR, VARCHAR)"')))`,
  entryKey: (entry) => `${entry}.key`,
  entryValue: (entry) => `${entry}.value`,
  day: (time) => `CAST(${time} AS DATE)`,
  week: (time) => `CAST(date_trunc('week', ${time}) AS DATE)`,
  timeOf: (nanoseconds) => `make_timestamp(CAST(${nanoseconds} // 1000 AS BIGINT))`,
  md5: (text) => `md5(${text})`,
};

/** ClickHouse's `quantile` is sampled, and `JSONExtractString` returns an empty text if there is none. */
const CLICKHOUSE: Dialect = {
  quantile: (share, expression) => `quantileExactInclusiveOrNull(${checkShare(share)})(${expression})`,
  deviation: (expression) => `stddevSamp(${expression})`,
  jsonText: (column, ...path) => `JSONExtract(${column}, ${quoteKeys(path)}, 'Nullable(String)')`,
  jsonTexts: (column, paths) =>
    `[${paths.map((path) => `JSONExtract(${column}, ${quoteKeys(path)}, 'Nullable(String)')`).join(", ")}]`,
  jsonNumber: (column, ...path) => `JSONExtract(${column}, ${quoteKeys(path)}, 'Nullable(Float64)')`,
  jsonBoolean: (column, ...path) =>
    `CAST(${CLICKHOUSE.jsonText(column, ...path)} = 'true' AS Nullable(Bool))`,
  toNumber: (expression) => `toFloat64OrNull(toString(${expression}))`,
  toNullable: (expression) => `toNullable(${expression})`,
  nullOf: (type) => `CAST(NULL AS Nullable(${{ number: "Float64", text: "String", boolean: "Bool" }[type]}))`,
  eachText: (column) => `arrayJoin(JSONExtract(ifNull(${column}, '[]'), 'Array(String)'))`,
  eachObject: (column) => `arrayJoin(JSONExtractArrayRaw(ifNull(${column}, '[]')))`,
  eachEntry: (column) => `arrayJoin(JSONExtractKeysAndValues(ifNull(${column}, '{}'), 'Nullable(String)'))`,
  entryKey: (entry) => `tupleElement(${entry}, 1)`,
  entryValue: (entry) => `tupleElement(${entry}, 2)`,
  day: (time) => `toDate(${time})`,
  week: (time) => `CAST(date_trunc('week', ${time}) AS DATE)`,
  timeOf: (nanoseconds) => `fromUnixTimestamp64Nano(${nanoseconds}, 'UTC')`,
  md5: (text) => `lower(hex(MD5(${text})))`,
};

export const DIALECTS: Readonly<Record<Engine, Dialect>> = { duckdb: DUCKDB, clickhouse: CLICKHOUSE };

function checkShare(share: number): number {
  if (share >= 0 && share <= 1) return share;
  throw new RangeError("the share of a quantile must be from 0 to 1");
}

/** Returns a JSON Pointer (RFC 6901), in which a dot has no meaning. */
function toPointer(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** In a text of ClickHouse, a backslash begins an escape. */
function quoteKeys(path: readonly string[]): string {
  return path.map((key) => quoteText(key.replaceAll("\\", "\\\\"))).join(", ");
}
