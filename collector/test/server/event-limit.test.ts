/** The memory of the server is bounded by the number of events in a request. */
import { expect, it } from "vitest";
import { MAX_EVENTS_PER_REQUEST } from "../../src/server/ingest-route.js";
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
