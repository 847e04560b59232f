/** `startTracing`: when it starts, and where the traces of Zen's profile are sent. */
import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { processInputs } from "../../src/bootstrap/process-inputs.js";
import { resolveTelemetry } from "../../src/bootstrap/resolve-telemetry.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { SettingName } from "../../src/config/settings.js";
import { startTracing } from "../../src/otel/start-tracing.js";
import { traced } from "../../src/otel/traced-function.js";
import type { TracingOptions } from "../../src/otel/tracing-options.js";
import { startTracingWithCollector } from "../support/tracing.js";

const startTestTracing = async (options: TracingOptions) => {
  const tracing = await startTracing({ tool: "testtool", spool: false, ...options });
  onTestFinished(() => tracing.shutdown());
  return tracing;
};

describe("tracing is off", () => {
  it.each<[string, TracingOptions, Record<string, string>, string, string]>([
    [
      "the person opts out",
      { endpoint: "http://127.0.0.1:9" },
      { DO_NOT_TRACK: "1" },
      "do_not_track",
      "DO_NOT_TRACK",
    ],
    [
      "the author disables telemetry",
      { endpoint: "http://127.0.0.1:9", disableTelemetry: true },
      {},
      "disabled",
      "option disableTelemetry",
    ],
    [
      "ZEN_TELEMETRY_DISABLED is set",
      { profile: "zen", tool: "zen" },
      { ZEN_TELEMETRY_DISABLED: "yes" },
      "disabled",
      "ZEN_TELEMETRY_DISABLED",
    ],
    ["there is no destination", {}, {}, "no_key", "endpoint is not set"],
    [
      "a setting cannot be used",
      { endpoint: "http://example.com" },
      {},
      "invalid_setting",
      "option endpoint: endpoint",
    ],
    [
      "the person has not opted in",
      { endpoint: "http://127.0.0.1:9", consent: "opt-in" },
      {},
      "not_opted_in",
      "",
    ],
  ])("when %s", async (_, options, env, reason, source) => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const tracing = await startTestTracing(options);
    expect(tracing.state).toMatchObject({ status: "off", reason, ...(source !== "" && { source }) });
    expect([tracing.provider, tracing.processor]).toEqual(["none", undefined]);
    expect(await tracing.checkHealth()).toMatchObject({
      overallStatus: "UNHEALTHY",
      checks: [{ name: "exporter", found: "telemetry is off" }],
    });
    vi.unstubAllEnvs();
    emitted.mockRestore();
  });

  it("in the next process after the person opts out in the environment", async () => {
    vi.stubEnv("ZEN_TELEMETRY_DISABLED", "1");
    const before = Date.now();
    expect((await startTestTracing({ profile: "zen" })).stats().captured).toBe(0);
    expect(Date.now() - before).toBeLessThan(5000);
    vi.unstubAllEnvs();
  });
});

const zen = (env: Record<string, string> = {}, options: TelemetryOptions = {}) =>
  resolveTelemetry(
    checkOptions({ profile: "zen", ...options }),
    { ...processInputs, env, cwd: () => undefined },
    "otlp",
  );

describe("Zen's environment variables", () => {
  it.each<[string, SettingName, unknown]>([
    ["ZEN_TELEMETRY_SAMPLE_RATE", "sampleRate", 0.1],
    ["ZEN_TELEMETRY_BATCH_SIZE", "batchSize", 256],
    ["ZEN_TELEMETRY_FLUSH_INTERVAL", "batchIntervalSeconds", 3],
    ["ZEN_SERVICE_NAME", "serviceName", "zen-library"],
    ["ZEN_GCP_PROJECT", "gcpProject", "netra-telemetry-public"],
  ])("%s has the default of the community project", async (_, setting, value) => {
    expect((await zen()).settings[setting]).toBe(value);
  });

  it("a private project allows larger batches, a longer interval and ten times higher limits", async () => {
    const own = await zen({ ZEN_GCP_PROJECT: "my-private-project" });
    expect([own.settings.batchSize, own.settings.batchIntervalSeconds]).toEqual([512, 5]);
    expect(own.limits).toEqual({ perMinute: 10_000, perHour: 100_000, bytesPerMinute: 10_000_000 });
    expect((await zen()).limits).toEqual({ perMinute: 1000, perHour: 10_000, bytesPerMinute: 1_000_000 });
  });

  it.each<[string, string, SettingName, unknown]>([
    ["ZEN_TELEMETRY_SAMPLE_RATE", "0.0", "sampleRate", 0],
    ["ZEN_TELEMETRY_SAMPLE_RATE", "1.0", "sampleRate", 1],
    ["ZEN_TELEMETRY_BATCH_SIZE", "64", "batchSize", 64],
    ["ZEN_TELEMETRY_FLUSH_INTERVAL", "10", "batchIntervalSeconds", 10],
    ["ZEN_SERVICE_NAME", "my-zen", "serviceName", "my-zen"],
    ["ZEN_GCP_PROJECT", "my-private-project", "gcpProject", "my-private-project"],
    ["GOOGLE_CLOUD_PROJECT", "my-private-project", "gcpProject", "my-private-project"],
    ["GCP_PROJECT", "my-private-project", "gcpProject", "my-private-project"],
  ])("%s=%s is used", async (name, raw, setting, value) => {
    const { settings, provenance } = await zen({ [name]: raw });
    expect([settings[setting], provenance[setting].label]).toEqual([value, name]);
  });

  it.each([
    ["ZEN_TELEMETRY_SAMPLE_RATE", "1.5"],
    ["ZEN_TELEMETRY_BATCH_SIZE", "0"],
    ["ZEN_TELEMETRY_FLUSH_INTERVAL", "soon"],
    ["ZEN_SERVICE_NAME", "my service!"],
    ["ZEN_GCP_PROJECT", "Bad_Project"],
    ["ZEN_GCP_PROJECT", "tiny"],
  ])("%s=%s turns tracing off, because it is invalid", async (name, raw) => {
    const { state } = await zen({ [name]: raw }, { endpoint: "https://collector.example" });
    expect(state).toMatchObject({
      status: "off",
      reason: "invalid_setting",
      source: expect.stringContaining(name),
    });
  });

  it.each([
    [
      { ZEN_GCP_PROJECT: "first-one", GOOGLE_CLOUD_PROJECT: "second-one", GCP_PROJECT: "third-one" },
      "first-one",
    ],
    [{ GOOGLE_CLOUD_PROJECT: "second-one", GCP_PROJECT: "third-one" }, "second-one"],
    [{ ZEN_GCP_PROJECT: "first-one", GOOGLE_CLOUD_PROJECT: "NOT VALID" }, "first-one"],
  ])("%o selects the project %s", async (env, project) => {
    const { settings, problems } = await zen(env);
    expect([settings.gcpProject, problems]).toEqual([project, []]);
  });

  it.each(["true", "1", "yes", "TRUE", "ture"])(
    "ZEN_TELEMETRY_DISABLED=%s turns tracing off",
    async (value) => {
      expect((await zen({ ZEN_TELEMETRY_DISABLED: value })).state).toMatchObject({
        status: "off",
        reason: "disabled",
      });
    },
  );
});

