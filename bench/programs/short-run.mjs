// One short run of a command-line tool: it works for a moment, captures events with a client, or none, and ends.
const [, , client, host, count] = process.argv;
const events = Array.from({ length: Number(count) }, (_, index) => ({
  name: "command_run",
  properties: { command: "index", files: 120 + index, duration_ms: 41.5, succeeded: true },
}));

/** Each client is used and shut down as its documentation asks. */
const CLIENTS = {
  none: () => undefined,
  async "codeweaver-telemetry"() {
    const { getTelemetryClient } = await import("codeweaver-telemetry");
    const telemetry = getTelemetryClient();
    return { capture: ({ name, properties }) => telemetry.capture(name, properties) };
  },
  async "posthog-node"() {
    const { load } = await import("../peers/peer-modules.mjs");
    const { PostHog } = await load("posthog-node");
    const posthog = new PostHog("phc_bench", { host });
    return {
      capture: ({ name, properties }) => posthog.capture({ distinctId: "a", event: name, properties }),
      end: () => posthog.shutdown(),
    };
  },
  async "@segment/analytics-node"() {
    const { loadCommon } = await import("../peers/peer-modules.mjs");
    const { Analytics } = await loadCommon("@segment/analytics-node");
    const analytics = new Analytics({ writeKey: "x", host, path: "/batch/" });
    return {
      capture: ({ name, properties }) => analytics.track({ userId: "a", event: name, properties }),
      end: () => analytics.closeAndFlush(),
    };
  },
  async "@opentelemetry/exporter-trace-otlp-http"() {
    const { loadCommon } = await import("../peers/peer-modules.mjs");
    const { NodeTracerProvider, BatchSpanProcessor } = await loadCommon("@opentelemetry/sdk-trace-node");
    const { OTLPTraceExporter } = await loadCommon("@opentelemetry/exporter-trace-otlp-http");
    const exporter = new OTLPTraceExporter({ url: `${host}/v1/traces` });
    const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
    const tracer = provider.getTracer("x");
    return {
      capture: ({ name, properties }) => tracer.startSpan(name, { attributes: properties }).end(),
      end: () => provider.shutdown(),
    };
  },
};

const { capture, end } = (await CLIENTS[client]()) ?? {};
let checksum = 0;
for (let step = 0; step < 2e6; step++) checksum = (checksum * 31 + step) | 0; // the tool's own work
for (const event of events) capture?.(event);
await end?.();
process.stdout.write(JSON.stringify({ checksum }));
