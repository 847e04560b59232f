/** Tracing inside a host: the host's own parts remain, and no input of the host makes tracing throw. */
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
/** A tool that the author did not list. */
const DIGESTED_TOOL = /^execute_tool [0-9a-f]{64}$/;
const KEY = createContextKey("host's");
const hasContextManager = () =>
  context.with(context.active().setValue(KEY, 1), () => context.active().getValue(KEY)) === 1;

describe("startTracing", () => {
  it("keeps the host's context manager", async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    onTestFinished(() => void context.disable());
    const { tracing } = await startTracingWithCollector();
    await tracing.shutdown();
    expect(hasContextManager()).toBe(true);
  });

  it("keeps a provider that the host registers in place of ours", async () => {
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

  it("unregisters everything on shutdown", async () => {
    const { tracing } = await startTracingWithCollector();
    expect(hasContextManager()).toBe(true);
    await tracing.shutdown();
    expect(hasContextManager()).toBe(false);
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
  ])("registers nothing and warns when the option %s cannot be used", async (name, options) => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const tracing = await startTracing({ tool: "testtool", endpoint: "http://127.0.0.1:9", ...options });
    expect([tracing.state.status, hasContextManager()]).toEqual(["off", false]);
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
  ])("does not throw when the option %s cannot be read", async (_, hostile) => {
    const tracing = await startTracing(hostile);
    expect(tracing.state.status).toBe("off");
    await tracing.shutdown();
  });
});

describe("disable during a run", () => {
  it("stops spans, headers and requests", async () => {
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

describe("recordRun", () => {
  it.each<[string, () => unknown]>([
    ["options of null", () => recordRun(null as never, () => "ran")],
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
  ])("calls its function despite %s", async (_, act) => {
    await startTracingWithCollector();
    expect(act()).toBe("ran");
  });

  it("records a finished run although a tool is null and a duration is not a number", async () => {
    const { spans } = await startTracingWithCollector();
    recordRun({
      agent: "planner",
      durationMs: Number.NaN,
      tools: [{ name: "t", durationMs: 1 }, null as never],
    });
    expect((await spans()).map(({ name }) => name)).toEqual([
      expect.stringMatching(DIGESTED_TOOL),
      "invoke_agent planner",
    ]);
  });

  it("leaves out counts that are not numbers", async () => {
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

  it("puts no trace id on events when the trace is not sampled", async () => {
    await startTracingWithCollector({ sampleRate: 1e-9 });
    const { telemetry, receiver } = await createClientWithReceiver();
    recordRun({ agent: "a" }, () => telemetry.capture("e"));
    await telemetry.flush();
    expect(receiver.events[0]?.properties).not.toHaveProperty("$ai_trace_id");
  });

  it("lists at most 128 events", async () => {
    const { spans } = await startTracingWithCollector();
    const { telemetry } = await createClientWithReceiver();
    recordRun({ agent: "a" }, () => {
      for (let i = 0; i < 200; i++) telemetry.capture("e");
    });
    expect((await spans())[0]?.attributes["posthog.event_ids"]).toHaveLength(128);
  });
});
