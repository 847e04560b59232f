import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { resolveTelemetry } from "../../src/bootstrap/resolve-telemetry.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { SettingName } from "../../src/config/settings.js";
import { startTracing, type TracingOptions } from "../../src/otel/start-tracing.js";
import { traced } from "../../src/otel/traced-function.js";
import { startTracingWithCollector } from "../support/tracing.js";

const started = async (options: TracingOptions) => {
  const tracing = await startTracing({ tool: "testtool", spool: false, ...options });
  onTestFinished(() => tracing.shutdown());
  return tracing;
};

describe("tracing is off", () => {
  it.each<[string, TracingOptions, Record<string, string>, string, string]>([
    [
      "where the person says no",
      { endpoint: "http://127.0.0.1:9" },
      { DO_NOT_TRACK: "1" },
      "do_not_track",
      "DO_NOT_TRACK",
    ],
    [
      "where the tool is told to be",
      { endpoint: "http://127.0.0.1:9", disableTelemetry: true },
      {},
      "disabled",
      "option disableTelemetry",
    ],
    [
      "where Zen is told to be",
      { profile: "zen", tool: "zen" },
      { ZEN_TELEMETRY_DISABLED: "yes" },
      "disabled",
      "ZEN_TELEMETRY_DISABLED",
    ],
    ["where there is nowhere to send", {}, {}, "no_key", "endpoint is not set"],
    [
      "where a setting cannot be used",
      { endpoint: "http://example.com" },
      {},
      "invalid_setting",
      "option endpoint: endpoint",
    ],
    [
      "where nobody has said yes yet",
      { endpoint: "http://127.0.0.1:9", consent: "opt-in" },
      {},
      "not_opted_in",
      "",
    ],
  ])("%s", async (_, options, env, reason, source) => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const tracing = await started(options);
    expect(tracing.state).toMatchObject({ status: "off", reason, ...(source !== "" && { source }) });
    expect([tracing.provider, tracing.processor]).toEqual(["none", undefined]);
    expect(await tracing.checkHealth()).toMatchObject({
      overallStatus: "UNHEALTHY",
      checks: [{ name: "exporter", found: "telemetry is off" }],
    });
    vi.unstubAllEnvs();
    emitted.mockRestore();
  });

  it("from the moment that a person says no in the environment, without a restart of anything but the process", async () => {
    vi.stubEnv("ZEN_TELEMETRY_DISABLED", "1");
    const before = Date.now();
    expect((await started({ profile: "zen" })).stats().captured).toBe(0);
    expect(Date.now() - before).toBeLessThan(5000);
    vi.unstubAllEnvs();
  });
});

const zen = (env: Record<string, string> = {}, options: TelemetryOptions = {}) =>
  resolveTelemetry(checkOptions({ profile: "zen", ...options }), { env, cwd: () => undefined }, "otlp");

describe("seeds 000 and 002: Zen's table of variables", () => {
  it.each<[string, SettingName, unknown]>([
    ["ZEN_TELEMETRY_SAMPLE_RATE", "sampleRate", 0.1],
    ["ZEN_TELEMETRY_BATCH_SIZE", "batchSize", 256],
    ["ZEN_TELEMETRY_FLUSH_INTERVAL", "batchIntervalSeconds", 3],
    ["ZEN_SERVICE_NAME", "serviceName", "zen-library"],
    ["ZEN_GCP_PROJECT", "gcpProject", "netra-telemetry-public"],
  ])("%s has its default for the community's project", async (_, setting, value) => {
    expect((await zen()).resolved.settings[setting]).toBe(value);
  });

  it("of a private project's, batches are 512 and go every 5 seconds, and ten times as much may leave", async () => {
    const own = await zen({ ZEN_GCP_PROJECT: "my-private-project" });
    expect([own.resolved.settings.batchSize, own.resolved.settings.batchIntervalSeconds]).toEqual([512, 5]);
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
  ])("%s=%s", async (name, raw, setting, value) => {
    const { resolved } = await zen({ [name]: raw });
    expect([resolved.settings[setting], resolved.provenance[setting].label]).toEqual([value, name]);
  });

  it.each([
    ["ZEN_TELEMETRY_SAMPLE_RATE", "1.5"],
    ["ZEN_TELEMETRY_BATCH_SIZE", "0"],
    ["ZEN_TELEMETRY_FLUSH_INTERVAL", "soon"],
    ["ZEN_SERVICE_NAME", "my service!"],
    ["ZEN_GCP_PROJECT", "Bad_Project"],
    ["ZEN_GCP_PROJECT", "tiny"],
  ])("%s=%s turns it off: what was meant is not known", async (name, raw) => {
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
  ])("%o: %s", async (env, project) => {
    const { resolved } = await zen(env);
    expect([resolved.settings.gcpProject, resolved.problems]).toEqual([project, []]);
  });

  it.each(["true", "1", "yes", "TRUE", "ture"])("ZEN_TELEMETRY_DISABLED=%s turns it off", async (value) => {
    expect((await zen({ ZEN_TELEMETRY_DISABLED: value })).state).toMatchObject({
      status: "off",
      reason: "disabled",
    });
  });
});

describe("where Zen's traces go", () => {
  it.each<[string, Record<string, string>, TelemetryOptions, object]>([
    [
      "nowhere of itself: there are no credentials in the package",
      {},
      {},
      { missing: "endpoint is not set" },
    ],
    [
      "to the author's collector",
      {},
      { endpoint: "https://collector.example" },
      { host: "https://collector.example/v1/traces", otlp: { exporter: "otlp" } },
    ],
    [
      "to Google, for a person's own project",
      { GOOGLE_CLOUD_PROJECT: "my-private-project" },
      {},
      {
        host: "https://telemetry.googleapis.com/v1/traces",
        otlp: { exporter: "google", gcpProject: "my-private-project" },
      },
    ],
    [
      "to PostHog, where that is said",
      {},
      { exporter: "posthog", posthogApiKey: "phc_x" },
      { host: "https://us.i.posthog.com/i/v0/ai/otel", apiKey: "phc_x" },
    ],
    [
      "nowhere without the key it takes",
      {},
      { exporter: "posthog" },
      { missing: "posthog_api_key is not set" },
    ],
  ])("%s", async (_, env, options, destination) => {
    expect((await zen(env, options)).destination).toMatchObject(destination);
  });

  it("under a session's id that says whose it is", async () => {
    const { spans } = await startTracingWithCollector({ profile: "zen", tool: "zen", sampleRate: 1 });
    traced("work", () => {})();
    expect((await spans())[0]?.resource["session.id"]).toMatch(/^zen_community_[0-9a-f]{32}$/);
  });

  it("no more of them than may", async () => {
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

it("a person's own limit counts where it is lower", async () => {
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

it("what was refused rides on the next span", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { spans, tracing } = await startTracingWithCollector({ eventsPerMinute: 1 });
  const work = traced("work", () => {});
  for (let i = 0; i < 3; i++) work();
  vi.setSystemTime(Date.now() + 61_000);
  work();
  vi.useRealTimers();
  expect(tracing.stats().refused).toEqual({ rate_limited: 2 });
  expect((await spans()).map(({ attributes }) => attributes["telemetry.refused.rate_limited"])).toEqual([
    undefined,
    2,
  ]);
});

it("debug prints a span as it would be sent, and sends none", async () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { spans, collector } = await startTracingWithCollector({ debug: true });
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

it("spool = false keeps no spans on the disk", async () => {
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
