/** Receives every format at every path, as clients write it: the line of the journal, the row of the index, and the answer. */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BasicTracerProvider, SimpleSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { CleanUps } from "../support/clean-ups.js";
import { runProgram, TELEMETRY_DIST } from "../support/node-process.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";

const KEY = "phc_wire";
const ID = "0198c0de-0000-7000-8000-000000000001";

const EVENT = {
  event: "search",
  distinct_id: ID,
  properties: { mode: "hybrid", returned: 7 },
};
const EVENT_JSON = JSON.stringify({ api_key: KEY, ...EVENT });
const BATCH_JSON = JSON.stringify({ api_key: KEY, batch: [EVENT] });
const JSON_TYPE = { "Content-Type": "application/json" };
const FORM_TYPE = { "Content-Type": "application/x-www-form-urlencoded" };
const toBase64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const form = (data: string | Buffer) => `data=${encodeURIComponent(data.toString())}`;

interface Post {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

async function post(url: string, { path, headers = JSON_TYPE, body }: Post) {
  const response = await fetch(url + path, { method: "POST", headers: { ...headers }, body });
  return { status: response.status, body: await response.text() };
}

const gzip = (text: string) => new Uint8Array(gzipSync(text));

describe("PostHog's older formats", () => {
  let collector: TestCollector;
  let count = 0;
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    collector = await startCollector({ onFinished: cleanUps.add });
    return cleanUps.run;
  });

  it.each<[string, Post]>([
    ["a batch at /batch/", { path: "/batch/", body: BATCH_JSON }],
    ["a batch at /batch, without the slash", { path: "/batch", body: BATCH_JSON }],
    ["an event at /capture/", { path: "/capture/", body: EVENT_JSON }],
    ["a batch at /capture/", { path: "/capture/", body: BATCH_JSON }],
    ["an event at /e/", { path: "/e/", body: EVENT_JSON }],
    ["a list at /e/", { path: "/e/?ver=1.250.0&ip=1", body: `[${EVENT_JSON}]` }],
    ["an event at /track/", { path: "/track/", body: EVENT_JSON }],
    ["an event at /i/v0/e/", { path: "/i/v0/e/", body: EVENT_JSON }],
    ["a batch at /i/v0/ai/batch/", { path: "/i/v0/ai/batch/", body: BATCH_JSON }],
    ["an event at /engage/", { path: "/engage/", body: EVENT_JSON }],
    [
      "gzip that a header names",
      { path: "/batch/", headers: { ...JSON_TYPE, "Content-Encoding": "gzip" }, body: gzip(BATCH_JSON) },
    ],
    [
      "gzip that the query names",
      {
        path: "/e/?compression=gzip-js",
        headers: { "Content-Type": "text/plain" },
        body: gzip(`[${EVENT_JSON}]`),
      },
    ],
    ["gzip that nothing names", { path: "/i/v0/e/", body: gzip(EVENT_JSON) }],
    ["base64", { path: "/capture/", headers: { "Content-Type": "text/plain" }, body: toBase64(EVENT_JSON) }],
    [
      "a form with base64",
      { path: "/e/?compression=base64", headers: FORM_TYPE, body: form(toBase64(EVENT_JSON)) },
    ],
    [
      "a form with base64 that is not escaped",
      { path: "/track/", headers: FORM_TYPE, body: `data=${toBase64(EVENT_JSON)}` },
    ],
    ["a form with JSON", { path: "/engage/", headers: FORM_TYPE, body: form(EVENT_JSON) }],
    [
      "base64 of gzip",
      {
        path: "/e/?compression=base64",
        headers: { "Content-Type": "text/plain" },
        body: toBase64(gzipSync(EVENT_JSON)),
      },
    ],
  ])("are received: %s", async (_, request) => {
    expect(await post(collector.url, request)).toEqual({ status: 200, body: '{"status":"Ok"}' });
    const lines = await collector.readJournal();
    expect(lines.length).toBe(++count);
    const { uuid, ...line } = lines.at(-1) ?? {};
    expect(line).toEqual({ ...EVENT, timestamp: expect.any(String) });
    const columns = "event, distinct_id, properties";
    const rows = await collector.query(`SELECT ${columns} FROM events WHERE uuid = '${uuid}'`);
    expect(rows).toEqual([["search", ID, JSON.stringify(EVENT.properties)]]);
  });

