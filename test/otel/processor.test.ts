/** The span processor: it sends only declared parts of other instrumentations, and works with the host's own provider. */
import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { describe, expect, it, onTestFinished } from "vitest";
import { recordRun } from "../../src/otel/agent-run.js";
import { startTracing } from "../../src/otel/start-tracing.js";
import { addSpanAttributes, traced } from "../../src/otel/traced-function.js";
import { startTracingWithCollector } from "../support/tracing.js";

const getForeignTracer = () => trace.getTracer("another-instrumentation", "1.0.0");

describe("a span of another instrumentation", () => {
  it("is sent with declared attributes only, in the declared form", async () => {
    const { spans } = await startTracingWithCollector({
      attributes: {
        "http.route": "PUBLIC",
        "enduser.id": "HASH",
        "db.rows": "AGGREGATE",
        "gen_ai.prompt": "TEXT_COUNT",
        "user.roles": "COUNT",
        "job.secret": "FORBIDDEN",
      },
    });
    getForeignTracer()
      .startSpan("GET", {
        kind: SpanKind.CLIENT,
        attributes: {
          "http.route": "/users/:id",
          "http.url": "https://jane:pw@example.com/x?token=1",
          "enduser.id": "jane",
          "db.statement": "SELECT * FROM jane",
          "db.rows": 3,
          "gen_ai.prompt": "Write to jane",
          "gen_ai.usage.input_tokens": 12,
          "user.roles": ["a", "b"],
          "job.secret": "jane",
        },
      })
      .end();
    const [span] = await spans();
    expect(span).toMatchObject({ kind: 3, scope: "another-instrumentation", droppedAttributes: 2 });
    expect(span?.attributes).toEqual({
      "http.route": "/users/:id",
      "enduser.id": expect.stringMatching(/^[0-9a-f]{64}$/),
      "db.rows": 3,
      "gen_ai.prompt": 13,
      "gen_ai.usage.input_tokens": 12,
      "user.roles": 2,
      "sampling.rate": 1,
    });
  });

  it("may not replace attributes of our spans by texts of its own", async () => {
    const { spans } = await startTracingWithCollector({ tools: ["read_file"] });
    const secret = "/home/jane/secret plan.md";
    recordRun({ agent: "planner" }, (run) =>
      run.tool(
        "read_file",
        () => {
          const span = trace.getActiveSpan();
          for (const key of ["gen_ai.tool.name", "gen_ai.tool.call.id", "gen_ai.operation.name"])
            span?.setAttribute(key, secret);
        },
        { callId: "call_1" },
      ),
    );
    traced("work", () => trace.getActiveSpan()?.setAttribute("mode", "jane"), { mode: "fast" })();
    const [tool, , work] = await spans();
    expect(JSON.stringify(tool?.attributes)).not.toContain("jane");
    expect(tool?.droppedAttributes).toBe(3);
    expect(Object.keys(work?.attributes ?? {})).toEqual(["sampling.rate"]);
  });

  it("is sent as `other` after addSpanAttributes, and so is our span after a foreign rename", async () => {
    const { spans } = await startTracingWithCollector();
    const query = "SELECT diagnosis FROM patients WHERE surname = 'Doe'";
    getForeignTracer().startActiveSpan(query, (span) => {
      addSpanAttributes({ rows: 3 });
      span.end();
    });
    traced("answer", () => trace.getActiveSpan()?.updateName("answer for Doe"))();
    expect((await spans()).map(({ name }) => name)).toEqual(["other", "other"]);
  });

  it("keeps its other fields when its attributes are too large for one event", async () => {
    const keys = Array.from({ length: 12 }, (_, i) => `d${i}`);
    const { spans } = await startTracingWithCollector({
      attributes: Object.fromEntries(keys.map((key) => [key, "DISTRIBUTION"])),
    });
    const words = Array.from({ length: 50 }, (_, i) => `v${i}`);
    getForeignTracer()
      .startSpan("GET", { attributes: Object.fromEntries(keys.map((key) => [key, words])) })
      .end();
    expect(await spans()).toMatchObject([{ name: "GET", scope: "another-instrumentation" }]);
  });

  it("is sent without its span events, but with the type of an exception", async () => {
    const { spans, collector } = await startTracingWithCollector();
    const span = getForeignTracer().startSpan("job");
    span.recordException(new RangeError("jane's file"));
    span.addEvent("prompt", { text: "Write to jane" });
    span.setStatus({ code: SpanStatusCode.ERROR, message: "jane's file" });
    span.end();
    expect(await spans()).toMatchObject([
      {
        status: 2,
        statusMessage: "",
        events: 0,
        droppedEvents: 2,
        attributes: { "error.type": "RangeError" },
      },
    ]);
    expect(collector.requests[0]?.text).not.toContain("jane");
  });

  it.each([
    "SELECT * FROM patients WHERE name='Alice'",
    "summarise the letter to my wife",
    "GET /users/jane",
  ])("is sent without its name when that is not a word: %s", async (name) => {
    const { spans } = await startTracingWithCollector();
    getForeignTracer().startSpan(name).end();
    expect((await spans())[0]?.name).toBe("other");
  });

  it("is sent without a text in the place of a number", async () => {
    const { spans, collector } = await startTracingWithCollector();
    const span = getForeignTracer().startSpan("GET", { kind: "jane@example.com" as never });
    span.setStatus({ code: "jane" as never });
    span.recordException({ name: "jane@example.com's error", message: "x" });
    span.end();
    expect(await spans()).toMatchObject([
      { name: "GET", kind: 1, status: 0, attributes: { "error.type": "Error" } },
    ]);
    expect(collector.requests[0]?.text).not.toContain("jane");
  });

  it.each([
    ["summarise the acme merger plan", "other"],
    ["@opentelemetry/instrumentation-http", "@opentelemetry/instrumentation-http"],
    ["clients/globex/contract", "other"],
  ])("is sent with the scope %s as %s", async (scope, sent) => {
    const { spans } = await startTracingWithCollector();
    trace.getTracer(scope).startSpan("read").end();
    expect(await spans()).toMatchObject([{ scope: sent }]);
  });

  it("is sent with links without attributes", async () => {
    const { spans, collector } = await startTracingWithCollector();
    const linked = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags: 1 };
    trace
      .getTracer("/home/jane/lib")
      .startSpan("read", { links: [{ context: linked, attributes: { who: "jane" } }] })
      .end();
    expect((await spans())[0]?.links).toEqual([`${linked.traceId}-${linked.spanId}`]);
    expect(collector.requests[0]?.text).not.toContain("jane");
  });

  it("is ignored without an error when it cannot be read", async () => {
    const { tracing, spans } = await startTracingWithCollector();
    const broken = {
      spanContext: () => {
        throw new Error("x");
      },
    };
    tracing.processor?.onEnd(broken as never); // as a host's provider may call it
    tracing.processor?.onEnd(Object.create(null) as never);
    expect(await spans()).toEqual([]);
  });
});

