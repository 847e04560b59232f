/** Only this machine reads from the receiver and sends to it: not a web page of another site. */
import { describe, expect, it } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { send, sendBytes } from "./support.js";

const body = '{"api_key":"k","event":"e","distinct_id":"d"}';

describe("the Host header", () => {
  it.each([
    "localhost",
    "LOCALHOST:8010",
    "localhost.:1",
    "tool.localhost:8010",
    "127.0.0.1",
    "127.0.0.1:8010",
    "127.255.3.4:1",
    "[::1]",
    "[::1]:8010",
    "[0:0:0:0:0:0:0:1]:8010",
  ])("%s names this machine", async (host) => {
    await using receiver = await startReceiver();
    expect((await send(receiver, "/e/", { headers: { host }, body })).status).toBe(200);
    expect((await send(receiver, "/received", { method: "GET", headers: { host } })).status).toBe(200);
  });

  it.each([
    "evil.example",
    "evil.example:8010",
    "localhost.evil.example",
    "evillocalhost",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "localhost@evil.example",
    "evil.example#localhost",
    "localhost/evil.example",
    "128.0.0.1",
    "10.0.0.1",
    "0.0.0.0",
    "[::2]",
    "[::]",
    "localhost:99999",
    ":8010",
  ])("%j is refused with a sentence, and nothing is kept", async (host) => {
    await using receiver = await startReceiver();
    for (const path of ["/e/", "/flags/?v=2", "/v1/traces", "/any"]) {
      const answer = await send(receiver, path, { headers: { host }, body });
      expect([answer.status, answer.text]).toEqual([403, expect.stringContaining("Host header")]);
    }
    const read = await send(receiver, "/received", { method: "GET", headers: { host } });
    expect(read.status).toBe(403);
    expect(receiver.events).toEqual([]);
    expect(receiver.requests[0]).toMatchObject({ status: 403, reason: expect.stringContaining("Host") });
  });

  it("is also required of HTTP/1.0", async () => {
    await using receiver = await startReceiver();
    expect(await sendBytes(receiver, "GET /received HTTP/1.0\r\n\r\n")).toContain("403");
  });
});

describe("a web page", () => {
  const text = { "content-type": "text/plain" };

  it.each([
    ["of localhost", { origin: "http://localhost:5173" }],
    [
      "of localhost, which is another site than 127.0.0.1",
      {
        origin: "http://localhost:5173",
        "sec-fetch-site": "cross-site",
      },
    ],
    ["of 127.0.0.1", { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-site" }],
    ["of ::1, with TLS", { origin: "https://[::1]:3000" }],
    ["of a name below localhost", { origin: "http://app.localhost" }],
  ])("%s sends, and reads the response", async (_, headers) => {
    await using receiver = await startReceiver();
    const answer = await send(receiver, "/e/?ip=1&_=1700000000000", {
      headers: { ...text, ...headers },
      body,
    });
    expect([answer.status, answer.headers["access-control-allow-origin"]]).toEqual([200, headers.origin]);
    expect(receiver.events).toHaveLength(1);
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    [
      "another site that claims to be the same",
      { origin: "http://evil.example", "sec-fetch-site": "same-origin" },
    ],
    ["a name that begins like localhost", { origin: "http://localhost.evil.example" }],
    ["an origin with a user", { origin: "http://localhost@evil.example" }],
    ["an origin that is not one", { origin: "http://localhost:1/path" }],
    ["a file, or a frame without rights", { origin: "null" }],
    ["an extension", { origin: "chrome-extension://abcdef" }],
    ["another site that sends no origin", { "sec-fetch-site": "cross-site" }],
  ])("of %s is refused with a sentence", async (_, headers) => {
    await using receiver = await startReceiver();
    const answer = await send(receiver, "/e/", { headers: { ...text, ...headers }, body });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining("web page of another site")]);
    const inQuery = `/e/?data=${encodeURIComponent(body)}`;
    expect((await send(receiver, inQuery, { method: "GET", headers })).status).toBe(403);
    expect((await send(receiver, "/received", { method: "GET", headers })).status).toBe(403);
    expect(receiver.events).toEqual([]);
  });

  it("on this machine gets permission to send JSON, but cannot read what others sent", async () => {
    await using receiver = await startReceiver();
    const headers = {
      origin: "http://localhost:5173",
      "access-control-request-headers": "authorization, content-type",
    };
    const asked = await send(receiver, "/i/v1/analytics/events", { method: "OPTIONS", headers });
    expect(asked).toMatchObject({
      status: 200,
      headers: {
        "access-control-allow-origin": "http://localhost:5173",
        "access-control-allow-headers": "authorization, content-type",
      },
    });
    const read = await send(receiver, "/received", { method: "GET", headers });
    expect(read.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

it("the receiver shows what was received to a person who opens its address in a browser", async () => {
  await using receiver = await startReceiver();
  const headers = { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" };
  expect((await send(receiver, "/received", { method: "GET", headers })).status).toBe(200);
});