  it("are received in the query of a GET request", async () => {
    await using collector = await startCollector();
    const response = await fetch(`${collector.url}/e/?data=${encodeURIComponent(toBase64(EVENT_JSON))}`);
    expect([response.status, await response.json()]).toEqual([200, { status: "Ok" }]);
    expect(await collector.query("SELECT event, distinct_id FROM events")).toEqual([["search", ID]]);
  });

  it.each<[string, Post, number, string]>([
    ["no key", { path: "/batch/", body: JSON.stringify({ batch: [EVENT] }) }, 401, "without an api_key"],
    [
      "a personal key",
      { path: "/batch/", body: BATCH_JSON.replace("phc_", "phx_") },
      401,
      "personal_api_key",
    ],
    ["no JSON", { path: "/batch/", body: "{" }, 400, "failed to parse request"],
    ["no events", { path: "/batch/", body: JSON.stringify({ api_key: KEY, batch: [] }) }, 400, "no event"],
    ["gzip that is cut off", { path: "/batch/", body: gzip(BATCH_JSON).slice(0, 40) }, 400, ""],
    ["an unknown path", { path: "/unknown/", body: BATCH_JSON }, 404, "not a path"],
    [
      "an event of more than 1 MiB",
      {
        path: "/e/",
        body: JSON.stringify({ api_key: KEY, ...EVENT, properties: { text: "x".repeat(2 ** 20) } }),
      },
      413,
      "maximum event size",
    ],
  ])("are refused with %s", async (_, request, status, reason) => {
    const answer = await post(collector.url, request);
    expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(reason)]);
    expect((await collector.readJournal()).length).toBe(count);
  });

  it("count an event once that a client sends twice", async () => {
    await using other = await startCollector();
    const event = { api_key: KEY, ...EVENT, uuid: "0198c0de-0000-7000-8000-00000000000a" };
    for (const body of [JSON.stringify({ api_key: KEY, batch: [event] }), JSON.stringify(event)])
      expect(await post(other.url, { path: "/batch/", body })).toMatchObject({ status: 200 });
    expect(await other.query("SELECT count(*) FROM events")).toEqual([["1"]]);
    const metrics = await other.readMetrics();
    expect(metrics['collector_duplicates_total{project="default",kind="events"}']).toBe(1);
  });
});

describe("the plain format", () => {
  const batch = {
    version: "1.0",
    events: [{ event_type: "search", timestamp: Math.floor(Date.now() / 1000), mode: "hybrid" }],
  };

  it.each(["/", "/telemetry", "/api/v1/events"])("is received at %s", async (path) => {
    await using collector = await startCollector();
    const answer = await post(collector.url, { path, body: JSON.stringify(batch) });
    expect(answer).toEqual({ status: 200, body: '{"status":"Ok"}' });
    const [line] = await collector.readJournal();
    const timestamp = new Date((batch.events[0]?.timestamp ?? 0) * 1000).toISOString();
    expect(line).toEqual({
      uuid: expect.any(String),
      event: "search",
      timestamp,
      properties: { mode: "hybrid" },
    });
    const rows = await collector.query("SELECT event, distinct_id, properties FROM events");
    expect(rows).toEqual([["search", null, '{"mode":"hybrid"}']]);
  });

  it("is refused in another version", async () => {
    await using collector = await startCollector();
    const answer = await post(collector.url, {
      path: "/",
      body: JSON.stringify({ ...batch, version: "2.0" }),
    });
    expect(answer).toEqual({ status: 400, body: 'version is not "1.0"' });
  });
});

