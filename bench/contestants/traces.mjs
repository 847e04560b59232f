// Calls a function in a span, with this library's tracing off, not sampled and sampled, and with OpenTelemetry's own.
import { context, trace } from "@opentelemetry/api";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { startTracing, traced } from "codeweaver-telemetry/otel";

const ATTRIBUTES = { mode: "fast", results: 7 };
const work = (i) => i + 1;
/** Nothing is sent before flush() is called. */
const SEND_ON_FLUSH = { spool: false, batchSize: 1000, batchIntervalSeconds: 3600 };

async function createOwnCase(sampleRate) {
  const tracing = await startTracing({
    tool: "bench",
    ...SEND_ON_FLUSH,
    overrides: { endpoint: process.env.BENCH_RECEIVER },
    sampleRate,
    eventsPerMinute: 1_000_000,
  });
  if (tracing.state.status !== "on") throw new Error("tracing is not on");
  const settle = () => tracing.flush();
  return () => ({ cases: { call: traced("work", work, ATTRIBUTES) }, settle });
}

/** Uses its batch processor, with an exporter that discards the spans. */
async function createOpenTelemetryCase(sampler) {
  const exporter = { export: (_, done) => done({ code: 0 }), shutdown: async () => {} };
  const provider = new NodeTracerProvider({
    spanProcessors: [new BatchSpanProcessor(exporter)],
    ...(sampler && { sampler }),
  });
  provider.register();
  const tracer = trace.getTracer("bench");
  const call = (i) => {
    const span = tracer.startSpan("work", { attributes: ATTRIBUTES });
    try {
      return context.with(trace.setSpan(context.active(), span), work, undefined, i);
    } finally {
      span.setStatus({ code: 1 });
      span.end();
    }
  };
  return () => ({ cases: { call }, settle: () => provider.forceFlush() });
}

export const contestants = {
  "a plain call": async () => () => ({ cases: { call: work } }),
  "traced, off": async () => () => ({ cases: { call: traced("work", work, ATTRIBUTES) } }),
  "traced, not sampled": () => createOwnCase(1e-9),
  "traced, sampled": () => createOwnCase(1),
  "OpenTelemetry, not sampled": () =>
    createOpenTelemetryCase({ shouldSample: () => ({ decision: 0 }), toString: () => "none" }),
  "OpenTelemetry, sampled": () => createOpenTelemetryCase(),
};
