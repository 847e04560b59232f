/** The health check, and the metrics about telemetry itself. */
import { metrics } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { describe, expect, it, onTestFinished } from "vitest";
import { observeTelemetry } from "../../src/otel/metrics.js";
import { traced } from "../../src/otel/traced-function.js";
import { createClientWithReceiver } from "../support/client.js";
import { startCollector } from "../support/collector.js";
import { startTracingWithCollector } from "../support/tracing.js";

describe("checkHealth", () => {
  it("runs every check, and sends one span", async () => {
    const { tracing, collector } = await startTracingWithCollector({ sampleRate: 0.1 });
    const report = await tracing.checkHealth();
    expect(report).toMatchObject({ overallStatus: "HEALTHY", recommendations: [] });
    expect(report.checks.map(({ name, passed }) => [name, passed])).toEqual([
      ["exporter", true],
      ["sampling", true],
      ["propagation", true],
      ["connectivity", true],
    ]);
    expect(report.timestamp).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(collector.spans.map(({ name }) => name)).toEqual(["telemetry.health_check"]);
  });

  it.each([
    [401, "http_401"],
    [503, "http_503"],
  ])("reports that a collector answers %d, with suggestions", async (status, found) => {
    const collector = await startCollector(status);
    const { tracing } = await startTracingWithCollector({
      overrides: { endpoint: collector.url },
      maxRetries: 0,
    });
    traced("work", () => {})();
    await tracing.flush();
    const { overallStatus, checks, recommendations } = await tracing.checkHealth();
    expect(overallStatus).toBe("UNHEALTHY");
    expect(checks.find(({ name }) => name === "connectivity")).toMatchObject({
      passed: false,
      found: expect.stringContaining(found),
    });
    expect(checks.find(({ name }) => name === "exporter")?.passed).toBe(false);
    expect(recommendations.length).toBe(2);
  });

  it("reports that the collector does not answer", async () => {
    const { tracing } = await startTracingWithCollector({
      overrides: { endpoint: "http://127.0.0.1:9" },
      maxRetries: 0,
    });
    expect((await tracing.checkHealth()).checks.at(-1)).toMatchObject({
      passed: false,
      found: expect.stringContaining("network"),
    });
  });

  it("suggests a higher rate when it is 0", async () => {
    const { tracing } = await startTracingWithCollector({ sampleRate: 0 });
    expect((await tracing.checkHealth()).recommendations).toEqual(["set sample_rate above 0"]);
  });
});

describe("statistics of spans", () => {
  it("are returned by stats()", async () => {
    const { tracing, spans } = await startTracingWithCollector();
    traced("work", () => {})();
    expect(tracing.stats()).toMatchObject({ captured: 1, pending: 1, sent: 0, exports: { requests: 0 } });
    await spans();
    const { sent, pending, exports } = tracing.stats();
    expect([sent, pending, exports.requests, exports.failed]).toEqual([1, 0, 1, 0]);
    expect(exports.longestMs).toBeGreaterThan(0);
    expect(exports.totalMs).toBeGreaterThanOrEqual(exports.longestMs);
  });

  it("are reported as metrics when the host has a meter provider", async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const provider = new MeterProvider({ readers: [reader] });
    metrics.setGlobalMeterProvider(provider);
    onTestFinished(async () => {
      metrics.disable();
      await provider.shutdown();
    });
    const { spans } = await startTracingWithCollector();
    const { telemetry } = await createClientWithReceiver();
    const other = await createClientWithReceiver();
    for (const client of [telemetry, telemetry, other.telemetry]) await observeTelemetry(client);
    (await observeTelemetry(other.telemetry))(); // its counts so far remain
    other.telemetry.capture("e");
    await other.telemetry.flush();
    const stop = await observeTelemetry(other.telemetry);
    stop();
    traced("work", () => {})();
    await spans();
    telemetry.capture("e");
    telemetry.capture("");
    await telemetry.flush();
    await provider.forceFlush();
    const found = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
    const values = Object.fromEntries(
      found.flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => [
          `${descriptor.name} ${Object.values(attributes).join(" ")}`,
          value,
        ]),
      ),
    );
    expect(values).toMatchObject({
      "telemetry.spans.exported ": expect.any(Number), // with those of the tests above
      "telemetry.events.exported ": 2,
      "telemetry.queue.size spans": 0,
      "telemetry.errors events invalid_event": 1,
      "telemetry.export.duration spans": { count: 1, sum: expect.any(Number) },
      "telemetry.export.duration events": { count: 1, sum: expect.any(Number) },
    });
  });
});
