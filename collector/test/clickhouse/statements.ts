/** Lists statements of the kinds that questions use, each of which has the same answer on both engines. */
import type { Dialect } from "../../src/store/dialect.js";
import type { QueryParameter } from "../../src/store/store.js";

export interface Statement {
  readonly title: string;
  readonly createSql: (dialect: Dialect) => string;
  readonly parameters?: readonly QueryParameter[];
}

const SEARCH = "event.codeweaver_search";

/** The statements that are also measured. */
export const MEASURED: readonly Statement[] = [
  {
    title: "daily counts by event",
    createSql: () => `
      SELECT CAST(timestamp AS DATE) AS happened, event, count(*) AS n FROM events
      WHERE timestamp >= CAST($1 AS TIMESTAMP) GROUP BY happened, event ORDER BY happened, event`,
    parameters: ["2026-09-15T00:00:00.000Z"],
  },
  {
    title: "p50, p95 and p99 by version",
    createSql: ({ quantile }) => `
      SELECT tool_version, ${[0.5, 0.95, 0.99].map((share) => quantile(share, "execution_time_ms")).join(", ")}, count(*)
      FROM ${SEARCH} WHERE NOT is_ci GROUP BY tool_version ORDER BY tool_version`,
  },
  {
    title: "distinct installations by week",
    createSql: () => `
      SELECT CAST(date_trunc('week', timestamp) AS DATE) AS week, count(DISTINCT distinct_id) FROM events
      GROUP BY week ORDER BY week`,
  },
  {
    title: "the top entries of a map",
    createSql: () => `
      SELECT key, sum(number) AS results, count(DISTINCT distinct_id) AS people FROM entries
      WHERE event = 'codeweaver_search' AND field = 'languages' GROUP BY key ORDER BY results DESC, key LIMIT $1`,
    parameters: [3],
  },
  {
    title: "a funnel as a join",
    createSql: () => `
      WITH first_setup AS (
        SELECT distinct_id, min(timestamp) AS at FROM event.codeweaver_setup WHERE success GROUP BY distinct_id)
      SELECT count(DISTINCT f.distinct_id) AS people, count(DISTINCT s.distinct_id) AS searched
      FROM first_setup AS f LEFT JOIN (
        SELECT a.distinct_id AS distinct_id FROM ${SEARCH} AS a JOIN first_setup AS b ON a.distinct_id = b.distinct_id
        WHERE a.timestamp > b.at AND a.timestamp <= b.at + INTERVAL 7 DAY
      ) AS s ON f.distinct_id = s.distinct_id`,
  },
  {
    title: "nested JSON of spans",
    createSql: ({ jsonText, jsonNumber }) => `
      SELECT ${jsonText("attributes", "gen_ai.request.model")} AS model, ${jsonText("attributes", "usage", "note")} AS note,
        count(*), sum(${jsonNumber("attributes", "usage", "input")}), sum(end_ns - start_ns) / 1000000
      FROM spans GROUP BY model, note ORDER BY model, note`,
  },
];

export const STATEMENTS: readonly Statement[] = [
  ...MEASURED,
  {
    title: "parameters of all types",
    createSql: () =>
      "SELECT intent, count(*) FROM event.codeweaver_search WHERE intent = $1 AND is_ci = $2 AND execution_time_ms > $3 AND $4 IS NULL GROUP BY intent",
    parameters: ['say "it\'s"\n\\n', false, 20.5, null],
  },
  {
    title: "aggregates of no rows",
    createSql: ({ quantile }) => `
      SELECT count(*), count(DISTINCT intent), sum(execution_time_ms), avg(execution_time_ms), max(intent),
        ${quantile(0.5, "execution_time_ms")} FROM ${SEARCH} WHERE intent = 'none'`,
  },
  {
    title: "values of every type",
    createSql: () => `
      SELECT uuid, event, distinct_id, timestamp, day, intent, execution_time_ms, is_ci, "results.returned", strategies
      FROM ${SEARCH} ORDER BY timestamp, uuid LIMIT 50`,
  },
  {
    title: "NULL at the end of an order, in both directions",
    createSql: () => `
      SELECT a.execution_time_ms, a.place FROM (
        SELECT execution_time_ms, row_number() OVER (ORDER BY execution_time_ms, uuid) AS place FROM ${SEARCH}) AS a
      ORDER BY execution_time_ms DESC, place LIMIT 3000`,
  },
  {
    title: "rows that a join does not find",
    createSql: () => `
      SELECT a.distinct_id, b.n FROM (SELECT DISTINCT distinct_id FROM events) AS a
      LEFT JOIN (SELECT distinct_id, count(*) AS n FROM event."$exception" GROUP BY distinct_id) AS b
      ON a.distinct_id = b.distinct_id ORDER BY a.distinct_id`,
  },
  {
    title: "rates, weights and spread",
    createSql: () => `
      SELECT platform, avg(CASE WHEN success THEN 1.0 ELSE 0.0 END), sum(1 / coalesce(telemetry_sample_rate, 1)),
        var_samp(duration_ms), stddev_samp(duration_ms), covar_samp(duration_ms, telemetry_sample_rate)
      FROM event.mcp_tool_call GROUP BY platform ORDER BY platform`,
  },
  {
    title: "counts with a filter, and groups with a condition",
    createSql: () => `
      SELECT tool_version, count(*) FILTER (WHERE "results.returned" = 0) AS n, sum("results.returned") FROM ${SEARCH}
      GROUP BY tool_version HAVING count(*) > 10 ORDER BY tool_version`,
  },
  {
    title: "installations that return after a week",
    createSql: ({ toNullable }) => `
      SELECT week, count(*), count(before_it) FROM (
        SELECT week, lag(${toNullable("week")}) OVER (PARTITION BY distinct_id ORDER BY week) AS before_it FROM (
          SELECT DISTINCT distinct_id, CAST(date_trunc('week', timestamp) AS DATE) AS week FROM events) AS a) AS b
      GROUP BY week ORDER BY week`,
  },
  {
    title: "a group by a column that an alias has as well",
    createSql: () =>
      `SELECT lower(platform) AS platform, count(*) FROM ${SEARCH} GROUP BY platform ORDER BY 1`,
  },
  {
    title: "sets and texts",
    createSql: ({ toNumber }) => `
      SELECT build, number FROM (
        SELECT DISTINCT tool_version || '/' || platform AS build, ${toNumber("substring(tool_version, 1, 3)")} AS number
        FROM ${SEARCH} WHERE tool_version IN ('0.2.0', '0.2.1') AND platform LIKE 'dar%'
        UNION SELECT 'none', NULL UNION SELECT 'none', NULL) AS a
      ORDER BY build`,
  },
  {
    title: "flags, whose names are data",
    createSql: () =>
      "SELECT key, text, number, count(*) FROM entries WHERE field = '$feature/' GROUP BY key, text, number ORDER BY text",
  },
];
