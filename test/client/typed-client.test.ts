import { describe, expect, it } from "vitest";
import {
  type BaseClient,
  type createTelemetryClient,
  type TelemetryClient,
  TelemetryModel,
} from "../../src/index.js";
import { createTestTelemetry } from "../../src/testing/index.js";

class IndexRun extends TelemetryModel {
  files = 3;
}

interface Events {
  index_done: { files: number; duration_ms?: number };
  cache_cleared: { entries?: number };
  session_closed: object;
  index_run: IndexRun;
}

interface Flags {
  new_reranker: "control" | "test";
  parallel_indexing: boolean;
}

/** Each `@ts-expect-error` is a test: `npm run types` fails if the compiler accepts the line after it. */
describe("a client with declared types", () => {
  it("accepts the declared events, and no other", async () => {
    const { telemetry, events } = createTestTelemetry<Events, Flags>();
    telemetry.capture("index_done", { files: 3 });
    telemetry.capture("cache_cleared");
    telemetry.capture("cache_cleared", { entries: 2 }, { timestamp: new Date(0) });
    telemetry.capture("session_closed", { anything: true });
    telemetry.captureWithSerialization("index_run", new IndexRun());
    // @ts-expect-error: the event is not declared
    telemetry.capture("index_dome", { files: 3 });
    // @ts-expect-error: a required property is missing
    telemetry.capture("index_done");
    // @ts-expect-error: a property has another type
    telemetry.capture("index_done", { files: "3" });
    // @ts-expect-error: a property is not declared
    telemetry.capture("cache_cleared", { entry: 2 });
    // @ts-expect-error: the event needs its model
    telemetry.captureWithSerialization("index_run", { files: "3" });
    await telemetry.flush();
    expect(events.map(({ event }) => event)).toHaveLength(10); // the types do not exist at run time
  });

  it("returns the declared values of flags", async () => {
    const { telemetry } = createTestTelemetry<Events, Flags>({ flags: { new_reranker: "test" } });
    const variant: "control" | "test" = await telemetry.getFeatureFlag("new_reranker", {
      fallback: "control",
    });
    expect(variant).toBe("test");
    const missing: boolean | undefined = await telemetry.getFeatureFlag("parallel_indexing");
    expect(missing).toBeUndefined();
    const all: Partial<Flags> = await telemetry.getAllFeatureFlags();
    expect(all).toEqual({ new_reranker: "test" });
    expect(await telemetry.isFeatureEnabled("parallel_indexing")).toBe(false);
    // @ts-expect-error: the flag is not declared
    await telemetry.isFeatureEnabled("parallel");
    // @ts-expect-error: no variant has this name
    const wrong = await telemetry.getFeatureFlag("new_reranker", { fallback: "contorl" });
    expect(wrong).toBe("test");
    const orNull: "control" | "test" | null = await telemetry.getFeatureFlag("new_reranker", {
      fallback: null,
    });
    expect(orNull).toBe("test");
  });

  it("can be passed to functions that take the client of any tool", async () => {
    const { telemetry, events } = createTestTelemetry<Events, Flags>();
    const captureCommand = (client: BaseClient) =>
      client.captureFromEvent({ toPosthogEvent: () => ["command_run", { success: true }] });
    expect(captureCommand(telemetry)).toBeTypeOf("string");
    await telemetry.flush();
    expect(events).toHaveLength(1);
  });

  it("is not taken for a client of other events, and takes no place of one", () => {
    interface Others {
      build_done: { modules: number };
    }
    const { telemetry } = createTestTelemetry<Events, Flags>();
    // @ts-expect-error: the events differ
    const other: TelemetryClient<Others> = telemetry;
    // @ts-expect-error: an untyped client checks no event
    const checked: TelemetryClient<Events, Flags> = createTestTelemetry().telemetry;
    const any: TelemetryClient = telemetry;
    expect([other, checked, any]).toHaveLength(3);
  });
});

describe("a client without declared types", () => {
  it("accepts any event and any flag", async () => {
    const { telemetry, events } = createTestTelemetry({ flags: { a_flag: "on" } });
    const passed: ReturnType<typeof createTelemetryClient> = telemetry;
    const untyped: TelemetryClient = passed;
    untyped.capture("anything", { at: "all" });
    const value: string | boolean | undefined = await untyped.getFeatureFlag("a_flag");
    expect(value).toBe("on");
    await untyped.flush();
    expect(events.map(({ event }) => event)).toContain("anything");
  });
});
