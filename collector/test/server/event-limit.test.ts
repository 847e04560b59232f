/** The memory and the time of the server are bounded by the number of events in a request, and by their sizes. */
import { describe, expect, it } from "vitest";
import { MAX_EVENTS_PER_REQUEST } from "../../src/server/ingest-route.js";
import { postJson } from "../support/requests.js";
import { startCollector } from "../support/running-collector.js";

it("refuses a request with more events than that, and keeps none of them", async () => {
  const { url, readJournal } = await startCollector();
  const send = async (count: number) => {
    const events = Array(count).fill('{"event":"e","distinct_id":"d"}');
    const body = `{"api_key":"phc_a","batch":[${events.join(",")}]}`;
    return (await fetch(`${url}/batch/`, { method: "POST", body })).status;
  };
  expect(await send(MAX_EVENTS_PER_REQUEST + 1)).toBe(413);
  expect(await readJournal()).toEqual([]);
  expect(await send(MAX_EVENTS_PER_REQUEST)).toBe(200);
  expect(await readJournal()).toHaveLength(MAX_EVENTS_PER_REQUEST);
});

describe("one event", () => {
  const createPlain = (count: number) => ({
    version: "1.0",
    events: [
      {
        event_type: "search",
        timestamp: Date.now() / 1000,
        ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 1])),
      },
    ],
  });

  it("of more than 1 MiB is refused in the plain format", async () => {
    const { url, readJournal } = await startCollector();
    expect(await postJson(url, createPlain(100_000))).toMatchObject({ status: 413 });
    expect(await readJournal()).toEqual([]);
  });

  it("with thousands of keys loses those beyond the limit, which is counted", async () => {
    const { url, readJournal, readMetrics } = await startCollector();
    expect(await postJson(url, createPlain(50_000))).toMatchObject({ status: 200 });
    const [line] = await readJournal();
    expect(Object.keys(Object(line?.properties))).toHaveLength(2000);
    const metrics = await readMetrics();
    expect(metrics['collector_dropped_total{project="default",reason="too_large"}']).toBe(1);
  });
});

it("refuses spans that need too much memory with the copies of their resource", async () => {
  const { url, readJournal } = await startCollector();
  const attributes = Array.from({ length: 2000 }, (_, index) => ({
    key: `key${index}`,
    value: { doubleValue: index },
  }));
  const span = {
    name: "work",
    traceId: "a".repeat(32),
    spanId: "b".repeat(16),
    startTimeUnixNano: `${Date.now()}000000`,
    endTimeUnixNano: `${Date.now()}000000`,
  };
  const resourceSpans = [{ resource: { attributes }, scopeSpans: [{ spans: Array(10_000).fill(span) }] }];
  expect(await postJson(`${url}/v1/traces`, { resourceSpans })).toMatchObject({ status: 413 });
  expect(await readJournal("spans")).toEqual([]);
});
