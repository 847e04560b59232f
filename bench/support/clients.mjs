// Clients that send to a receiver on this machine, each with the settings under which it is fastest.
import assert from "node:assert/strict";
import { properties } from "../fixtures/properties.mjs";
import { load, loadCommon } from "../peers/peer-modules.mjs";

const HOST = process.env.BENCH_RECEIVER;
/** Nothing is sent before flush() is called. */
const NEVER_MS = 3_600_000;

/** The package that each of the peers needs. */
export const PACKAGES = {
  "posthog-node": "posthog-node",
  segment: "@segment/analytics-node",
  "OpenTelemetry span": "@opentelemetry/exporter-trace-otlp-http",
};

/** `capture(i)` captures an event, `pending()` counts those that are not sent, and `flush()` resolves when all are. */
export const clients = {
  async "codeweaver-telemetry"(options = {}) {
    const { createTelemetryClient } = await import("codeweaver-telemetry");
    const telemetry = createTelemetryClient({
      tool: "bench",
      posthogApiKey: "phc_bench",
      posthogHost: HOST,
      delivery: "inline",
      batchSize: 1000,
      batchIntervalSeconds: 3600,
      eventsPerMinute: 1_000_000,
      spoolMaxMb: 1000,
      ...options,
    });
    await telemetry.ready();
    assert.equal(telemetry.state.status, "on");
    return {
      capture: (i) => telemetry.capture("bench", properties(i)),
      pending: () => telemetry.stats().pending,
      async flush() {
        while (telemetry.stats().pending > 0) await telemetry.flush();
        assert.deepEqual(telemetry.stats().refused, {});
      },
    };
  },
  async "posthog-node"(options = {}) {
    const { PostHog } = await load("posthog-node");
    const client = new PostHog("phc_bench", {
      host: HOST,
      flushAt: 1000,
      maxBatchSize: 1000,
      maxQueueSize: 100_000,
      flushInterval: NEVER_MS,
      ...options,
    });
    return {
      capture: (i) => client.capture({ distinctId: "a", event: "bench", properties: properties(i) }),
      pending: () => 0,
      flush: () => client.flush(),
    };
  },
  async segment(options = {}) {
    const { Analytics } = await loadCommon("@segment/analytics-node");
    const client = new Analytics({
      writeKey: "bench",
      host: HOST,
      path: "/batch/",
      maxEventsInBatch: 1000,
      flushInterval: NEVER_MS,
      ...options,
    });
    client.on("error", ({ reason }) => assert.fail(String(reason)));
    return {
      capture: (i) => client.track({ userId: "a", event: "bench", properties: properties(i) }),
      pending: () => 0,
      flush: () => client.flush(),
    };
  },
  async "OpenTelemetry span"() {
    const { NodeTracerProvider, BatchSpanProcessor } = await loadCommon("@opentelemetry/sdk-trace-node");
    const { OTLPTraceExporter } = await loadCommon("@opentelemetry/exporter-trace-otlp-http");
    const exporter = new OTLPTraceExporter({ url: `${HOST}/v1/traces` });
    const processor = new BatchSpanProcessor(exporter, { scheduledDelayMillis: NEVER_MS });
    const tracer = new NodeTracerProvider({ spanProcessors: [processor] }).getTracer("bench");
    return {
      capture: (i) => tracer.startSpan("bench", { attributes: properties(i) }).end(),
      pending: () => 0,
      flush: () => processor.forceFlush(),
    };
  },
  async "push of a spread copy"() {
    let queue = [];
    return {
      capture: (i) => queue.push({ ...properties(i) }),
      pending: () => 0,
      flush: async () => {
        queue = [];
      },
    };
  },
};
