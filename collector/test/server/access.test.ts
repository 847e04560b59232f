/** Tests who may ask, and from where a request is taken to come. */
import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { hasToken, isAllowedHost, isCrossSite } from "../../src/server/access.js";
import { ClientAddressReader } from "../../src/server/client-address.js";
import { RateLimit } from "../../src/server/rate-limit.js";
import { SteadyClock } from "../../src/server/steady-clock.js";

describe("the Host header", () => {
  it.each([
    ["an address with a port", "127.0.0.1:8123", true],
    ["an address of IPv6", "[::1]:8123", true],
    ["any address, because a page cannot give one to itself", "192.0.2.7", true],
    ["localhost", "localhost:8123", true],
    ["a name below localhost", "collector.localhost", true],
    ["an allowed name in any case", "Telemetry.Example.org", true],
    ["an allowed name with a dot at its end", "telemetry.example.org.", true],
    ["another name", "evil.example.org", false],
    ["a name that only begins with an allowed one", "telemetry.example.org.evil.net", false],
    ["a name that only looks like localhost", "localhost.evil.net", false],
    ["an address within a name", "127.0.0.1.evil.net", false],
    ["nothing", undefined, false],
    ["what is no host", "a b/..", false],
  ])("with %s", (_, host, expected) => {
    expect(isAllowedHost(host, ["telemetry.example.org"])).toBe(expected);
  });
});

describe("a request from a web page", () => {
  const host = "127.0.0.1:8123";
  it.each([
    ["of no site, as tools send", {}, false],
    ["of the collector itself", { origin: "http://127.0.0.1:8123" }, false],
    ["of another site", { origin: "https://evil.example.org" }, true],
    ["of an unknown origin", { origin: "null" }, true],
    ["of another site, without an origin", { "sec-fetch-site": "cross-site" }, true],
    ["that the person opened", { "sec-fetch-site": "none" }, false],
  ])("%s", (_, headers, expected) => {
    expect(isCrossSite({ host, ...headers })).toBe(expected);
  });
});

describe("the admin token", () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  it.each([
    ["as a Bearer token", "Bearer t0ken", true],
    ["as a Bearer token in another case", "bearer t0ken", true],
    ["as the password, with any name", basic("admin:t0ken"), true],
    ["as the password, without a name", basic(":t0ken"), true],
    ["with more after it", "Bearer t0ken1", false],
    ["as the name", basic("t0ken:"), false],
    ["in another scheme", "Digest t0ken", false],
    ["without a scheme", "t0ken", false],
    ["not at all", undefined, false],
  ])("%s", (_, authorization, expected) => {
    expect(hasToken(authorization === undefined ? {} : { authorization }, "t0ken")).toBe(expected);
  });
});

describe("the address of a client", () => {
  const read = (trusted: readonly string[], remoteAddress: string, headers: object) =>
    new ClientAddressReader(trusted).read({ socket: { remoteAddress }, headers } as IncomingMessage); // the parts that are read

  it.each<[string, string[], string, object, string]>([
    ["is that of the connection", [], "192.0.2.1", {}, "192.0.2.1"],
    [
      "is that of the connection, whatever it claims",
      [],
      "192.0.2.1",
      { "x-forwarded-for": "198.51.100.7" },
      "192.0.2.1",
    ],
    [
      "is what a trusted proxy says",
      ["192.0.2.0/24"],
      "192.0.2.1",
      { "x-forwarded-for": "198.51.100.7" },
      "198.51.100.7",
    ],
    [
      "is the last one that no trusted proxy has",
      ["192.0.2.0/24"],
      "192.0.2.1",
      { "x-forwarded-for": "203.0.113.9, 198.51.100.7, 192.0.2.2" },
      "198.51.100.7",
    ],
    [
      "is read from Forwarded, too",
      ["192.0.2.1"],
      "192.0.2.1",
      { forwarded: 'for="[2001:db8::7]:4711";proto=https' },
      "2001:db8::7",
    ],
    [
      "is what both headers say",
      ["192.0.2.1"],
      "192.0.2.1",
      { forwarded: "for=198.51.100.7", "x-forwarded-for": "198.51.100.7" },
      "198.51.100.7",
    ],
    [
      "is unknown if a client has added the header that its proxy does not set",
      ["192.0.2.1"],
      "192.0.2.1",
      { forwarded: "for=203.0.113.9", "x-forwarded-for": "198.51.100.7" },
      "unknown",
    ],
    [
      "is unknown if a client has added a damaged header",
      ["127.0.0.1"],
      "127.0.0.1",
      { forwarded: "for=;;=", "x-forwarded-for": "198.51.100.7" },
      "unknown",
    ],
    [
      "is that of the connection if no proxy is trusted, although the headers disagree",
      [],
      "192.0.2.1",
      { forwarded: "for=203.0.113.9", "x-forwarded-for": "198.51.100.7" },
      "192.0.2.1",
    ],
    ["has no port", ["192.0.2.1"], "192.0.2.1", { "x-forwarded-for": "198.51.100.7:4711" }, "198.51.100.7"],
    ["is that of IPv4, also in IPv6", ["::1"], "::ffff:192.0.2.1", {}, "192.0.2.1"],
    ["is not what is no address", ["192.0.2.1"], "192.0.2.1", { "x-forwarded-for": "unknown" }, "192.0.2.1"],
    ["is not read from a damaged header", ["192.0.2.1"], "192.0.2.1", { forwarded: "for=;;=" }, "192.0.2.1"],
  ])("%s", (_, trusted, remoteAddress, headers, expected) => {
    expect(read(trusted, remoteAddress, headers)).toBe(expected);
  });
});

describe("the rate limit", () => {
  it("refuses an address with too many requests until the next minute, and no other one", () => {
    const limit = new RateLimit(3000);
    const results = Array.from({ length: 3001 }, () => limit.check("192.0.2.1", 60_000 * 5 + 20_000));
    expect([results.slice(0, 3000).every((wait) => wait === undefined), results.at(-1)]).toEqual([true, 40]);
    expect(limit.check("192.0.2.2", 60_000 * 5 + 20_000)).toBeUndefined();
    expect(limit.check("192.0.2.1", 60_000 * 6)).toBeUndefined();
  });

  it("does not limit this machine", () => {
    const limit = new RateLimit(3000);
    expect(
      Array.from({ length: 5000 }, () => limit.check("127.0.0.1", 0)).every((wait) => wait === undefined),
    ).toBe(true);
  });
});

describe("the clock", () => {
  const HOUR = 3600 * 1000;
  function createClock() {
    const time = { wall: 0, monotonic: 0 };
    const clock = new SteadyClock(
      () => time.wall,
      () => time.monotonic,
    );
    const pass = (ms: number, jump = 0) => {
      time.monotonic += ms;
      time.wall += ms + jump;
      return clock.isSteady();
    };
    return pass;
  }

  it("is trusted after an hour", () => {
    const pass = createClock();
    expect([pass(HOUR - 1), pass(1)]).toEqual([false, true]);
  });

  it.each([400 * 24 * HOUR, -400 * 24 * HOUR])("is not trusted for an hour after a jump of %d ms", (jump) => {
    const pass = createClock();
    expect([pass(2 * HOUR), pass(0, jump), pass(HOUR - 1), pass(1)]).toEqual([true, false, false, true]);
  });

  it("is trusted while it is corrected by seconds", () => {
    const pass = createClock();
    expect([pass(2 * HOUR, 30_000), pass(HOUR, -60_000)]).toEqual([true, true]);
  });
});