describe("a provider of the host's own", () => {
  const registerHostProvider = (processors: ConstructorParameters<typeof NodeTracerProvider>[0] = {}) => {
    const provider = new NodeTracerProvider(processors);
    provider.register();
    onTestFinished(() => {
      trace.disable();
      context.disable();
    });
    return provider;
  };

  it("is not replaced, and creates the spans", async () => {
    const exporter = new InMemorySpanExporter();
    const provider = registerHostProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    const { tracing, spans } = await startTracingWithCollector();
    expect(tracing.provider).toBe("host");
    expect(Reflect.get(trace.getTracerProvider(), "getDelegate").call(trace.getTracerProvider())).toBe(
      provider,
    );
    traced("work", () => {})();
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(["work"]);
    expect(await spans()).toEqual([]);
    await tracing.shutdown();
    expect(Reflect.get(trace.getTracerProvider(), "getDelegate").call(trace.getTracerProvider())).toBe(
      provider,
    );
  });

  it("can use our processor, which samples at the configured rate", async () => {
    const { tracing, spans } = await startTracingWithCollector({ register: false, sampleRate: 0.5 });
    if (tracing.processor === undefined) throw new Error("the processor is missing");
    const provider = registerHostProvider({ spanProcessors: [tracing.processor] });
    for (let i = 0; i < 200; i++)
      provider
        .getTracer("host")
        .startSpan("work", { attributes: { path: "/home/jane" } })
        .end();
    const found = await spans();
    expect(found.length).toBeGreaterThan(60);
    expect(found.length).toBeLessThan(140);
    expect(new Set(found.map(({ attributes }) => attributes["sampling.rate"]))).toEqual(new Set([0.5]));
  });
});

it("does not start tracing twice in one process", async () => {
  const { spans } = await startTracingWithCollector();
  const second = await startTracing({
    tool: "other",
    overrides: { endpoint: "http://127.0.0.1:9" },
    spool: false,
  });
  onTestFinished(() => second.shutdown());
  expect([second.provider, (await second.checkHealth()).checks[0]?.found]).toEqual([
    "none",
    "tracing was started before in this process",
  ]);
  await second.shutdown();
  traced("work", () => {})();
  expect(await spans()).toHaveLength(1);
});
