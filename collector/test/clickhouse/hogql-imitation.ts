/** Runs HogQL on ClickHouse by what PostHog's printer is known to do with the expressions that questions use. */
import type { ClickHouseClient } from "@clickhouse/client";
import { TEAM } from "./posthog-table.js";

/** The names of HogQL's functions that are not ClickHouse's (posthog/hogql/functions/clickhouse/conversions.py). */
const CREATE_FUNCTIONS = ["CREATE FUNCTION IF NOT EXISTS toFloat AS (x) -> accurateCastOrNull(x, 'Float64')"];

/**
 * Settings that PostHog gives to each statement, and that matter here (HogQLGlobalSettings in posthog/hogql/constants.py).
 */
const SETTINGS = { transform_null_in: 1, output_format_json_quote_64bit_integers: 1 } as const;

/** PostHog adds the project to each query, and gives the times in the time zone of the project, which is this one here. */
const TIME_ZONE = "America/Los_Angeles";

/** The database has one project's rows. */
export async function createHogQlDatabase(client: ClickHouseClient): Promise<void> {
  for (const query of CREATE_FUNCTIONS) await client.command({ query });
  await client.command({ query: "CREATE DATABASE hogql" });
  await client.command({
    query: `CREATE VIEW hogql.events AS
      SELECT uuid, event, properties, toTimeZone(timestamp, '${TIME_ZONE}') AS timestamp, distinct_id
      FROM posthog.events FINAL WHERE team_id = ${TEAM}`,
  });
}

export async function runHogQl(client: ClickHouseClient, sql: string): Promise<unknown[][]> {
  await client.command({ query: 'USE "hogql"' });
  const query = sql.replaceAll(PROPERTY, (_, path: string) => readProperty(path));
  const result = await client.query({ query, format: "JSONCompact", clickhouse_settings: SETTINGS });
  const { data } = await result.json<unknown[]>();
  return data.map((row) => row.map(removeEscapes));
}

const PROPERTY = /\bproperties((?:\.(?:[A-Za-z_$][\w$]*|"[^"]+"))+)/g;

/** A property is its JSON without the quotes at its ends (visit_property_type in posthog/hogql/printer/base.py). */
function readProperty(path: string): string {
  const keys = [...path.matchAll(/\.(?:"([^"]+)"|([\w$]+))/g)].map(
    ([, quoted, name]) => `'${quoted ?? name}'`,
  );
  const raw = `nullIf(nullIf(JSONExtractRaw(properties, ${keys.join(", ")}), ''), 'null')`;
  return `replaceRegexpAll(${raw}, '^"|"$', '')`;
}

/** So a text in HogQL has the escapes of JSON, unlike the collector's. */
function removeEscapes(value: unknown): unknown {
  if (typeof value !== "string" || !value.includes("\\")) return value;
  try {
    return JSON.parse(`"${value}"`);
  } catch {
    return value; // is no JSON, so it has none
  }
}
