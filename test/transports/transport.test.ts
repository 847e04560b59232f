import { getEventListeners } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { PostHog } from "posthog-node";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createNodeFetch } from "../../src/net/http-client.js";
import { redacted } from "../../src/privacy/sanitizer/declared-text.js";
import { sealGroups, sealName } from "../../src/privacy/sanitizer/seal.js";
import { startReceiver } from "../../src/receiver/receiver.js";
import { createPosthogTransport } from "../../src/transports/posthog.js";
import { parseRetryAfterMs, toPostHogEvent, toSendOutcome } from "../../src/transports/transport.js";
import { createEnvelope } from "../support/envelope.js";
import { seal } from "../support/seal.js";

const NOW = Date.parse("2026-11-21T10:00:00Z");

describe("what an answer means", () => {
  it.each([
    [200, { kind: "delivered" }],
    [204, { kind: "delivered" }],
    [413, { kind: "too_large" }],
    [302, { kind: "retry", reason: "http_302" }],
    [400, { kind: "rejected", reason: "http_400" }],
    [401, { kind: "rejected", reason: "http_401" }],
    [403, { kind: "rejected", reason: "http_403" }],
    [408, { kind: "retry", reason: "http_408" }],
    [429, { kind: "retry", reason: "http_429" }],
    [500, { kind: "retry", reason: "http_500" }],
    [503, { kind: "retry", reason: "http_503" }],
  ])("%d → %o", (status, outcome) => expect(toSendOutcome(status, undefined, NOW)).toEqual(outcome));

  it.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["Sat, 21 Nov 2026 10:00:30 GMT", 30_000],
    ["Sat, 21 Nov 2026 09:00:00 GMT", 0],
    ["soon", undefined],
    ["-1", undefined],
    [undefined, undefined],
  ])("Retry-After: %s is %s ms", (header, expected) => expect(parseRetryAfterMs(header, NOW)).toBe(expected));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const transportTo = (host: string, requestTimeoutMs = 2000) =>
  createPosthogTransport({
    apiKey: "phc_test",
    host,
    requestTimeoutMs,
    mayAsk: () => true,
    openFetch: () => Promise.resolve(createNodeFetch(requestTimeoutMs)),
    library: { name: "lib", version: "9" },
    now: () => NOW,
  });
const send = (host: string, timeoutMs?: number) =>
  transportTo(host, timeoutMs).send([createEnvelope("e")], new AbortController().signal);

describe("the PostHog transport", () => {
  it.each<[string, number, string | undefined]>([
    ["as it is where it is short", 1, undefined],
    ["compressed where it is not", 10, "gzip"],
  ])("sends exactly the envelope to /batch/, %s", async (_, texts, encoding) => {
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

  it("sends what posthog-node would send of the same events", async () => {
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
  ])("reports %s", async (_, status, headers, outcome) => {
    let requests = 0;
    const url = await serve((request, response) => {
      requests++;
      request.resume();
      response.writeHead(status, headers).end("no");
    });
    expect(await send(url)).toEqual(outcome);
    expect(requests).toBe(1);
  });

  it("reports a refused connection, a reset and a time-out as faults of the network", async () => {
    const NETWORK = { kind: "retry", reason: "network" };
    expect(await send("http://127.0.0.1:1")).toEqual(NETWORK);
    expect(await send(await serve((request) => request.socket.destroy()))).toEqual(NETWORK);
    expect(await send(await serve(() => {}), 100)).toEqual(NETWORK);
  });

  it("stops when it is told to", async () => {
    const url = await serve(() => {});
    const controller = new AbortController();
    const outcome = transportTo(url).send([createEnvelope("e")], controller.signal);
    setTimeout(() => controller.abort(), 50);
    expect(await outcome).toEqual({ kind: "retry", reason: "network" });
  });

  it("asks for flags with sealed properties, and reads what it is told", async () => {
    await using receiver = await startReceiver({
      flags: { on: true, off: false, ab: "test", paid: { value: true, payload: { limit: 3 } } },
    });
    const answer = await transportTo(receiver.url).evaluate({
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
  ])("takes %s for flags without a word", async (_, body) => {
    const url = await serve((_request, response) => void response.end(body));
    const question = {
      distinctId: sealName("x"),
      personProperties: seal({}).json,
      groups: seal({}).json,
      groupProperties: seal({}).json,
      disableGeoip: true,
    };
    const answer = await transportTo(url).evaluate(question);
    expect([...(answer?.flags.values() ?? [])].every(({ value }) => value === false)).toBe(true);
  });
});

describe("nodeFetch", () => {
  it.each([
    ["answered", async () => serve((_, response) => response.end("{}"))],
    ["refused", async () => "http://127.0.0.1:1"],
    ["cut off", async () => serve((request) => request.socket.destroy())],
  ])("leaves nothing on a signal that outlives a request which was %s", async (_, server) => {
    const { signal } = new AbortController();
    const url = await server();
    const request = { method: "GET", headers: {}, signals: [signal] };
    await createNodeFetch(5000)(url, request).then(
      (answer) => answer.text(),
      () => {},
    );
    await vi.waitFor(() => expect(getEventListeners(signal, "abort")).toEqual([]));
  });

  it("does not wait for a server that changes protocols", async () => {
    const server = createTcpServer((socket) =>
      socket.once("data", () =>
        socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
      ),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(createNodeFetch(60_000)(url, { method: "POST", headers: {} })).rejects.toThrow("no answer");
  });

  it("takes a signal that has aborted at its word", async () => {
    const url = await serve((_, response) => response.end("{}"));
    const request = { method: "GET", headers: {}, signals: [AbortSignal.abort()] };
    await expect(createNodeFetch(5000)(url, request)).rejects.toThrow();
  });

  it("gives up on an answer without end", async () => {
    const url = await serve((_, response) => {
      const pour = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", pour);
      pour();
    });
    const answer = await createNodeFetch(5000)(url, { method: "GET", headers: {} });
    await expect(answer.text()).rejects.toThrow("no end");
  });
});
