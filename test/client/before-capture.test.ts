import { describe, expect, it } from "vitest";
import { declareAnonymity, type RawEvent, redacted, TelemetryModel } from "../../src/index.js";
import { createTestTelemetry } from "../../src/testing/index.js";
import { createClientWithReceiver } from "../support/client.js";

class Build extends TelemetryModel {
  branch = "payments";
  attempts = 2;
}
declareAnonymity(Build, { branch: "FORBIDDEN" });

/** Captures, and returns the events with their own properties. */
async function record(
  beforeCapture: (event: RawEvent) => RawEvent | null,
  capture: (telemetry: ReturnType<typeof createTestTelemetry>["telemetry"]) => void,
) {
  const { telemetry, events } = createTestTelemetry({ beforeCapture });
  capture(telemetry);
  await telemetry.flush();
  return { events, refused: telemetry.stats().refused };
}

describe("beforeCapture", () => {
  it("drops an event by null, and keeps the others as they are", async () => {
    const { events, refused } = await record(
      (event) => (event.event === "heartbeat" ? null : event),
      (telemetry) => {
        telemetry.capture("heartbeat");
        telemetry.capture("index_done", { files: 3 });
      },
    );
    expect(events).toMatchObject([{ event: "index_done", properties: { files: 3 } }]);
    expect(refused).toEqual({ before_capture: 1 });
  });

  it("can replace the name and the properties, which are sanitized afterwards", async () => {
    const { events } = await record(
      ({ properties }) => ({
        event: "renamed",
        properties: {
          ...properties,
          plan: "free",
          note: "two words",
          reason: redacted("cannot read /home/jane"),
        },
      }),
      (telemetry) => telemetry.capture("original", { files: 3 }),
    );
    expect(events).toMatchObject([
      { event: "renamed", properties: { files: 3, plan: "free", reason: "cannot read [path]" } },
    ]);
    expect(events[0]?.properties).not.toHaveProperty("note");
  });

  it("gets the error of captureException, and the properties of flags and of event objects", async () => {
    const seen: RawEvent[] = [];
    const error = new RangeError("too long");
    await record(
      (event) => {
        seen.push(event);
        return event;
      },
      (telemetry) => {
        telemetry.captureException(error, { command: "index" });
        telemetry.captureFromEvent({ toPosthogEvent: () => ["own_event", { n: 1 }] });
        void telemetry.getFeatureFlag("a_flag");
      },
    );
    expect(seen).toMatchObject([
      { event: "$exception", properties: { command: "index" }, error },
      { event: "own_event", properties: { n: 1 } },
      { event: "$feature_flag_called", properties: { locally_evaluated: false } },
    ]);
  });

  it("cannot remove a model's declarations by a copy of the model", async () => {
    const { events } = await record(
      (event) => ({ ...event, properties: { ...event.properties, extra: 1 } }),
      (telemetry) => telemetry.capture("build_done", new Build()),
    );
    expect(events[0]?.properties).toMatchObject({ attempts: 2, extra: 1 });
    expect(events[0]?.properties).not.toHaveProperty("branch");
  });

  it.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw new Error("of the author");
      },
    ],
    ["returns nothing", () => undefined],
    ["returns a text", () => "index_done"],
    ["returns an event without properties", () => ({ event: "index_done" })],
    [
      "copies a model into a Map",
      () => ({ event: "index_done", properties: new Map(Object.entries(new Build())) }),
    ],
    ["is async", async () => ({ event: "index_done", properties: {} })],
    ["is async and rejects", () => Promise.reject(new Error("of the author"))],
  ])("drops and counts the event if it %s", async (_, beforeCapture) => {
    const { events, refused } = await record(
      beforeCapture as never, // callers in plain JavaScript
      (telemetry) => expect(telemetry.capture("index_done", new Build())).toBeUndefined(),
    );
    expect(events).toEqual([]);
    expect(refused).toEqual({ before_capture_failed: 1 });
  });

  it("drops an event whose new name cannot be sent", async () => {
    const { events, refused } = await record(
      (event) => ({ ...event, event: " " }),
      (telemetry) => telemetry.capture("index_done"),
    );
    expect(events).toEqual([]);
    expect(refused).toEqual({ invalid_event: 1 });
  });

  it("may itself capture, without being called for that event", async () => {
    let calls = 0;
    const { telemetry, receiver } = await createClientWithReceiver({
      beforeCapture: (event) => {
        calls++;
        telemetry.capture("seen", { calls });
        return event;
      },
    });
    telemetry.capture("index_done");
    await telemetry.endSession();
    expect(calls).toBe(1);
    expect(receiver.events.map(({ event }) => event)).toEqual(["seen", "index_done"]);
  });

  it("is not called while telemetry is off", async () => {
    let calls = 0;
    const { telemetry } = await createClientWithReceiver({
      disableTelemetry: true,
      beforeCapture: (event) => {
        calls++;
        return event;
      },
    });
    telemetry.capture("index_done");
    expect(calls).toBe(0);
  });

  it("turns telemetry off with a clear reason if it is not a function", async () => {
    const { telemetry } = await createClientWithReceiver({ beforeCapture: "drop" as never });
    expect(telemetry.state).toMatchObject({
      reason: "invalid_setting",
      source: "option beforeCapture is not a function",
    });
  });
});

describe("the error of captureException", () => {
  const getMessage = async (beforeCapture: (event: RawEvent) => RawEvent | null) => {
    const { events } = await record(beforeCapture, (telemetry) =>
      telemetry.captureException(new Error("private")),
    );
    return JSON.stringify(events[0]?.properties.$exception_list);
  };

  class ScrubbedError extends Error {
    override name = "ScrubbedError";
  }

  it("can be replaced", async () => {
    const list = await getMessage((event) => ({ ...event, error: new ScrubbedError("scrubbed") }));
    expect(list).toContain('"ScrubbedError"');
    expect(list).toContain("scrubbed");
    expect(list).not.toContain("private");
  });

  it("is kept if the returned event has none", async () => {
    expect(await getMessage(({ event, properties }) => ({ event, properties }))).toContain("private");
  });
});
