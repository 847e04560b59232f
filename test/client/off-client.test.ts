/** Tests that a client that is off from its start behaves as one that was turned off later. */
import { describe, expect, it, vi } from "vitest";
import type { TelemetryClient } from "../../src/client/client.js";
import { OffClient } from "../../src/client/off-client.js";
import { PipelineClient } from "../../src/client/pipeline-client.js";
import { createOffState } from "../../src/consent/telemetry-state.js";

const OFF = createOffState("disabled", "a test");

const CLIENTS: Record<string, (onDropped: (reason: string) => void) => TelemetryClient> = {
  "off from its start": (onDropped) => new OffClient(OFF, "redacted", onDropped),
  "turned off": (onDropped) =>
    new PipelineClient({
      starter: () => OFF,
      now: Date.now,
      random: Math.random,
      errorMessages: "redacted",
      beforeCapture: undefined,
      onOmission: () => {},
      onDropped,
    }),
};

describe.each(Object.entries(CLIENTS))("a client that is %s", (_, create) => {
  const createOff = async () => {
    const onDropped = vi.fn();
    const client = create(onDropped);
    await client.ready();
    return { client, onDropped };
  };

  it("says why it is off", async () => {
    const { client } = await createOff();
    expect([client.enabled, client.state]).toEqual([false, OFF]);
  });

  it("counts each call of a capture method and drops its event", async () => {
    const { client, onDropped } = await createOff();
    const { capture, captureException, captureFromEvent, captureWithSerialization } = client;
    const ids = [
      capture("built"),
      captureException(new Error("x")),
      captureFromEvent({ toPosthogEvent: () => expect.unreachable() }),
      captureWithSerialization("built", {}),
    ];
    expect(ids).toEqual([undefined, undefined, undefined, undefined]);
    expect(onDropped.mock.calls).toEqual([["off"], ["off"], ["off"], ["off"]]);
    expect(client.stats()).toMatchObject({
      captured: 4,
      sent: 0,
      pending: 0,
      refused: { off: 4 },
      omitted: {},
    });
  });

  it("resolves flags to their fallback", async () => {
    const { client } = await createOff();
    expect(await client.getFeatureFlag("x")).toBeUndefined();
    expect(await client.getFeatureFlag("x", { fallback: "control" })).toBe("control");
    expect(await client.isFeatureEnabled("x")).toBe(false);
    expect(await client.isFeatureEnabled("x", { fallback: true })).toBe(true);
    expect(await client.getFeatureFlagPayload("x")).toBeUndefined();
    expect(await client.getFeatureFlagPayload("x", { fallback: { size: 3 } })).toEqual({ size: 3 });
    expect(await client.getAllFeatureFlags()).toEqual({});
  });

  it("reads the options of JavaScript callers without throwing", async () => {
    const { client } = await createOff();
    const throwing = {
      get fallback(): string {
        throw new Error("a getter");
      },
    };
    expect(await client.getFeatureFlag("x", throwing)).toBeUndefined();
    expect(await client.getFeatureFlag("x", null as never)).toBeUndefined();
    expect(client.withContext({}, 12 as never)).toBe(12);
  });

  it("runs the host's function, and lets its errors through", async () => {
    const { client } = await createOff();
    expect(client.withContext({ a: 1 }, () => 12)).toBe(12);
    expect(() =>
      client.withContext({}, () => {
        throw new RangeError("the host's");
      }),
    ).toThrow("the host's");
  });

  it("has nothing to wait for", async () => {
    const { client } = await createOff();
    client.startSession({ a: 1 });
    await Promise.all([client.endSession(), client.flush(), client.shutdown()]);
    await client[Symbol.asyncDispose]();
    expect(client.enabled).toBe(false);
    client.capture("after the shutdown");
    expect(client.stats().refused).toEqual({ off: 1 });
  });
});
