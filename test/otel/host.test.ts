import { context, createContextKey, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { runTelemetryCli } from "../../src/cli/index.js";
import { recordRun } from "../../src/otel/agent-run.js";
import { withTraceparent } from "../../src/otel/propagation.js";
import { startTracing } from "../../src/otel/start-tracing.js";
import { traced } from "../../src/otel/traced-function.js";
import { createClientWithReceiver } from "../support/client.js";
import { startTracingWithCollector } from "../support/tracing.js";

const REACHABLE = { overrides: { endpoint: "http://127.0.0.1:9" } };
const KEY = createContextKey("host's");
const keepsContexts = () =>
  context.with(context.active().setValue(KEY, 1), () => context.active().getValue(KEY)) === 1;

describe("what the host has with OpenTelemetry stays its own", () => {
  it("its manager of contexts", async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    onTestFinished(() => void context.disable());
    const { tracing } = await startTracingWithCollector();
    await tracing.shutdown();
    expect(keepsContexts()).toBe(true);
  });

  it("a provider that it registers in place of ours", async () => {
    const { tracing } = await startTracingWithCollector();
    trace.disable();
    const own = new NodeTracerProvider();
    own.register();
    onTestFinished(() => {
      trace.disable();
      context.disable();
    });
    await tracing.shutdown();
    expect(Reflect.get(trace.getTracerProvider(), "getDelegate").call(trace.getTracerProvider())).toBe(own);
  });

  it("and after ours it finds nothing registered", async () => {
    const { tracing } = await startTracingWithCollector();
    expect(keepsContexts()).toBe(true);
    await tracing.shutdown();
    expect(keepsContexts()).toBe(false);
    const own = new NodeTracerProvider();
    expect(trace.setGlobalTracerProvider(own)).toBe(true);
    trace.disable();
  });

  it.each<[string, object]>([
    ["tools", { tools: "read_file" }],
    ["adaptive", { adaptive: null }],
    ["adaptive", { adaptive: { spansPerSecond: -1 } }],
    ["register", { register: 1 }],
    ["attributes", { attributes: { "http.route": "NOPE" } }],
  ])("nothing is registered where %s cannot be used, and it is said", async (name, options) => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const tracing = await startTracing({ tool: "testtool", endpoint: "http://127.0.0.1:9", ...options });
    expect([tracing.state.status, keepsContexts()]).toEqual(["off", false]);
    expect(String(emitted.mock.calls[0]?.[0])).toContain(`option ${name}`);
    emitted.mockRestore();
    await tracing.shutdown();
  });

  it.each<[string, object]>([
    [
      "tool",
      {
        get tool(): string {
          throw new Error("x");
        },
      },
    ],
    ["attributes", { ...REACHABLE, attributes: { a: { conversion: Object.create(null) } } }],
    ["adaptive", { ...REACHABLE, adaptive: new Proxy({}, { get: () => Promise.reject }) }],
  ])("options that will not be read are no reason to fail: %s", async (_, hostile) => {
    const tracing = await startTracing(hostile);
    expect(tracing.state.status).toBe("off");
    await tracing.shutdown();
  });
});

describe("a person who says no while it runs", () => {
  it("is obeyed: no span, no header, no request", async () => {
    const options = { tool: "revoking", consent: "opt-out-immediately" } as const;
    const { tracing, collector } = await startTracingWithCollector({ ...options });
    const work = traced("work", () => withTraceparent({}));
    expect(work()).toHaveProperty("traceparent");
    const quiet = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    expect(await runTelemetryCli(["disable"], options)).toBe(0);
    quiet.mockRestore();
    await expect.poll(() => tracing.state.status, { timeout: 5000 }).toBe("off");
    expect(work()).toEqual({});
    const before = collector.requests.length;
    expect(await tracing.checkHealth()).toMatchObject({
      overallStatus: "UNHEALTHY",
      checks: [{ found: "telemetry is off" }],
    });
    await tracing.flush();
    expect([collector.requests.length, collector.spans.length]).toEqual([before, 0]);
  });
});

describe("a run, in a host of any kind", () => {
  it.each<[string, () => unknown]>([
    ["options that are none", () => recordRun(null as never, () => "ran")],
    [
      "options that throw",
      () =>
        recordRun(
          {
            get agent(): string {
              throw new Error("x");
            },
          },
          () => "ran",
        ),
    ],
    [
      "a tool without a name",
      () => recordRun({ agent: "a" }, (run) => run.tool(Object.create(null), () => "ran")),
    ],
    [
      "an outcome that throws",
      () =>
        recordRun({ agent: "a" }, (run) => {
          run.report({
            get costUsd(): number {
              throw new Error("x");
            },
          });
          return "ran";
        }),
    ],
  ])("goes on with %s", async (_, act) => {
    await startTracingWithCollector();
    expect(act()).toBe("ran");
  });

  it("that is over is told though a tool of it is none, and a length is none", async () => {
    const { spans } = await startTracingWithCollector();
    recordRun({
      agent: "planner",
      durationMs: Number.NaN,
      tools: [{ name: "t", durationMs: 1 }, null as never],
    });
    expect((await spans()).map(({ name }) => name)).toEqual(["execute_tool other", "invoke_agent planner"]);
  });

  it("has no numbers that were not given", async () => {
    const { spans } = await startTracingWithCollector();
    const prices = { m: { input: 1, output: 1 } };
    recordRun({
      agent: "a",
      durationMs: 1,
      model: "m",
      prices,
      tokens: { input: "1000" as never, output: Number.NaN },
    });
    const [span] = await spans();
    expect(Object.keys(span?.attributes ?? {}).filter((key) => /cost|input|output/.test(key))).toEqual([]);
  });

  it("that is not taken gives its events no trace to join", async () => {
    await startTracingWithCollector({ sampleRate: 1e-9 });
    const { telemetry, receiver } = await createClientWithReceiver();
    recordRun({ agent: "a" }, () => telemetry.capture("e"));
    await telemetry.flush();
    expect(receiver.events[0]?.properties).not.toHaveProperty("$ai_trace_id");
  });

  it("names so many of its events as a span may", async () => {
    const { spans } = await startTracingWithCollector();
    const { telemetry } = await createClientWithReceiver();
    recordRun({ agent: "a" }, () => {
      for (let i = 0; i < 200; i++) telemetry.capture("e");
    });
    expect((await spans())[0]?.attributes["posthog.event_ids"]).toHaveLength(128);
  });
});
