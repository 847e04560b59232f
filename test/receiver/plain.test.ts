import { describe, expect, it } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";

const event = {
  event_type: "agent_usage",
  agent_id_hash: "a".repeat(64),
  operation: "discover",
  timestamp: 1234567890.123,
};
const batch = { events: [event], version: "1.0", timestamp: 1234567890.2 };
const post = (url: string, body: unknown) => fetch(url, { method: "POST", body: JSON.stringify(body) });

describe("the receiver as a plain endpoint", () => {
  it.each(["/", "/api/events", "/v2/anything/"])("accepts a batch at %s", async (path) => {
    await using receiver = await startReceiver();
    expect((await post(receiver.url + path, batch)).status).toBe(200);
    expect(receiver.events).toEqual([
      {
        event: "agent_usage",
        distinct_id: undefined,
        uuid: undefined,
        timestamp: "2009-02-13T23:31:30.123Z",
        properties: { agent_id_hash: "a".repeat(64), operation: "discover" },
      },
    ]);
  });

  it.each([
    ["another version", { ...batch, version: "2.0" }],
    ["no event", { ...batch, events: [] }],
    ["events that are no list", { ...batch, events: {} }],
    ["an event without a type", { ...batch, events: [{ timestamp: 1 }] }],
    ["an event without a time", { ...batch, events: [{ event_type: "error" }] }],
    ["a time in words", { ...batch, events: [{ ...event, timestamp: "today" }] }],
    ["a time past all calendars", { ...batch, events: [{ ...event, timestamp: 1e300 }] }],
  ])("rejects %s", async (_, body) => {
    await using receiver = await startReceiver();
    expect((await post(`${receiver.url}/api/events`, body)).status).toBe(400);
    expect(receiver.events).toEqual([]);
  });

  it("applies PostHog's rules to PostHog's paths", async () => {
    await using receiver = await startReceiver();
    expect((await post(`${receiver.url}/batch/`, batch)).status).toBe(401);
  });
});
