/** Exporters: a collector, PostHog and Google receive spans in the form and at the address that they expect. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { trace } from "@opentelemetry/api";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { processInputs } from "../../src/bootstrap/process-inputs.js";
import { resolveTelemetry } from "../../src/bootstrap/resolve-telemetry.js";
import { LIBRARY } from "../../src/internal/package-info.js";
import type { Fetch } from "../../src/net/http-client.js";
import { traced } from "../../src/otel/traced-function.js";
import { startReceiver } from "../../src/receiver/receiver.js";
import { getGoogleHeaders, isGoogleUrl } from "../../src/transports/google-credentials.js";
import { createOtlpTransport } from "../../src/transports/otlp.js";
import { createClientWithReceiver } from "../support/client.js";
import { startCollector } from "../support/collector.js";
import { createTempFolder } from "../support/run.js";
import { startTestServer } from "../support/test-server.js";
import { startTracingWithCollector } from "../support/tracing.js";

describe.each(["json", "protobuf"] as const)("a collector with otlp_protocol %s", (otlpProtocol) => {
  it("receives one request for each batch, which OpenTelemetry's own messages can decode", async () => {
    const { collector, spans } = await startTracingWithCollector({ otlpProtocol, serviceName: "my-service" });
    const child = traced("child", () => {}, { words: ["a", "b"], n: 1, share: 0.5, yes: true });
    traced("parent", () => child())();
    const [inner, outer] = await spans();
    expect(collector.requests.map(({ path, headers }) => [path, headers["content-type"]])).toEqual([
      ["/v1/traces", otlpProtocol === "json" ? "application/json" : "application/x-protobuf"],
    ]);
    expect(inner).toMatchObject({
      name: "child",
      parentSpanId: outer?.spanId,
      kind: 1,
      status: 1,
      traceState: "ot=th:0",
      scope: "codeweaver-telemetry",
      attributes: { words: ["a", "b"], n: 1, share: 0.5, yes: true },
    });
    expect(inner?.resource["process.runtime.version"]).toMatch(/^\d+$/);
    expect(inner?.resource).toMatchObject({
      "service.name": "my-service",
      "telemetry.sdk.language": "nodejs",
    });
    const now = BigInt(Date.now()) * 1_000_000n;
    for (const span of [inner, outer]) {
      expect(Number(now - (span?.start ?? 0n))).toBeLessThan(60e9);
      expect((span?.end ?? 0n) >= (span?.start ?? 0n)).toBe(true);
    }
  });

  it.each([
    [2, { sent: 1, refused: { partial_success: 2 } }],
    [0, { sent: 3, refused: {} }],
    [99, { sent: 0, refused: { partial_success: 3 } }],
  ])(
    "reports that it rejected %i of three spans, and these are counted as refused",
    async (refused, expected) => {
      const collector = await startCollector(200, refused);
      const { tracing } = await startTracingWithCollector({
        otlpProtocol,
        overrides: { endpoint: collector.url },
      });
      for (let i = 0; i < 3; i++) traced("work", () => {})();
      await tracing.flush();
      expect(tracing.stats()).toMatchObject(expected);
      expect(collector.requests).toHaveLength(1); // rejected spans are not sent again
    },
  );

  it("receives the spans of each scope together", async () => {
    const { collector, spans } = await startTracingWithCollector({ otlpProtocol });
    const work = traced("work", () => {});
    for (let i = 0; i < 2; i++) {
      work();
      trace.getTracer("@opentelemetry/instrumentation-http").startSpan("GET").end();
    }
    expect(await spans()).toHaveLength(4);
    expect(collector.scopes).toEqual([["codeweaver-telemetry", "@opentelemetry/instrumentation-http"]]);
  });

  it("receives compressed batches of the configured size", async () => {
    const { collector, spans } = await startTracingWithCollector({ otlpProtocol, batchSize: 50 });
    const work = traced("work", () => {});
    for (let i = 0; i < 120; i++) work();
    expect(await spans()).toHaveLength(120);
    expect(collector.requests.map(({ headers }) => headers["content-encoding"])).toEqual([
      "gzip",
      "gzip",
      "gzip",
    ]);
  });
});

it.each([
  ["", "/v1/traces"],
  ["/", "/v1/traces"],
  ["/otlp", "/otlp/v1/traces"],
  ["/otlp/v1/traces", "/otlp/v1/traces"],
])("sends to an endpoint with the path %s at %s", async (suffix, path) => {
  const collector = await startCollector();
  const { tracing } = await startTracingWithCollector({ overrides: { endpoint: collector.url + suffix } });
  traced("work", () => {})();
  await tracing.flush();
  expect(collector.requests.map((request) => request.path)).toEqual([path]);
});

it("sends to PostHog at its own path, with the project's key and the id of the events", async () => {
  const collector = await startCollector();
  const { telemetry, receiver } = await createClientWithReceiver({ tool: "testtool" });
  telemetry.capture("work");
  await telemetry.flush();
  const { tracing } = await startTracingWithCollector({
    overrides: { posthogHost: collector.url, posthogApiKey: "phc_test" },
  });
  traced("work", () => {})();
  await tracing.flush();
  const [request] = collector.requests;
  expect([request?.path, request?.headers.authorization]).toEqual(["/i/v0/ai/otel", "Bearer phc_test"]);
  expect(collector.spans[0]?.resource["posthog.distinct_id"]).toBe(receiver.events[0]?.distinct_id);
});

it("sends the id of the events to no other receiver", async () => {
  const { spans } = await startTracingWithCollector();
  traced("work", () => {})();
  expect(Object.keys((await spans())[0]?.resource ?? {})).not.toContain("posthog.distinct_id");
});

it("sends JSON to this package's receiver, which rejects protobuf", async () => {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  const first = await startTracingWithCollector({ overrides: { endpoint: receiver.url } });
  traced("work", () => {}, { n: 1 })();
  await first.tracing.shutdown();
  expect(receiver.spans).toMatchObject([
    { name: "work", attributes: { n: 1 }, resource: { "service.name": "testtool" }, status: 1 },
  ]);
  const second = await startTracingWithCollector({
    overrides: { endpoint: receiver.url },
    otlpProtocol: "protobuf",
  });
  traced("work", () => {})();
  await second.tracing.shutdown();
  expect(second.tracing.stats().refused).toEqual({ http_415: 1 });
});

describe("Google's Telemetry API", () => {
  /** Creates a person's credentials, of the one kind whose token server can be chosen, and starts that server. */
  async function createCredentials() {
    const asked: string[] = [];
    const url = await startTestServer(async (request, response) => {
      for await (const chunk of request) asked.push(String(chunk));
      response.setHeader("Content-Type", "application/json");
      response.end(
        JSON.stringify({
          access_token: "a-token",
          token_type: "Bearer",
          expires_in: 3600,
          issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
        }),
      );
    });
    const folder = createTempFolder();
    writeFileSync(join(folder, "subject"), "somebody");
    const file = join(folder, "credentials.json");
    writeFileSync(
      file,
      JSON.stringify({
        type: "external_account",
        audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        token_url: `${url}/token`,
        credential_source: { file: join(folder, "subject") },
      }),
    );
    return { file, asked };
  }

  it("receives spans for the configured project, with a token from the person's credentials", async () => {
    const { file, asked } = await createCredentials();
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", file);
    const requests: { url: string; headers: Readonly<Record<string, string>> }[] = [];
    // Google's own host cannot be reached from a test, so the last step, the request itself, is recorded instead.
    const fetch: Fetch = (url, { headers }) => {
      requests.push({ url, headers });
      return Promise.reject(new Error("not sent"));
    };
    const { destination } = resolveTelemetry(
      checkOptions({ tool: "testtool", overrides: { gcpProject: "my-private-project" } }),
      { ...processInputs, env: {}, cwd: () => undefined },
      "otlp",
    );
    const { otlp, host } = destination;
    if (otlp === undefined) throw new Error("there is no destination for traces");
    const transport = createOtlpTransport({
      host,
      otlp,
      apiKey: "",
      requestTimeoutMs: 1000,
      loadFetch: () => Promise.resolve(fetch),
      isSendingAllowed: () => true,
      library: LIBRARY,
      now: Date.now,
    });
    await transport.send([], new AbortController().signal);
    expect(requests).toMatchObject([
      {
        url: "https://telemetry.googleapis.com/v1/traces",
        headers: { Authorization: "Bearer a-token", "x-goog-user-project": "my-private-project" },
      },
    ]);
    expect(decodeURIComponent(asked.join(""))).toContain("https://www.googleapis.com/auth/trace.append");
    vi.unstubAllEnvs();
  });

  it.each([
    "https://collector.example",
    "https://googleapis.com.example/v1/traces",
    "https://evilgoogleapis.com",
    "http://127.0.0.1:4318",
  ])("is the only destination: %s turns tracing off, and no token is requested", async (endpoint) => {
    const { file, asked } = await createCredentials();
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", file);
    const { tracing } = await startTracingWithCollector({
      overrides: { exporter: "google", gcpProject: "my-private-project", endpoint },
    });
    expect(tracing.state).toMatchObject({
      status: "off",
      reason: "invalid_setting",
      source: expect.stringContaining("endpoint is not a Google host"),
    });
    traced("work", () => {})();
    await tracing.flush();
    expect(asked).toEqual([]);
    vi.unstubAllEnvs();
  });

  it.each([
    ["https://telemetry.us-central1.rep.googleapis.com/v1/traces", true],
    ["https://googleapis.com", true],
    ["http://telemetry.googleapis.com", false],
    ["https://telemetry.googleapis.com.example", false],
    ["https://googleapis.com@example.com", false],
    ["telemetry.googleapis.com", false],
  ])("has %s as a host over TLS: %s", (url, isGoogles) => {
    expect(isGoogleUrl(url)).toBe(isGoogles);
  });

  it("is the only destination to which the transport itself sends a token", async () => {
    const { file, asked } = await createCredentials();
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", file);
    await expect(getGoogleHeaders("https://collector.example/v1/traces", "p")).rejects.toThrow(
      "sent to Google hosts only",
    );
    expect(asked).toEqual([]);
    vi.unstubAllEnvs();
  });
});
