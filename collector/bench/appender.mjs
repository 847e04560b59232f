// Measures what the collector is compared with: DuckDB's appender with deduplication, and JSON.parse with fsync alone.
import { randomUUID } from "node:crypto";
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { createBatch, createEvent } from "./events.mjs";

const BATCH = 1000;

/** Appends batches of 1,000 events to a staging table, and moves those that are new. Returns events per second. */
export async function measureAppender(folder, eventCount) {
  const instance = await DuckDBInstance.create(join(folder, `${randomUUID()}.duckdb`), { threads: "2" });
  const connection = await instance.connect();
  const columns = "(uuid VARCHAR, event VARCHAR, distinct_id VARCHAR, time VARCHAR, properties VARCHAR)";
  await connection.run(`CREATE TABLE events ${columns}`);
  await connection.run(`CREATE TEMP TABLE staged ${columns}`);
  const events = Array.from({ length: eventCount }, (_, index) => createEvent(index));
  const start = performance.now();
  for (let first = 0; first < eventCount; first += BATCH) {
    await connection.run("BEGIN");
    await connection.run("DELETE FROM staged");
    const appender = await connection.createAppender("staged", "main", "temp");
    for (const { uuid, event, distinct_id, timestamp, properties } of events.slice(first, first + BATCH)) {
      for (const text of [uuid, event, distinct_id, timestamp, JSON.stringify(properties)])
        appender.appendVarchar(text);
      appender.endRow();
    }
    appender.closeSync();
    await connection.run("INSERT INTO events FROM staged ANTI JOIN events USING (uuid)");
    await connection.run("COMMIT");
  }
  const eventsPerSecond = (eventCount / (performance.now() - start)) * 1000;
  connection.closeSync();
  instance.closeSync();
  return eventsPerSecond;
}

/** Decompresses and parses batches of 100 events, writes them, and calls fdatasync for each. Returns events per second. */
export function measureParseAndSync(folder, eventCount) {
  const bodies = [];
  for (let first = 0; first < eventCount; first += 100) bodies.push(createBatch(first, 100));
  const file = openSync(join(folder, "parse-and-sync"), "w");
  const start = performance.now();
  for (const body of bodies) {
    const { batch } = JSON.parse(gunzipSync(body).toString());
    writeSync(file, batch.map((event) => `${JSON.stringify(event)}\n`).join(""));
    fdatasyncSync(file);
  }
  const eventsPerSecond = (eventCount / (performance.now() - start)) * 1000;
  closeSync(file);
  return eventsPerSecond;
}