describe("OpenTelemetry's exporters", () => {
  /** Ends a parent and a child with all kinds of attributes. Returns the parent's ids. */
  async function exportSpans(exporter: SpanExporter) {
    const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    const tracer = provider.getTracer("wire");
    const parent = tracer.startSpan("search", { kind: SpanKind.CLIENT });
    parent.setAttributes({
      "gen_ai.system": "ollama",
      tokens: 12,
      share: 0.5,
      cached: true,
      modes: ["a", "b"],
    });
    parent.setStatus({ code: SpanStatusCode.ERROR });
    parent.end();
    await provider.forceFlush();
    await provider.shutdown();
    return parent.spanContext();
  }

  it.each<[string, string, (url: string) => SpanExporter]>([
    ["JSON", "/v1/traces", (url) => new JsonExporter({ url })],
    ["protobuf", "/v1/traces", (url) => new ProtobufExporter({ url })],
    ["protobuf in gzip", "/v1/traces", (url) => new ProtobufExporter({ url, compression: "gzip" as never })],
    [
      "JSON",
      "/i/v0/ai/otel",
      (url) => new JsonExporter({ url, headers: { Authorization: `Bearer ${KEY}` } }),
    ],
    [
      "protobuf",
      "/i/v0/ai/otel",
      (url) => new ProtobufExporter({ url, headers: { Authorization: `Bearer ${KEY}` } }),
    ],
  ])("send %s to %s", async (_, path, createExporter) => {
    await using collector = await startCollector();
    const { traceId, spanId } = await exportSpans(createExporter(collector.url + path));
    const attributes = { "gen_ai.system": "ollama", tokens: 12, share: 0.5, cached: true, modes: ["a", "b"] };
    expect(await collector.readJournal("spans")).toEqual([
      {
        trace_id: traceId,
        span_id: spanId,
        name: "search",
        kind: 3,
        start_ns: expect.stringMatching(/^\d{19}$/),
        end_ns: expect.stringMatching(/^\d{19}$/),
        status: 2,
        scope: "wire",
        attributes,
        resource: expect.objectContaining({ "telemetry.sdk.name": "opentelemetry" }),
      },
    ]);
    const columns = "trace_id, span_id, parent_span_id, name, kind, status, scope, attributes";
    const rows = await collector.query(
      `SELECT ${columns} FROM spans WHERE end_ns >= start_ns AND start_ns > 1e18`,
    );
    expect(rows).toEqual([[traceId, spanId, null, "search", 3, 2, "wire", JSON.stringify(attributes)]]);
  });

  it.each<[string, (url: string) => SpanExporter]>([
    ["JSON", (url) => new JsonExporter({ url })],
    ["protobuf", (url) => new ProtobufExporter({ url })],
  ])("state in %s which links a span has and how many parts were left out", async (_, createExporter) => {
    await using collector = await startCollector();
    const exporter = createExporter(`${collector.url}/v1/traces`);
    const provider = new BasicTracerProvider({
      spanLimits: { attributeCountLimit: 1, eventCountLimit: 1, linkCountLimit: 1 },
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    });
    const [context, otherContext] = ["1", "2"].map((digit) => ({
      traceId: digit.repeat(32),
      spanId: digit.repeat(16),
      traceFlags: 1,
    }));
    if (context === undefined || otherContext === undefined) throw new Error("two contexts were created");
    const links = [{ context }, { context: otherContext }];
    const span = provider.getTracer("wire").startSpan("search", { links, attributes: { a: 1, b: 2, c: 3 } });
    for (const name of ["a", "b", "c", "d"]) span.addEvent(name);
    span.end();
    await provider.forceFlush();
    await provider.shutdown();
    const journal = await collector.readJournal("spans");
    const rows = await collector.query("SELECT links, left_out FROM spans");
    expect(journal).toEqual([
      expect.objectContaining({
        links: [{ trace_id: "2".repeat(32), span_id: "2".repeat(16) }],
        left_out: { attributes: 2, events: 3, links: 1 },
      }),
    ]);
    expect(rows).toEqual([
      [JSON.stringify(journal[0]?.links), JSON.stringify({ attributes: 2, events: 3, links: 1 })],
    ]);
  });

  it("are answered as OTLP demands, and refused without a key where PostHog requires one", async () => {
    await using collector = await startCollector();
    const body = '{"resourceSpans":[]}';
    expect(await post(collector.url, { path: "/v1/traces", body })).toEqual({
      status: 200,
      body: '{"partialSuccess":{}}',
    });
    expect(await post(collector.url, { path: "/i/v0/ai/otel", body })).toMatchObject({ status: 401 });
    const protobuf = { "Content-Type": "application/x-protobuf" };
    expect(
      await post(collector.url, { path: "/v1/traces", headers: protobuf, body: "no protobuf" }),
    ).toMatchObject({ status: 400 });
  });
});

