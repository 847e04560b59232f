import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { PostHog } from "posthog-node";
import { describe, expect, it, vi } from "vitest";
import type { FlagTable } from "../../src/receiver/flag-table.js";
import { startReceiver } from "../../src/receiver/receiver.js";

const event = { event: "e", distinct_id: "d", properties: { a: 1 } };
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    headers,
    body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
  });

describe("the receiver accepts what PostHog accepts", () => {
  it.each([
    ["a batch", "/batch/", { api_key: "k", batch: [event, event] }, 2],
    ["a batch without a slash", "/batch", { api_key: "k", batch: [event] }, 1],
    ["an event", "/capture/", { api_key: "k", ...event }, 1],
    ["an event by its short path", "/e/", { token: "k", ...event }, 1],
    ["an event by its new path", "/i/v0/e/", { api_key: "k", ...event }, 1],
    ["a list of events", "/e/", [{ ...event, properties: { token: "k" } }], 1],
    [
      "a distinct id among the properties",
      "/e/",
      { api_key: "k", event: "e", properties: { distinct_id: "d" } },
      1,
    ],
  ])("%s", async (_, path, body, count) => {
    await using receiver = await startReceiver();
    const response = await post(receiver.url + path, body);
    expect([response.status, await response.json()]).toEqual([200, { status: "Ok" }]);
    expect(receiver.events).toHaveLength(count);
    expect(receiver.events[0]).toMatchObject({ event: "e", distinct_id: "d" });
  });

  it.each([
    ["named in the header", "/batch/", { "content-encoding": "gzip" }],
    ["named in the query", "/e/?compression=gzip-js", {}],
  ])(
    "accepts gzip, %s, and keeps the bytes as received",
    async (_, path, headers: Record<string, string>) => {
      await using receiver = await startReceiver();
      const body = gzipSync(JSON.stringify({ api_key: "k", batch: [event] }));
      expect((await post(receiver.url + path, body, headers)).status).toBe(200);
      expect(receiver.requests[0]?.body.equals(body)).toBe(true);
      expect(receiver.requests[0]?.text).toContain('"distinct_id":"d"');
    },
  );
});

describe("the receiver rejects what PostHog rejects", () => {
  it.each([
    ["no key", "/batch/", { batch: [event] }, 401],
    ["an empty key", "/batch/", { api_key: " ", batch: [event] }, 401],
    ["no distinct id", "/batch/", { api_key: "k", batch: [{ event: "e" }] }, 400],
    ["no event name", "/batch/", { api_key: "k", batch: [{ distinct_id: "d" }] }, 400],
    ["an empty batch", "/batch/", { api_key: "k", batch: [] }, 400],
    [
      "an event over 1 MB",
      "/batch/",
      { api_key: "k", batch: [{ ...event, properties: { a: "x".repeat(1024 * 1024) } }] },
      413,
    ],
    ["a request over 20 MB", "/batch/", "x".repeat(20 * 1024 * 1024 + 1), 413],
    ["no JSON", "/batch/", "hello", 400],
    ["nothing", "/batch/", "null", 400],
    ["another path", "/elsewhere/", { api_key: "k", ...event }, 404],
    ["flags without a token", "/flags/?v=2", {}, 401],
  ])("%s", async (_, path, body, status) => {
    await using receiver = await startReceiver();
    expect((await post(receiver.url + path, body)).status).toBe(status);
    expect(receiver.events).toHaveLength(0);
    expect(receiver.requests[0]?.status).toBe(status);
  });

  it("rejects a gzip bomb, and bytes that are not gzip", async () => {
    await using receiver = await startReceiver();
    const gzip = { "content-encoding": "gzip" };
    expect(
      (await post(`${receiver.url}/batch/`, gzipSync(Buffer.alloc(30 * 1024 * 1024)), gzip)).status,
    ).toBe(413);
    expect((await post(`${receiver.url}/batch/`, Buffer.from("plain"), gzip)).status).toBe(400);
  });
});

describe("the receiver", () => {
  it("returns its events as JSON lines, and calls back for each", async () => {
    const seen: string[] = [];
    await using receiver = await startReceiver({ onEvent: ({ event }) => seen.push(event) });
    await post(`${receiver.url}/batch/`, { api_key: "k", batch: [event, { ...event, event: "f" }] });
    const lines = (await (await fetch(`${receiver.url}/received`)).text()).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(["e", "f"]);
    expect(receiver.toJsonLines()).toBe(`${lines.join("\n")}\n`);
    expect(seen).toEqual(["e", "f"]);
  });

  it("returns flags by request", async () => {
    await using receiver = await startReceiver({
      flags: ({ distinct_id }) => ({ mine: distinct_id === "me" }),
    });
    const ask = async (distinct_id: string, version: string) =>
      (await (
        await post(`${receiver.url}/flags/?v=${version}`, { token: "k", distinct_id })
      ).json()) as Record<string, Record<string, unknown>>;
    expect((await ask("me", "2")).flags?.mine).toMatchObject({ key: "mine", enabled: true });
    expect((await ask("you", "1")).featureFlags).toEqual({ mine: false });
  });
});

