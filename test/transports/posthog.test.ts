import { PostHog } from "posthog-node";
import { describe, expect, it, onTestFinished } from "vitest";
import { createHttpClient } from "../../src/net/http-client.js";
import { redacted } from "../../src/privacy/sanitizer/declared-text.js";
import { sealGroups, sealName } from "../../src/privacy/sanitizer/seal.js";
import { createPosthogTransport, toPostHogEvent } from "../../src/transports/posthog.js";
import { createEnvelope } from "../support/envelope.js";
import { startReceiver } from "../support/receiver.js";
import { seal } from "../support/seal.js";
import { startTestServer } from "../support/test-server.js";

const NOW = Date.parse("2026-11-21T10:00:00Z");

const transportTo = (host: string, requestTimeoutMs = 2000) => {
  const fetch = createHttpClient(requestTimeoutMs).fetch;
  return createPosthogTransport({
    apiKey: "phc_test",
    host,
    requestTimeoutMs,
    isSendingAllowed: () => true,
    loadFetch: () => Promise.resolve(fetch),
    library: { name: "lib", version: "9" },
    now: () => NOW,
  });
};
const send = (host: string, timeoutMs?: number) =>
  transportTo(host, timeoutMs).send([createEnvelope("e")], new AbortController().signal);

describe("the PostHog transport", () => {
  it.each<[string, number, string | undefined]>([
    ["a short body as it is", 1, undefined],
    ["a longer body compressed", 10, "gzip"],
  ])("sends exactly the envelope to /batch/: %s", async (_, texts, encoding) => {
    await using receiver = await startReceiver();
    process.env.OTEL_SERVICE_NAME = "a-service-that-must-not-leave";
    process.env.POSTHOG_CAPTURE_MODE = "v1";
    onTestFinished(() => {
      delete process.env.OTEL_SERVICE_NAME;
      delete process.env.POSTHOG_CAPTURE_MODE;
    });
    const sent = createEnvelope("e", {
      a: 1,
      list: Array.from({ length: texts }, () => redacted("word ".repeat(40))),
    });
    expect(await transportTo(receiver.url).send([sent], new AbortController().signal)).toEqual({
      kind: "delivered",
    });
    const [request] = receiver.requests;
    expect(request).toMatchObject({
      method: "POST",
      path: "/batch/",
      headers: { "content-type": "application/json", "user-agent": "lib/9" },
    });
    expect(request?.headers["content-encoding"]).toBe(encoding);
    expect(JSON.parse(request?.text ?? "")).toEqual({
      api_key: "phc_test",
      sent_at: expect.any(String),
      batch: [
        {
          event: "e",
          distinct_id: sent.distinctId,
          uuid: sent.uuid,
          timestamp: sent.timestamp,
          properties: sent.properties,
        },
      ],
    });
  });

  it("sends the same request as posthog-node", async () => {
    await using receiver = await startReceiver();
    class Theirs extends PostHog {
      override getLibraryId(): string {
        return "lib";
      }
      override getLibraryVersion(): string {
        return "9";
      }
      post(messages: object[]): Promise<void> {
        return this.sendBatch(messages as never, { retryCount: 0 }); // its own type for a message, which these are
      }
    }
    const batch = Array.from({ length: 20 }, (_, i) => createEnvelope(`e${i}`, { i, list: [1, "a", null] }));
    const theirs = new Theirs("phc_test", { host: receiver.url });
    await theirs.post(batch.map(toPostHogEvent));
    await transportTo(receiver.url).send(batch, new AbortController().signal);
    const [one, other] = receiver.requests.map(({ method, path, headers, text }) => ({
      method,
      path,
      type: headers["content-type"],
      encoding: headers["content-encoding"],
      agent: headers["user-agent"],
      body: { ...JSON.parse(text), sent_at: "" },
    }));
    expect(other).toEqual(one);
    expect(receiver.requests).toHaveLength(2);
  });

  it("repeats an envelope with the same UUID and time", async () => {
    await using receiver = await startReceiver();
    const transport = transportTo(receiver.url);
    const sent = createEnvelope("e");
    await transport.send([sent], new AbortController().signal);
    await transport.send([sent], new AbortController().signal);
    const [first, second] = receiver.events;
    expect(second).toEqual(first);
  });

  it.each([
    [
      "503 with Retry-After",
      503,
      { "Retry-After": "7" },
      { kind: "retry", reason: "http_503", retryAfterMs: 7000 },
    ],
    ["500", 500, {}, { kind: "retry", reason: "http_500" }],
    ["400", 400, {}, { kind: "rejected", reason: "http_400" }],
    ["413", 413, {}, { kind: "too_large" }],
    [
      "a redirect, which is not followed",
      302,
      { Location: "http://127.0.0.1:1/" },
      { kind: "retry", reason: "http_302" },
    ],
  ])("reports the outcome of %s", async (_, status, headers, outcome) => {
    let requests = 0;
    const url = await startTestServer((request, response) => {
      requests++;
      request.resume();
      response.writeHead(status, headers).end("no");
    });
    expect(await send(url)).toEqual(outcome);
    expect(requests).toBe(1);
  });

  it("reports a refused connection, a reset and a timeout as network faults", async () => {
    const NETWORK = { kind: "retry", reason: "network" };
    expect(await send("http://127.0.0.1:1")).toEqual(NETWORK);
    expect(await send(await startTestServer((request) => request.socket.destroy()))).toEqual(NETWORK);
    expect(await send(await startTestServer(() => {}), 100)).toEqual(NETWORK);
  });

  it("ends when the signal aborts", async () => {
    const url = await startTestServer(() => {});
    const controller = new AbortController();
    const outcome = transportTo(url).send([createEnvelope("e")], controller.signal);
    setTimeout(() => controller.abort(), 50);
    expect(await outcome).toEqual({ kind: "retry", reason: "network" });
  });

  it("requests flags with sealed properties, and parses the response", async () => {
    await using receiver = await startReceiver({
      flags: { on: true, off: false, ab: "test", paid: { value: true, payload: { limit: 3 } } },
    });
    const answer = await transportTo(receiver.url).evaluate({
      flagKey: undefined,
      distinctId: sealName("someone"),
      personProperties: seal({ plan: "pro" }).json,
      groups: sealGroups({}, { digest: (id) => id, omit: () => {} }),
      groupProperties: seal({}).json,
      disableGeoip: true,
    });
    expect([...(answer?.flags ?? [])].map(([key, { value, payload }]) => [key, value, payload])).toEqual([
      ["on", true, undefined],
      ["off", false, undefined],
      ["ab", "test", undefined],
      ["paid", true, { limit: 3 }],
    ]);
    const [request] = receiver.requests;
    expect(request).toMatchObject({ path: "/flags/?v=2" });
    expect(request?.headers).not.toHaveProperty("authorization");
    expect(JSON.parse(request?.text ?? "")).toMatchObject({
      token: "phc_test",
      distinct_id: "someone",
      person_properties: { plan: "pro" },
      geoip_disable: true,
    });
  });

  it.each([
    ["nonsense", '"nonsense"'],
    ["no JSON", "<html>"],
    ["flags of the wrong shape", '{"flags":{"a":3,"b":null},"quotaLimited":5}'],
  ])("accepts %s as a response without flags", async (_, body) => {
    const url = await startTestServer((_request, response) => void response.end(body));
    const question = {
      flagKey: undefined,
      distinctId: sealName("x"),
      personProperties: seal({}).json,
      groups: seal({}).json,
      groupProperties: seal({}).json,
      disableGeoip: true,
    };
    const answer = await transportTo(url).evaluate(question);
    expect([...(answer?.flags ?? [])]).toEqual([]);
  });
});