describe("Zen's traces are sent", () => {
  it.each<[string, Record<string, string>, TelemetryOptions, object]>([
    ["nowhere by default", {}, {}, { missingPart: "endpoint is not set" }],
    [
      "to the author's collector",
      {},
      { endpoint: "https://collector.example" },
      { host: "https://collector.example/v1/traces", otlp: { exporter: "otlp" } },
    ],
    [
      "to Google when the person sets a project",
      { GOOGLE_CLOUD_PROJECT: "my-private-project" },
      {},
      {
        host: "https://telemetry.googleapis.com/v1/traces",
        otlp: { exporter: "google", gcpProject: "my-private-project" },
      },
    ],
    [
      "to PostHog when the exporter is posthog",
      {},
      { exporter: "posthog", posthogApiKey: "phc_x" },
      { host: "https://us.i.posthog.com/i/v0/ai/otel", apiKey: "phc_x" },
    ],
    [
      "nowhere when PostHog's key is missing",
      {},
      { exporter: "posthog" },
      { missingPart: "posthog_api_key is not set" },
    ],
  ])("%s", async (_, env, options, destination) => {
    expect((await zen(env, options)).destination).toMatchObject(destination);
  });

  it("with a session id that names the community", async () => {
    const { spans } = await startTracingWithCollector({ profile: "zen", tool: "zen", sampleRate: 1 });
    traced("work", () => {})();
    expect((await spans())[0]?.resource["session.id"]).toMatch(/^zen_community_[0-9a-f]{32}$/);
  });

  it("within the limits of the community project", async () => {
    const { tracing } = await startTracingWithCollector({
      profile: "zen",
      tool: "zen",
      sampleRate: 1,
      gcpProject: "netra-telemetry-public",
      batchSize: 512,
    });
    const work = traced("work", () => {});
    for (let i = 0; i < 1100; i++) work();
    expect(tracing.stats()).toMatchObject({ captured: 1100, refused: { rate_limited: 100 } });
  });
});

it("respects the person's own limit when it is lower", async () => {
  const { tracing } = await startTracingWithCollector({
    profile: "zen",
    tool: "zen",
    sampleRate: 1,
    eventsPerMinute: 5,
  });
  const work = traced("work", () => {});
  for (let i = 0; i < 10; i++) work();
  expect(tracing.stats().refused).toEqual({ rate_limited: 5 });
});

it("reports refused spans on the next span", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { spans, tracing } = await startTracingWithCollector({ eventsPerMinute: 1 });
  const work = traced("work", () => {});
  for (let i = 0; i < 3; i++) work();
  tracing.stats(); // captures the spans of this turn
  vi.setSystemTime(Date.now() + 61_000);
  work();
  expect(tracing.stats().refused).toEqual({ rate_limited: 2 });
  vi.useRealTimers();
  expect((await spans()).map(({ attributes }) => attributes["telemetry.refused.rate_limited"])).toEqual([
    undefined,
    2,
  ]);
});

it("delivers spans at the end of a block with `await using`, and traces on", async () => {
  const { tracing, collector, spans } = await startTracingWithCollector();
  const work = traced("work", () => {});
  {
    await using _block = tracing;
    work();
  }
  expect(collector.spans).toHaveLength(1);
  work();
  expect(await spans()).toHaveLength(2);
});

it("prints spans instead of sending them when dry_run is set", async () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { spans, collector } = await startTracingWithCollector({ dryRun: true });
  traced("work", () => {}, { n: 1 })();
  await spans();
  const line = String(written.mock.calls[0]?.[0]);
  written.mockRestore();
  expect(collector.requests).toEqual([]);
  const printed = JSON.parse(line.replace("[telemetry] ", ""));
  expect(printed).toMatchObject({
    name: "work",
    attributes: { n: 1 },
    resource: { "service.name": "testtool" },
  });
  expect(Object.keys(printed).filter((key) => key.startsWith("$"))).toEqual([]);
});

it("writes no spans to disk with spool = false", async () => {
  const { tracing, spans } = await startTracingWithCollector();
  traced("work", () => {})();
  await spans();
  expect(tracing.stats().spooled).toBe(0);
  const home = process.env.HOME ?? "";
  expect(
    existsSync(home)
      ? readdirSync(home, { recursive: true }).filter((name) => String(name).includes("spool"))
      : [],
  ).toEqual([]);
});