describe("an unmodified posthog-node", () => {
  it("sends events to the receiver and reads flags from it", async () => {
    await using receiver = await startReceiver({
      flags: { ab: { value: "test", payload: { a: 1 } }, off: false },
    });
    const posthog = new PostHog("phc_test", { host: receiver.url });
    const flags = await posthog.evaluateFlags("someone");
    expect([flags.getFlag("ab"), flags.getFlagPayload("ab"), flags.isEnabled("off")]).toEqual([
      "test",
      { a: 1 },
      false,
    ]);
    posthog.capture({ distinctId: "someone", event: "hello", properties: { n: 1 } });
    await posthog.shutdown();
    expect(receiver.events.map(({ event }) => event)).toEqual([
      "$feature_flag_called",
      "$feature_flag_called",
      "hello",
    ]);
    expect(receiver.requests.every(({ status }) => status === 200)).toBe(true);
  });
});

it("the receiver survives a request line that is not a URL", async () => {
  await using receiver = await startReceiver();
  const { connect } = await import("node:net");
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(receiver.port, "127.0.0.1", () =>
      socket.end("GET // HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
    );
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    socket.on("close", () => resolve(text));
  });
  expect(answer).toContain("404");
});

describe("a function of the author that throws", () => {
  const fail = () => {
    throw new RangeError("a mistake in the test");
  };

  const failLater = async () => fail();
  const failUnprintably = () => {
    throw { [inspect.custom]: fail };
  };

  it.each([
    ["onEvent", 200, { onEvent: fail }, "/batch/", { api_key: "k", batch: [event] }],
    [
      "onEvent, with an error that cannot be printed,",
      200,
      { onEvent: failUnprintably },
      "/batch/",
      { api_key: "k", batch: [event] },
    ],
    ["an async onEvent", 200, { onEvent: failLater }, "/batch/", { api_key: "k", batch: [event] }],
    ["flags", 500, { flags: fail }, "/flags/?v=2", { token: "k", distinct_id: "d" }],
    [
      "onSpan",
      200,
      { onSpan: fail },
      "/v1/traces",
      {
        resourceSpans: [
          {
            scopeSpans: [
              {
                spans: [
                  {
                    name: "s",
                    traceId: "0af7651916cd43dd8448eb211c80319c",
                    spanId: "b7ad6b7169203331",
                    startTimeUnixNano: "1",
                    endTimeUnixNano: "2",
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  ])("%s: the request is answered %i, and the error is printed", async (_, expected, options, path, body) => {
    const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await using receiver = await startReceiver(options);
    const { status } = await post(receiver.url + path, body);
    const output = printed.mock.calls.join("");
    printed.mockRestore();
    expect([status, receiver.requests[0]?.status]).toEqual([expected, expected]);
    expect(output).toMatch(/RangeError: a mistake in the test|threw a value that cannot be printed/);
    expect([...receiver.events, ...receiver.spans]).toHaveLength(path.startsWith("/flags") ? 0 : 1);
  });

  it("is called for each event although it throws, and each event is kept once", async () => {
    const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const seen: string[] = [];
    await using receiver = await startReceiver({
      onEvent: ({ event }) => {
        seen.push(event);
        fail();
      },
    });
    const posthog = new PostHog("phc_test", { host: receiver.url });
    posthog.capture({ distinctId: "someone", event: "a" });
    posthog.capture({ distinctId: "someone", event: "b" });
    await posthog.shutdown();
    const errors = printed.mock.calls.join("").match(/onEvent, given to startReceiver, threw/g);
    printed.mockRestore();
    expect([seen, receiver.events.map(({ event }) => event)]).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
    expect(errors).toHaveLength(2);
  });
});

describe("flags that are not flags", () => {
  const circle: Record<string, unknown> = {};
  circle.circle = circle;

  it.each<[string, unknown, string]>([
    ["a function that returns nothing", () => undefined, "flags must be an object"],
    ["null", null, "flags must be an object"],
    ["a text", "ab", "flags must be an object"],
    ["a list", [true], "flags must be an object"],
    ["an async function", async () => ({ ab: true }), "not a promise"],
    ["an async function that rejects", async () => Promise.reject(new Error("no")), "not a promise"],
    ["a number", { ab: 1 }, 'the flag "ab" must be'],
    ["a flag without a value", { ab: undefined }, 'the flag "ab" must be'],
    ["a flag that is null", { ab: null }, 'the flag "ab" must be'],
    ["an empty variant", { ab: "" }, 'the flag "ab" must be'],
    ["a payload without a value", { ab: { payload: 1 } }, 'the flag "ab" must be'],
    ["a payload that is not JSON", { ab: { value: true, payload: circle } }, "circular"],
  ])(
    "%s: both versions of the request are answered 500, and the reason is printed",
    async (_, flags, reason) => {
      const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
      // JavaScript lets an author pass anything.
      await using receiver = await startReceiver({ flags: flags as FlagTable });
      const ask = (version: string) =>
        post(`${receiver.url}/flags/?v=${version}`, { token: "k", distinct_id: "d" });
      const statuses = [(await ask("1")).status, (await ask("2")).status];
      const output = printed.mock.calls.join("");
      printed.mockRestore();
      expect(statuses).toEqual([500, 500]);
      expect(output).toContain("flags, given to startReceiver, cannot be used");
      expect(output).toContain(reason);
    },
  );
});

it("GET /received is answered 500 if the author has changed an event to something that is not JSON", async () => {
  const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await using receiver = await startReceiver({
    onEvent: ({ properties }) => Object.assign(properties, { big: 1n }),
  });
  await post(`${receiver.url}/batch/`, { api_key: "k", batch: [event] });
  const response = await fetch(`${receiver.url}/received`);
  const output = printed.mock.calls.join("");
  printed.mockRestore();
  expect([response.status, await response.text()]).toEqual([500, expect.stringContaining("stderr")]);
  expect(output).toContain("BigInt");
});
