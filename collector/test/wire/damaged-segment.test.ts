/** Tests that a journal with a damaged file is still indexed, exported and erased from. */
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, it, vi } from "vitest";
import { postJson, sendEvents } from "../support/requests.js";
import { startCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

const DAY = new Date().toISOString().slice(0, 10);
const PATH = `00000001-${DAY}.ndjson.gz`;

function createLines(ids: readonly string[]): string {
  const timestamp = `${DAY}T00:00:00.000Z`;
  return ids
    .map((id) => ({ uuid: randomUUID(), event: "search", distinct_id: id, timestamp, properties: {} }))
    .map((event) => `${JSON.stringify(event)}\n`)
    .join("");
}

/** Creates a data folder whose first segment ends with bytes that zlib refuses. */
function createData(ids: readonly string[]): { readonly data: string; readonly segment: string } {
  const data = createTempFolder();
  const folder = join(data, "projects", "default", "events");
  mkdirSync(folder, { recursive: true });
  const whole = gzipSync(createLines(ids));
  const segment = join(folder, PATH);
  writeFileSync(segment, Buffer.concat([whole.subarray(0, whole.length * 0.8), Buffer.alloc(100, 0xff)]));
  return { data, segment };
}

it("keeps what can be read of it, and erases what cannot be read", async () => {
  const ids = Array.from({ length: 20_000 }, () => randomUUID());
  const [first = "", last = ""] = [ids[0], ids.at(-1)];
  const { data, segment } = createData(ids);
  await using collector = await startCollector({ data });
  const { url } = collector;
  await sendEvents(url, [{ event: "search", distinct_id: randomUUID() }]);
  const isIndexed = async () => Number((await collector.query("SELECT count(*) FROM events"))[0]?.[0]) > 1000;
  await vi.waitUntil(isIndexed, { timeout: 15_000 });
  expect(collector.log.filter((line) => line.includes(`default/events/${PATH} is damaged`))).toHaveLength(1);
  expect((await collector.readMetrics())['collector_damaged_segments_total{project="default"}']).toBe(1);

  const exported = await postJson(`${url}/api/export`, { api_key: "phc_wire", ids: [first] });
  expect([exported.status, JSON.parse(exported.body)]).toMatchObject([200, { distinct_id: first }]);
  const erased = await postJson(`${url}/api/erasure`, { api_key: "phc_wire", ids: [last] });
  expect([erased.status, JSON.parse(erased.body)]).toMatchObject([200, { events: 1, ids_found: 0 }]);
  const text = gunzipSync(readFileSync(segment)).toString(); // is sound again
  expect([text.includes(first), text.includes(last)]).toEqual([true, false]);
  const again = await postJson(`${url}/api/erasure`, { api_key: "phc_wire", ids: [last] });
  expect(JSON.parse(again.body)).toMatchObject({ events: 0 });
}, 60_000);
