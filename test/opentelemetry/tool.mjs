// A traced tool. It fails unless all its spans arrive, in JSON and in protobuf, and in the host's own provider.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { metrics, trace } from "@opentelemetry/api";
import {
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { recordRun, startTracing, traced, withTraceparent } from "codeweaver-telemetry/otel";
import { startReceiver } from "codeweaver-telemetry/receiver";

const [sdkName, providerName] = process.argv.slice(2);
const { [providerName]: Provider } = await import(sdkName);

const exporter = new InMemoryMetricExporter(0); // 0 is delta temporality
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

const receiver = await startReceiver();
const start = (options) =>
  startTracing({ tool: "mytool", overrides: { endpoint: receiver.url }, ...options });

// The provider is ours.
const tracing = await start({ tools: ["read_file"], sampleRate: 1 });
assert.equal(tracing.state.status, "on", JSON.stringify(tracing.state));
assert.equal(tracing.provider, "own");
const inner = traced("inner", () => withTraceparent({}));
const outer = traced("outer", async () => {
  await sleep(1);
  return inner();
});
assert.match((await outer()).traceparent, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
await recordRun({ agent: "planner" }, (run) => run.tool("read_file", async () => "text"));
const { overallStatus } = await tracing.checkHealth();
assert.equal(overallStatus, "HEALTHY");
await tracing.flush();
await reader.forceFlush();
const find = (name) => receiver.spans.find((span) => span.name === name);
assert.equal(find("inner").parentSpanId, find("outer").spanId);
assert.equal(find("execute_tool read_file").parentSpanId, find("invoke_agent planner").spanId);
const reported = exporter
  .getMetrics()
  .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
assert(reported.some(({ descriptor }) => descriptor.name === "telemetry.queue.size"));
await tracing.shutdown();
assert.equal(trace.getTracer("x").startSpan("x").isRecording(), false);

// The provider is the host's, and the spans are sent in protobuf.
const bodies = [];
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  bodies.push(Buffer.concat(chunks));
  response.end();
}).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));
const second = await start({
  register: false,
  otlpProtocol: "protobuf",
  overrides: { endpoint: `http://127.0.0.1:${server.address().port}` },
});
assert.equal(second.provider, "host");
const provider = new Provider({ spanProcessors: [second.processor] });
provider.getTracer("host").startSpan("work").end();
await second.flush();
assert.deepEqual([second.stats().sent, bodies.length], [1, 1]);
await second.shutdown();
server.close();
await receiver.close();