describe("codeweaver-telemetry", () => {
  const createProgram = (options: string) => `
    import { createTelemetryClient } from ${JSON.stringify(join(TELEMETRY_DIST, "index.js"))};
    const client = createTelemetryClient({ version: "1.2.3", exitBudgetMs: 5000, ${options} });
    client.capture("search", { mode: "hybrid", returned: 7 });
    await client.flush(); // waits for the request, and not only as long as the end of a process may take
    await client.shutdown();`;

  it("sends events to the collector as to PostHog", async () => {
    await using collector = await startCollector();
    const program = createProgram(
      `tool: "mytool", overrides: { posthogApiKey: "${KEY}", posthogHost: "${collector.url}" }`,
    );
    expect(await runProgram(program)).toMatchObject({ code: 0, stdout: "", stderr: "" });
    const events = await collector.readJournal();
    const search = events.find(({ event }) => event === "search");
    const properties = {
      mode: "hybrid",
      returned: 7,
      tool: "mytool",
      tool_version: "1.2.3",
      $lib: "codeweaver-telemetry",
    };
    expect(search).toMatchObject({ properties });
    const rows = await collector.query(
      "SELECT CAST(uuid AS VARCHAR), distinct_id, properties->>'tool' FROM events WHERE event = 'search'",
    );
    expect(rows).toEqual([[search?.uuid, search?.distinct_id, "mytool"]]);
  });

  it("sends events to the collector as a plain endpoint", async () => {
    await using collector = await startCollector();
    const program = createProgram(
      `overrides: { endpoint: "${collector.url}/telemetry" }, profile: { tool: "mytool", transport: "http" }`,
    );
    expect(await runProgram(program)).toMatchObject({ code: 0, stdout: "", stderr: "" });
    const rows = await collector.query(
      "SELECT event, distinct_id, properties->>'mode' FROM events WHERE event = 'search'",
    );
    expect(rows).toEqual([["search", null, "hybrid"]]);
  });

  it.each(["json", "protobuf"])("sends traces to the collector as OTLP in %s", async (protocol) => {
    await using collector = await startCollector();
    const program = `
      import { startTracing, traced } from ${JSON.stringify(join(TELEMETRY_DIST, "otel/index.js"))};
      const tracing = await startTracing({ tool: "mytool", exitBudgetMs: 5000, overrides: { endpoint: "${collector.url}", otlpProtocol: "${protocol}" } });
      traced("work", () => {})();
      await tracing.shutdown();`;
    expect(await runProgram(program)).toMatchObject({ code: 0, stdout: "", stderr: "" });
    // On a busy machine, a process that ends leaves the spans to another one.
    await vi.waitFor(
      async () => {
        const rows = await collector.query("SELECT name, resource->>'service.name' FROM spans");
        expect(rows).toEqual([["work", "mytool"]]);
      },
      { timeout: 20_000, interval: 200 },
    );
  });
});
