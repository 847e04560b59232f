import { describe, expect, it } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import { redacted } from "../../src/privacy/sanitizer/declared-text.js";
import { createClientWithReceiver } from "../support/client.js";
import { startTestServer } from "../support/test-server.js";

const FLAGS = { ab: "test", on: true, off: false, paid: { value: "b", payload: { limit: 3 } } };
const asked = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => path.startsWith("/flags")).length;

describe("feature flags", () => {
  it("are read by all four methods, with one request for each flag and one for all of them", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: FLAGS });
    expect(await telemetry.getFeatureFlag("ab")).toBe("test");
    expect(await telemetry.getFeatureFlag("off")).toBe(false);
    expect(
      await Promise.all(["ab", "on", "off", "none"].map((key) => telemetry.isFeatureEnabled(key))),
    ).toEqual([true, true, false, false]);
    expect(await telemetry.getFeatureFlagPayload("paid")).toEqual({ limit: 3 });
    expect(await telemetry.getFeatureFlagPayload("ab")).toBeUndefined();
    expect(asked(receiver.requests)).toBe(5);
    expect(await telemetry.getAllFeatureFlags()).toEqual({ ab: "test", on: true, off: false, paid: "b" });
    expect(asked(receiver.requests)).toBe(6);
  });

  it("are requested one by one, or all at once, and then not again in the session", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: FLAGS });
    await telemetry.getFeatureFlag("ab");
    await telemetry.getAllFeatureFlags();
    await telemetry.getFeatureFlag("on");
    await telemetry.getAllFeatureFlags();
    const keys = receiver.requests.map(({ text }) => JSON.parse(text).flag_keys_to_evaluate);
    expect(keys).toEqual([["ab"], undefined]);
  });

  it("have the fallback if there is no such flag", async () => {
    const { telemetry } = await createClientWithReceiver({}, { flags: FLAGS });
    expect(await telemetry.getFeatureFlag("none")).toBeUndefined();
    expect(await telemetry.getFeatureFlag("none", { fallback: "control" })).toBe("control");
    expect(await telemetry.isFeatureEnabled("none", { fallback: true })).toBe(true);
    expect(await telemetry.getFeatureFlagPayload("none", { fallback: [1] })).toEqual([1]);
  });

  it("are sent with later events of the session, and each is reported once", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: FLAGS });
    telemetry.capture("before");
    for (let i = 0; i < 3; i++) await telemetry.getFeatureFlag("ab");
    telemetry.capture("after");
    await telemetry.endSession();
    telemetry.capture("next session");
    await telemetry.endSession();

    const named = (name: string) =>
      receiver.events.filter(({ event }) => event === name).map(({ properties }) => properties);
    expect(named("before")[0]).not.toHaveProperty("$feature/ab");
    expect(named("after")[0]).toMatchObject({ "$feature/ab": "test" });
    expect(named("next session")[0]).not.toHaveProperty("$feature/ab");
    expect(named("$feature_flag_called")).toEqual([
      expect.objectContaining({
        $feature_flag: "ab",
        $feature_flag_response: "test",
        "$feature/ab": "test",
        $feature_flag_id: 1,
        $feature_flag_version: 1,
        $feature_flag_reason: "condition_match",
        $feature_flag_request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        locally_evaluated: false,
      }),
    ]);
  });

  it("are separate for each distinct id", async () => {
    const [a, b] = ["0190b0a0-0000-7000-8000-00000000000a", "0190b0a0-0000-7000-8000-00000000000b"];
    const flags = ({ distinct_id: id }: { distinct_id?: unknown }) => ({ ab: id === a ? "control" : "test" });
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags });
    expect(await telemetry.getFeatureFlag("ab", { distinctId: a })).toBe("control");
    expect(await telemetry.getFeatureFlag("ab", { distinctId: b })).toBe("test");
    telemetry.capture("buy", {}, { distinctId: a });
    telemetry.capture("buy", {}, { distinctId: b });
    telemetry.capture("buy");
    await telemetry.flush();
    const told = (name: string) =>
      receiver.events
        .filter(({ event }) => event === name)
        .map(({ distinct_id, properties }) => [distinct_id, properties["$feature/ab"]]);
    expect(told("buy")).toEqual([
      [a, "control"],
      [b, "test"],
      [expect.any(String), undefined],
    ]);
    expect(told("$feature_flag_called").map(([id]) => id)).toEqual([a, b]);
  });

  it("are requested again in a new session", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: FLAGS });
    await telemetry.getFeatureFlag("ab");
    telemetry.startSession();
    await telemetry.getFeatureFlag("ab");
    expect(asked(receiver.requests)).toBe(2);
  });

  it("are requested with sanitized properties and keyed hashes", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: FLAGS });
    await telemetry.getFeatureFlag("ab", {
      distinctId: "jane@example.com",
      personProperties: { plan: "pro", home: redacted("/home/jane"), note: "two words" },
      groups: { company: "Acme Secret Corp" },
      groupProperties: { company: { owner: redacted("jane@example.com") } },
      disableGeoip: false,
    });
    const request = JSON.parse(receiver.requests.find(({ path }) => path.startsWith("/flags"))?.text ?? "");
    expect(request).toMatchObject({
      distinct_id: expect.stringMatching(/^[0-9a-f]{64}$/),
      person_properties: { plan: "pro", home: "[path]" },
      groups: { company: expect.stringMatching(/^[0-9a-f]{64}$/) },
      group_properties: { company: { owner: "[user]" } },
      geoip_disable: false,
    });
    expect(JSON.stringify(request)).not.toMatch(/jane|Acme|words/);
  });

  it.each([
    ["a number", 42, /^[0-9a-f]{64}$/],
    ["no id at all", null, /^bucket-\d+-of-32$/],
  ])(
    "are asked for as an event would be captured, for a caller without types who gives %s",
    async (_, id, sent) => {
      const { telemetry, receiver } = await createClientWithReceiver({}, { flags: FLAGS });
      const distinctId = id as unknown as string; // what no compiler has checked
      expect(await telemetry.getFeatureFlag("ab", { distinctId })).toBe("test");
      const request = JSON.parse(receiver.requests.find(({ path }) => path.startsWith("/flags"))?.text ?? "");
      expect(request.distinct_id).toMatch(sent);
    },
  );
});

