/** What the receiver keeps in memory, and for how long. */
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { ReceivedData } from "../../src/receiver/received-data.js";
import { startReceiver } from "../../src/receiver/receiver.js";
import { fetchReceived, send, sendBytes } from "./support.js";

const MIB = 1024 * 1024;
const gzip = { "content-encoding": "gzip" };

describe("a rejected request", () => {
  it("is kept as its first bytes, its status and the reason", async () => {
    await using receiver = await startReceiver();
    const body = `{"api_key":"phx_secret","event":"e","distinct_id":"d","properties":{"a":"${"x".repeat(5 * MIB)}"}}`;
    expect((await send(receiver, "/e/", { body })).status).toBe(401);
    const [request] = receiver.requests;
    expect(request).toMatchObject({ method: "POST", path: "/e/", status: 401 });
    expect(request?.reason).toBe("API key is not valid: personal_api_key");
    expect([request?.body.length, request?.text]).toEqual([1024, body.slice(0, 1024)]);
    expect(request?.body.buffer.byteLength).toBeLessThan(MIB); // does not hold the whole body
  });

  it("that is a gzip bomb needs no memory when it is answered", async () => {
    await using receiver = await startReceiver();
    const bomb = gzipSync(Buffer.alloc(19 * MIB, " "));
    await send(receiver, "/batch/", { headers: gzip, body: bomb });
    global.gc?.();
    const before = process.memoryUsage();
    const answers = await Promise.all(
      Array.from({ length: 24 }, () => send(receiver, "/batch/", { headers: gzip, body: bomb })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
    const kept = receiver.requests.reduce((sum, { body, text }) => sum + body.length + text.length, 0);
    expect(kept).toBeLessThanOrEqual(25 * 2048);
    const after = process.memoryUsage();
    const total = (usage: NodeJS.MemoryUsage) => usage.rss;
    expect(total(after) - total(before)).toBeLessThan(12 * 19 * MIB); // half of what the bodies hold
  });

  it.each([
    ["received", "/batch/", {}, Buffer.alloc(20 * MIB + 1, " ")],
    ["decompressed", "/batch/", gzip, gzipSync(Buffer.alloc(20 * MIB + 1, " "))],
    ["received as PostHog's traces", "/i/v0/ai/otel", {}, Buffer.alloc(4 * MIB + 1, " ")],
    ["received by the newer endpoint", "/i/v1/analytics/events", {}, Buffer.alloc(10 * MIB + 1, " ")],
    ["received by a plain endpoint", "/any", {}, Buffer.alloc(20 * MIB + 1, " ")],
  ])("is answered 413 if too much is %s, and the connection still works", async (_, path, headers, body) => {
    await using receiver = await startReceiver();
    const post = () => fetch(receiver.url + path, { method: "POST", headers, body: new Uint8Array(body) });
    expect((await post()).status).toBe(413);
    expect((await post()).status).toBe(413);
    expect(receiver.requests[0]?.body.length).toBeLessThanOrEqual(1024);
  });
});

describe("uploads", () => {
  const head = "POST /e/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000000\r\n\r\n";

  it("that are aborted leave room for others", async () => {
    await using receiver = await startReceiver();
    const bytes = Buffer.concat([Buffer.from(head), Buffer.alloc(15 * MIB)]);
    for (let index = 0; index < 12; index++) {
      await sendBytes(receiver, bytes, false);
      await expect.poll(() => receiver.requests.length).toBe(index + 1);
    }
    expect(new Set(receiver.requests.map(({ status }) => status))).toEqual(new Set([400]));
  });

  it("that need too much memory together are answered 503, and those that are small are accepted later", async () => {
    await using receiver = await startReceiver();
    const sockets = Array.from({ length: 12 }, () => {
      const socket = connect(receiver.port, "127.0.0.1").on("error", () => {});
      socket.write(Buffer.concat([Buffer.from(head), Buffer.alloc(15 * MIB)]));
      return socket;
    });
    await expect
      .poll(() => receiver.requests.map(({ status }) => status), { timeout: 10_000 })
      .toContain(503);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => receiver.requests.length, { timeout: 10_000 }).toBe(12);
    const body = '{"api_key":"k","event":"e","distinct_id":"d"}';
    expect((await send(receiver, "/e/", { body })).status).toBe(200);
  });
});

it("small bodies are accepted while large ones that are slow hold their part of the memory", async () => {
  await using receiver = await startReceiver();
  // Together they are more than the receiver reads at the same time. Each connection lacks its last byte.
  const sizes = [...Array(12).fill(20 * MIB), ...Array(16).fill(MIB)];
  const sockets = sizes.map(() => connect(receiver.port, "127.0.0.1").on("error", () => {}));
  for (const [index, size] of sizes.entries()) {
    const head = `POST /e/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${size}\r\n\r\n`;
    const bytes = Buffer.concat([Buffer.from(head), Buffer.alloc(size - 1, " ")]);
    await new Promise((resolve) => sockets[index]?.write(bytes, resolve));
  }
  await expect.poll(() => receiver.requests.map(({ status }) => status), { timeout: 10_000 }).toContain(503);
  const event = '{"api_key":"k","event":"e","distinct_id":"d"}';
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => send(receiver, "/e/", { body: event.padEnd(250 * 1024) })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  for (const socket of sockets) socket.destroy();
});

it("a batch of 300,000 events is received", async () => {
  await using receiver = await startReceiver();
  const event = '{"event":"e","distinct_id":1}';
  const body = `{"api_key":"k","batch":[${`${event},`.repeat(299_999)}${event}]}`;
  expect((await send(receiver, "/batch/", { body })).status).toBe(200);
  expect(receiver.events).toHaveLength(300_000);
  expect(await fetchReceived(receiver)).toHaveLength(300_000);
});

it("the oldest requests are forgotten before the memory is full, with their events, and it says so once", () => {
  const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const data = new ReceivedData();
  const text = randomBytes(2 * MIB).toString("hex");
  for (let index = 0; index < 100; index++) {
    const event = {
      event: `e${index}`,
      distinct_id: "d",
      uuid: undefined,
      timestamp: undefined,
      properties: {},
    };
    const request = { method: "POST", url: "/e/", headers: {}, bytes: Buffer.from(text) };
    data.add(request, { kind: "events", events: [event, event], key: "phc_x", text, count: 5 }, 200);
  }
  const output = printed.mock.calls.join("");
  printed.mockRestore();
  expect(output.match(/forgets the oldest/g)).toHaveLength(1);
  expect(data.requests.length).toBeGreaterThan(10);
  expect(data.requests.length).toBeLessThan(30);
  expect(data.events).toHaveLength(2 * data.requests.length);
  expect(data.events.at(-1)?.event).toBe("e99");
  expect(data.toJsonLines().split("\n")).toHaveLength(2 * data.requests.length + 1);
});
