/** Creates a table shaped like PostHog's `events`, and fills it with the events of journals. */
import type { ClickHouseClient } from "@clickhouse/client";

/** The columns, key and engine are those of posthog/models/event/sql.py in PostHog/posthog (commit 055f2c3c). */
const CREATE_TABLE = `
  CREATE TABLE events (
    uuid UUID,
    event String,
    properties String,
    timestamp DateTime64(6, 'UTC'),
    team_id Int64,
    distinct_id String,
    elements_chain String,
    created_at DateTime64(6, 'UTC'),
    person_id UUID,
    person_properties String,
    person_mode Enum8('full' = 0, 'propertyless' = 1, 'force_upgrade' = 2),
    _timestamp DateTime,
    _offset UInt64
  ) ENGINE = ReplacingMergeTree(_timestamp)
  PARTITION BY toYYYYMM(timestamp)
  ORDER BY (team_id, toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid))`;

export const TEAM = 7;

/** Each event is there twice, because the engine removes such a row only when it merges. Another team has an event as well. */
export async function createPostHogTable(client: ClickHouseClient, lines: readonly string[]): Promise<void> {
  await client.command({ query: CREATE_TABLE });
  const rows = lines.map((line) => {
    const { uuid, event, properties, timestamp, distinct_id } = JSON.parse(line);
    const time = timestamp.replace("T", " ").replace("Z", "");
    return {
      uuid,
      event,
      properties: JSON.stringify(properties),
      timestamp: time,
      team_id: TEAM,
      distinct_id,
    };
  });
  const other = rows.slice(0, 100).map((row) => ({ ...row, team_id: TEAM + 1 }));
  for (const values of [rows, [...rows.slice(0, 500), ...other]])
    await client.insert({ table: "events", values, format: "JSONEachRow" });
}
