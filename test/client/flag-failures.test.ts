/** Flags that the server could not evaluate, and all flags at once. */
import { gunzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import type { TelemetryClient } from "../../src/client/client.js";
import { createClientWithReceiver } from "../support/client.js";
import { startTestServer } from "../support/test-server.js";

interface SentEvent {
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface FlagTest {
  readonly telemetry: TelemetryClient;
  readonly events: SentEvent[];
  requests(): number;
}

/** Starts a server that gives one answer after the other, and the last one again, and a client of it. */
async function startFlagTest(...answers: object[]): Promise<FlagTest> {
  const events: SentEvent[] = [];
  let requests = 0;
  const url = await startTestServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw).toString();
    if (request.url?.startsWith("/flags") !== true) {
      events.push(...JSON.parse(text).batch);
      response.end('{"status":"Ok"}');
      return;
    }
    response.end(JSON.stringify(answers[Math.min(requests++, answers.length - 1)]));
  });
  const telemetry = createTelemetryClient({
    tool: "testtool",
    posthogApiKey: "phc_x",
    posthogHost: url,
    spool: false,
    exitBudgetMs: 5000,
  });
  onTestFinished(() => telemetry.shutdown());
  return { telemetry, events, requests: () => requests };
}

const ON = { enabled: true, variant: null, reason: { code: "condition_match" } };
const TEST = { ...ON, variant: "test" };
const CONTROL = { ...ON, variant: "control" };
const OFF = { enabled: false, variant: null, reason: { code: "no_condition_match" } };
const FAILED = { enabled: false, variant: null, failed: true, reason: { code: "database_unavailable" } };

const exposuresOf = (events: readonly SentEvent[]) =>
  events
    .filter(({ event }) => event === "$feature_flag_called")
    .map(({ properties: { $feature_flag, $feature_flag_response, $feature_flag_error } }) => [
      $feature_flag,
      $feature_flag_response,
      $feature_flag_error,
    ]);