describe("a flag service that does not answer", () => {
  async function silent(): Promise<{ url: string; requests: () => number }> {
    let requests = 0;
    const url = await startTestServer(() => {
      requests++;
    });
    return { url, requests: () => requests };
  }

  it("costs one timeout, after which reads return the fallback", async () => {
    const { url, requests } = await silent();
    const telemetry = createTelemetryClient({
      tool: "testtool",
      posthogApiKey: "phc_x",
      posthogHost: url,
      spool: false,
      exitBudgetMs: 0,
    });
    const answers = await Promise.all(
      [1, 2, 3].map(() => telemetry.getFeatureFlag("ab", { timeoutMs: 150, fallback: "control" })),
    );
    expect(answers).toEqual(["control", "control", "control"]);
    expect(await telemetry.isFeatureEnabled("ab", { timeoutMs: 20 })).toBe(false);
    expect(await telemetry.getAllFeatureFlags({ timeoutMs: 20 })).toEqual({});
    // After one timeout, later reads do not wait again.
    const started = performance.now();
    for (let i = 0; i < 5; i++) {
      await telemetry.getFeatureFlag("ab", { timeoutMs: 150 });
      await telemetry.getFeatureFlag(`other-${i}`, { timeoutMs: 20 });
    }
    expect(performance.now() - started).toBeLessThan(150);
    expect(requests()).toBe(1);
    await telemetry.shutdown();
  });

  it("gets no second request from reads right after a rejected one", async () => {
    const telemetry = createTelemetryClient({
      tool: "testtool",
      posthogApiKey: "phc_x",
      posthogHost: "http://127.0.0.1:1",
      spool: false,
      exitBudgetMs: 0,
    });
    for (let i = 0; i < 5; i++)
      expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("control");
    expect(telemetry.stats().captured).toBe(0);
    await telemetry.shutdown();
  });
});

describe("a client that is off", () => {
  it("requests no flags", async () => {
    const { telemetry, receiver } = await createClientWithReceiver(
      { disableTelemetry: true },
      { flags: FLAGS },
    );
    expect(await telemetry.getFeatureFlag("ab", { fallback: "control" })).toBe("control");
    expect(await telemetry.getAllFeatureFlags()).toEqual({});
    telemetry.capture("a");
    await telemetry.endSession();
    expect(receiver.requests).toEqual([]);
  });
});

describe("a flag that is requested in one session and answered in the next", () => {
  it("is reported once, in the later session", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: FLAGS });
    const asked = telemetry.getFeatureFlag("ab");
    telemetry.startSession();
    await asked;
    await telemetry.getFeatureFlag("ab");
    telemetry.capture("after");
    await telemetry.endSession();
    expect(receiver.events.filter(({ event }) => event === "$feature_flag_called")).toHaveLength(1);
    expect(receiver.events.at(-1)?.properties).toMatchObject({ "$feature/ab": "test" });
  });
});

describe("an infinite timeout", () => {
  it("waits without a warning of Node", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on("warning", note);
    const { telemetry } = await createClientWithReceiver({}, { flags: FLAGS });
    expect(await telemetry.getFeatureFlag("ab", { timeoutMs: Number.POSITIVE_INFINITY })).toBe("test");
    expect(await telemetry.getFeatureFlag("ab", { timeoutMs: Number.NaN })).toBe("test");
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });
});
