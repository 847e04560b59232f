/**
 * Lists functions that HogQL has: their names, and the least and the most arguments, where `n` is any number.
 *
 * They are those of PostHog/posthog in posthog/hogql/functions that a question could use: aggregations.py (commit 1fd70c2d),
 * clickhouse/arithmetic.py (b3cd2b30), clickhouse/arrays.py (08f73216), clickhouse/conversions.py (039a7875),
 * clickhouse/datetime.py (194144dd), clickhouse/json.py (09b8ff3a), clickhouse/mathematical.py (64ca40f5),
 * clickhouse/strings.py (24b3f012) and mapping.py (af2acc5c). Only the names and numbers are taken.
 */
const LISTED = `
any 1 1, anyIf 2 2, anyLast 1 1, argMax 2 2, argMin 2 2, avg 1 1, avgIf 2 2, avgWeighted 2 2, corr 2 2, count 0 1,
countDistinct 1 1, countDistinctIf 1 2, countIf 1 2, covarPop 2 2, covarSamp 2 2, groupArray 1 1, groupUniqArray 1 1, max 1 1,
maxIf 2 2, median 1 1, medianExact 1 1, min 1 1, minIf 2 2, quantile 1 1, quantileExact 1 1, quantileIf 2 2, stddevPop 1 1,
stddevSamp 1 1, sum 1 1, sumIf 2 2, topK 1 1, uniq 1 n, uniqExact 1 n, uniqExactIf 2 n, uniqIf 2 n, varPop 1 1, varSamp 1 1,
abs 1 1, divide 2 2, intDiv 2 2, intDivOrZero 2 2, max2 2 2, min2 2 2, minus 2 2, modulo 2 2, multiply 2 2, negate 1 1, plus 2 2,
array 0 n, arrayConcat 2 n, arrayDistinct 1 1, arrayElement 2 2, arrayExists 1 n, arrayFilter 2 n, arrayJoin 1 1, arrayMap 2 n,
arraySort 1 n, arrayStringConcat 1 2, arraySum 1 2, arrayZip 2 n, empty 1 1, has 2 2, length 1 1, notEmpty 1 1, range 1 3,
assumeNotNull 1 1, coalesce 1 n, ifNull 2 2, isNotNull 1 1, isNull 1 1, nullIf 2 2, toBool 1 1, toDate 1 1, toDateTime 1 2,
toDateTime64 1 3, toFloat 1 1, toFloatOrDefault 1 2, toFloatOrZero 1 1, toInt 1 1, toIntOrZero 1 1, toNullable 1 1,
toString 1 2, toUUID 1 1, hex 1 1, MD5 1 1,
addDays 2 2, addWeeks 2 2, dateAdd 2 3, dateDiff 3 3, dateSub 2 3, dateTrunc 2 3, date_trunc 2 3, formatDateTime 2 3,
fromUnixTimestamp 1 1, fromUnixTimestamp64Milli 1 1, now 0 1, subtractDays 2 2, subtractWeeks 2 2, toDayOfWeek 1 3,
toISOWeek 1 1, toISOYear 1 1, toIntervalDay 1 1, toIntervalWeek 1 1, toMonday 1 1, toStartOfDay 1 2, toStartOfHour 1 1,
toStartOfMonth 1 1, toStartOfWeek 1 2, toTimeZone 1 2, toUnixTimestamp 1 2, toYear 1 1, today 0 0,
JSONArrayLength 1 n, JSONExtract 2 n, JSONExtractArrayRaw 1 n, JSONExtractBool 1 n, JSONExtractFloat 1 n, JSONExtractInt 1 n,
JSONExtractKeys 1 n, JSONExtractKeysAndValues 1 3, JSONExtractKeysAndValuesRaw 1 n, JSONExtractRaw 1 n, JSONExtractString 1 n,
JSONHas 1 n, JSONLength 1 n, JSONType 1 n,
ceil 1 2, exp 1 1, floor 1 2, ln 1 1, log 1 1, log10 1 1, log2 1 1, power 2 2, round 1 2, sign 1 1, sqrt 1 1, trunc 1 2,
concat 2 n, endsWith 2 2, extract 2 2, left 2 2, like 2 2, lower 1 1, match 2 2, position 2 3, replaceAll 3 3, right 2 2,
splitByChar 2 3, splitByString 2 3, startsWith 2 2, substring 3 3, trim 1 2, upper 1 1,
and 2 n, equals 2 2, greatest 2 2, if 3 3, in 2 2, least 2 2, multiIf 3 n, not 1 1, notEquals 2 2, or 2 n, transform 3 4,
tuple 0 n, tupleElement 2 3,
dense_rank 0 0, first_value 1 1, lag 1 3, lagInFrame 1 3, last_value 1 1, lead 1 3, rank 0 0, row_number 0 0`;

/** Listed with `case_sensitive=False`, so that any case is theirs. Those with capitals here are listed in lower case. */
const ANY_CASE = new Set(
  `count sum min max avg abs length coalesce ifnull nullif isnull now ceil exp floor ln log log10 log2 power round sign sqrt
  trunc concat extract lower position substring trim upper greatest least if not`.split(/\s+/),
);

export interface ListedFunction {
  readonly minArguments: number;
  readonly maxArguments: number;
}

const FUNCTIONS = new Map(
  LISTED.split(",").map((entry) => {
    const [name = "", least, most] = entry.trim().split(" ");
    const maxArguments = most === "n" ? Number.POSITIVE_INFINITY : Number(most);
    return [name, { minArguments: Number(least), maxArguments }] as const;
  }),
);
const LOWER_CASE = new Map([...FUNCTIONS].map(([name, listed]) => [name.toLowerCase(), listed] as const));

/** Returns undefined for a function that HogQL does not have. */
export function findHogQlFunction(name: string): ListedFunction | undefined {
  const lowerCase = name.toLowerCase();
  return FUNCTIONS.get(name) ?? (ANY_CASE.has(lowerCase) ? LOWER_CASE.get(lowerCase) : undefined);
}