describe("a flag that the server could not evaluate", () => {
  it.each<[string, object]>([
    ["is marked as failed", { flags: { ab: FAILED, on: ON, off: OFF }, errorsWhileComputingFlags: true }],
    ["is neither on nor off", { flags: { ab: { enabled: null }, on: ON, off: OFF } }],
    ["is missing, with errors", { flags: { on: ON, off: OFF }, errorsWhileComputingFlags: true }],
    [
      "has the code of an error, as from older servers",
      {
        flags: { ab: { enabled: false, reason: { code: "timeout" } }, on: ON, off: OFF },
        errorsWhileComputingFlags: true,
      },
    ],
  ])("has the fallback, and the others have their values, if it %s", async (_, answer) => {
    const { telemetry, events } = await startFlagTest(answer);
    expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("control");
    expect(await telemetry.getFeatureFlag("ab")).toBeUndefined();
    expect(await telemetry.isFeatureEnabled("ab", { fallback: true })).toBe(true);
    expect(await telemetry.getFeatureFlagPayload("ab", { fallback: 1 })).toBe(1);
    expect(await telemetry.getFeatureFlag("on", { fallback: false })).toBe(true);
    expect(await telemetry.getFeatureFlag("off", { fallback: true })).toBe(false);
    expect(await telemetry.getAllFeatureFlags()).toEqual({ on: true, off: false });
    telemetry.capture("later");
    await telemetry.endSession();
    const [ab] = exposuresOf(events);
    expect(ab).toEqual(["ab", undefined, expect.stringContaining("errors_while_computing_flags")]);
    expect(exposuresOf(events).map(([key]) => key)).toEqual(["ab", "on", "off"]);
    const later = events.find(({ event }) => event === "later")?.properties;
    expect(later).toMatchObject({ "$feature/on": true, "$feature/off": false });
    expect(later).not.toHaveProperty("$feature/ab");
  });

  it.each<[string, object]>([
    ["failed", { flags: { ab: FAILED }, errorsWhileComputingFlags: true }],
    ["failed, and nothing says that there were errors", { flags: { ab: { enabled: null } } }],
    ["is missing, with errors", { flags: {}, errorsWhileComputingFlags: true }],
    ["is missing, with an exceeded quota", { flags: {}, quotaLimited: ["feature_flags"] }],
  ])("keeps the value of the session before if it %s", async (_, answer) => {
    const { telemetry } = await startFlagTest({ flags: { ab: TEST } }, answer);
    expect(await telemetry.getFeatureFlag("ab")).toBe("test");
    telemetry.startSession();
    expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("test");
  });

  it("has the fallback if an answer without errors no longer has it", async () => {
    const { telemetry, events } = await startFlagTest({ flags: { ab: TEST } }, { flags: {} });
    expect(await telemetry.getFeatureFlag("ab")).toBe("test");
    telemetry.startSession();
    expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("control");
    await telemetry.endSession();
    expect(exposuresOf(events)).toEqual([
      ["ab", "test", undefined],
      ["ab", undefined, "flag_missing"],
    ]);
  });

  it("keeps a new value beside one that failed", async () => {
    const { telemetry } = await startFlagTest(
      { flags: { ab: TEST, on: OFF } },
      { flags: { ab: FAILED, on: ON }, errorsWhileComputingFlags: true },
    );
    await telemetry.getAllFeatureFlags();
    telemetry.startSession();
    expect(await telemetry.getAllFeatureFlags()).toEqual({ ab: "test", on: true });
  });

  it("is requested again when the clock was set back", async () => {
    let offsetMs = 0;
    const realNow = Date.now;
    const clock = vi.spyOn(Date, "now").mockImplementation(() => realNow() + offsetMs);
    onTestFinished(() => clock.mockRestore());
    const { telemetry } = await startFlagTest(
      { flags: { ab: FAILED }, errorsWhileComputingFlags: true },
      { flags: { ab: TEST } },
    );
    expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("control");
    offsetMs = -86_400_000;
    expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("test");
  });

  it("is requested again after 30 seconds, while the other values of the session do not change", async () => {
    let offsetMs = 0;
    const realNow = Date.now;
    const clock = vi.spyOn(Date, "now").mockImplementation(() => realNow() + offsetMs);
    onTestFinished(() => clock.mockRestore());
    const { telemetry, events, requests } = await startFlagTest(
      { flags: { ab: FAILED }, errorsWhileComputingFlags: true },
      { flags: { on: ON } },
      { flags: { ab: TEST, on: OFF } },
    );
    expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("control");
    expect(await telemetry.getFeatureFlag("on")).toBe(true);
    offsetMs = 29_000;
    expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("control");
    expect(requests()).toBe(2);
    offsetMs = 31_000;
    expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("test");
    expect(await telemetry.getFeatureFlag("on")).toBe(true);
    expect(requests()).toBe(3);
    await telemetry.endSession();
    expect(exposuresOf(events).filter(([key]) => key === "ab")).toEqual([
      ["ab", undefined, "errors_while_computing_flags"],
      ["ab", "test", undefined],
    ]);
  });
});

describe("a flag that is requested again", () => {
  it("has its value while the server does not answer", async () => {
    let offsetMs = 0;
    const realNow = Date.now;
    const clock = vi.spyOn(Date, "now").mockImplementation(() => realNow() + offsetMs);
    onTestFinished(() => clock.mockRestore());
    let requests = 0;
    const url = await startTestServer((_request, response) => {
      if (requests++ === 0)
        response.end(JSON.stringify({ flags: { ab: CONTROL, x: FAILED }, errorsWhileComputingFlags: true }));
    });
    const telemetry = createTelemetryClient({
      tool: "testtool",
      posthogApiKey: "phc_x",
      posthogHost: url,
      spool: false,
      exitBudgetMs: 0,
    });
    onTestFinished(() => telemetry.shutdown());
    expect(await telemetry.getFeatureFlag("ab")).toBe("control");
    offsetMs = 31_000;
    expect(await telemetry.getFeatureFlag("ab", { timeoutMs: 50, fallback: "none" })).toBe("control");
    expect(requests).toBe(2);
  });
});

describe("getAllFeatureFlags", () => {
  it("adds no property to later events, and flags that are read one by one do", async () => {
    const flags = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`flag_${i}`, true]));
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags });
    expect(Object.keys(await telemetry.getAllFeatureFlags())).toHaveLength(200);
    await telemetry.getFeatureFlag("flag_7");
    await telemetry.isFeatureEnabled("flag_8");
    await telemetry.getFeatureFlagPayload("flag_9");
    telemetry.capture("later");
    await telemetry.endSession();
    const later = receiver.events.find(({ event }) => event === "later")?.properties ?? {};
    expect(Object.keys(later).filter((key) => key.startsWith("$feature/"))).toEqual([
      "$feature/flag_7",
      "$feature/flag_8",
    ]);
  });
});
