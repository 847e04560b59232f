import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { createTelemetryClient, getTelemetryClient } from "../../src/bootstrap/create-client.js";
import { defineEvent } from "../../src/events/telemetry-event.js";
import { LIBRARY } from "../../src/internal/package-info.js";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { deriveDigest } from "../../src/privacy/digests/keyed-digest.js";
import { redacted } from "../../src/privacy/sanitizer/declared-text.js";
import { TelemetryModel } from "../../src/privacy/telemetry-model.js";
import { createTestTelemetry } from "../../src/testing/index.js";
import { createClientWithReceiver } from "../support/client.js";
import { startTestServer } from "../support/test-server.js";

const SALT = "a salt of these tests";
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("a captured event", () => {
  it("carries what every event carries, and nothing of whose machine it is", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    const uuid = telemetry.capture("hello", { n: 1 });
    await telemetry.endSession();
    expect(receiver.events).toEqual([
      {
        event: "hello",
        uuid,
        distinct_id: expect.stringMatching(UUID_V7),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        properties: {
          n: 1,
          tool: "testtool",
          runtime: "node",
          runtime_version: Number.parseInt(process.versions.node, 10),
          platform: process.platform,
          arch: process.arch,
          is_ci: expect.any(Boolean),
          $lib: "codeweaver-telemetry",
          $lib_version: LIBRARY.version,
          $session_id: expect.stringMatching(UUID_V7),
          $process_person_profile: false,
          $geoip_disable: true,
          $ip: null,
        },
      },
    ]);
    expect(uuid).toMatch(UUID_V7);
  });

  it("states the version that package.json states", () => {
    expect(JSON.parse(readFileSync("package.json", "utf8"))).toMatchObject(LIBRARY);
  });

  it("accepts groups as a property like the option", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.capture("option", {}, { groups: { company: "Acme" } });
    telemetry.capture("property", { $groups: { company: "Acme" }, n: 1 });
    telemetry.capture("both", { $groups: { company: "Other" } }, { groups: { company: "Acme" } });
    await telemetry.endSession();
    const [option, property, both] = receiver.events.map(({ properties }) => properties.$groups);
    expect(option).toEqual({ company: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect([property, both]).toEqual([option, option]);
  });

  it("has the groups of its session, unless an option replaces them", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.setGroup("company", "Acme"); // while the settings are unknown
    telemetry.capture("early");
    await telemetry.ready();
    telemetry.setGroup("team", "red");
    telemetry.capture("late");
    telemetry.capture("other", {}, { groups: { team: "blue" } });
    telemetry.startSession();
    telemetry.capture("new_session");
    await telemetry.endSession();
    const [early, late, other, fresh] = receiver.events.map(({ properties }) => properties.$groups);
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(early).toEqual({ company: digest });
    expect(late).toEqual({ ...Object(early), team: digest });
    expect(other).toEqual({ ...Object(early), team: digest });
    expect(other).not.toEqual(late);
    expect(fresh).toBeUndefined();
    expect(JSON.stringify(receiver.events)).not.toMatch(/Acme|red|blue/);
  });

  it("is not disturbed by groups that cannot be used, and keeps its own beside those of the session", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    for (const [type, key] of [
      [Object.create(null), "x"],
      ["company", 5],
      [undefined, undefined],
    ])
      telemetry.setGroup(type as string, key as string); // callers in plain JavaScript
    telemetry.capture("without");
    for (let index = 0; index < 20; index++) telemetry.setGroup(`type_${index}`, "x");
    telemetry.capture("own", {}, { groups: { company: "own" } });
    telemetry.capture("text", {}, { groups: "acme" as never });
    await telemetry.endSession();
    const [without, own, text] = receiver.events.map(({ properties }) =>
      Object.keys(Object(properties.$groups)),
    );
    expect(without).toEqual([]);
    expect([own?.length, own?.[0]]).toEqual([16, "company"]);
    expect([text?.length, text?.[0]]).toEqual([16, "type_0"]);
    expect(telemetry.stats().omitted).toMatchObject({
      unsupported: expect.any(Number),
      keys: expect.any(Number),
    });
  });

  it("has the caller's time and UUID, and keyed hashes of their id and groups", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    const id = "0198C0DE-7A4B-7000-8000-0123456789AB";
    telemetry.capture(
      "a",
      {},
      {
        distinctId: "jane@example.com",
        timestamp: "2026-01-01T00:00:00+01:00",
        uuid: id,
        groups: { company: "Acme" },
      },
    );
    telemetry.capture("b", {}, { distinctId: id, timestamp: new Date(Number.NaN), uuid: "no uuid" });
    await telemetry.endSession();
    const [a, b] = receiver.events;
    expect(a).toMatchObject({
      distinct_id: expect.stringMatching(/^[0-9a-f]{64}$/),
      timestamp: "2025-12-31T23:00:00.000Z",
      uuid: id.toLowerCase(),
      properties: { $groups: { company: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });
    expect(b).toMatchObject({ distinct_id: id.toLowerCase(), uuid: expect.stringMatching(UUID_V7) });
    expect(Date.parse(b?.timestamp ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });

  it("cannot replace the fixed properties", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.capture("a", {
      $ip: "1.2.3.4",
      $lib: "x",
      $process_person_profile: true,
      $geoip_disable: false,
      $session_id: "s",
    });
    await telemetry.endSession();
    expect(receiver.events[0]?.properties).toMatchObject({
      $ip: null,
      $lib: LIBRARY.name,
      $process_person_profile: false,
      $geoip_disable: true,
    });
  });

  it("has a redacted name", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.capture("opened /home/jane/x");
    await telemetry.endSession();
    expect(receiver.events[0]?.event).toBe("opened [path]");
  });
});

describe("an event that is larger than an event may be", () => {
  it.each([
    ["bytes", { list: Array.from({ length: 9000 }, (_, index) => index) }, 6000],
    ["keys", Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`k${index}`, index])), 450],
  ])("is sent with as many of its own %s as fit beside the standard properties", async (_, own, least) => {
    const { telemetry, events } = createTestTelemetry();
    telemetry.capture("large", own);
    await telemetry.flush();
    const { list, ...others } = events[0]?.properties ?? {};
    const count = Array.isArray(list) ? list.length : Object.keys(others).length;
    expect(count).toBeGreaterThan(least);
    expect(others).toMatchObject({ platform: process.platform, telemetry_refused: expect.anything() });
  });
});

describe("the capture methods", () => {
  class Job extends TelemetryModel {
    cwd = "/home/jane";
    ms = 3;
  }
  declareAnonymity(Job, { cwd: "HASH" });

  it("hash a model with the salt, also before the settings are known", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ salt: SALT });
    telemetry.captureWithSerialization("early", new Job());
    await telemetry.ready();
    telemetry.captureWithSerialization("late", new Job());
    await telemetry.endSession();
    const cwd = deriveDigest(SALT, "fields", receiver.events[0]?.distinct_id)("/home/jane");
    expect(receiver.events.map(({ event, properties }) => [event, properties.cwd, properties.ms])).toEqual([
      ["early", cwd, 3],
      ["late", cwd, 3],
    ]);
  });

  it("hash a caller's id with a key of its own, also before the settings are known", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ salt: SALT });
    telemetry.capture("early", {}, { distinctId: "jane", groups: { team: "red" } });
    await telemetry.ready();
    telemetry.capture("late", {}, { distinctId: "jane", groups: { team: "red" } });
    await telemetry.endSession();
    const [early, late] = receiver.events;
    expect(early?.distinct_id).toBe(late?.distinct_id);
    // An id and a hashed field of equal text must not be joined.
    expect(early?.distinct_id).toBe(deriveDigest(SALT, "ids")("jane"));
    expect(early?.distinct_id).not.toBe(deriveDigest(SALT, "fields")("jane"));
    expect(early?.properties.$groups).toEqual(late?.properties.$groups);
  });

  it("accept event objects, and drop one that does not fit its schema", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    const Typed = defineEvent("typed", z.object({ n: z.number() }));
    telemetry.captureFromEvent({ toPosthogEvent: () => ["custom", { my_metric: 10 }] });
    telemetry.captureFromEvent(new Typed({ n: 1 }));
    expect(telemetry.captureFromEvent(new Typed({ n: "/home/jane" as never }))).toBeUndefined();
    expect(
      telemetry.captureFromEvent({
        toPosthogEvent: () => {
          throw new Error("no");
        },
      }),
    ).toBeUndefined();
    await telemetry.endSession();
    expect(receiver.events.map(({ event }) => event)).toEqual(["custom", "typed"]);
    expect(telemetry.stats().refused).toEqual({ invalid_event: 2 });
  });

  it("accept hostile arguments without an exception", async () => {
    const { telemetry } = await createClientWithReceiver();
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
        ownKeys: () => {
          throw new Error("no");
        },
      },
    );
    for (const argument of [hostile, null, undefined, 5, "x", [], () => {}, Symbol("s")] as never[]) {
      expect(() => telemetry.capture(argument, argument, argument)).not.toThrow();
      expect(() => telemetry.captureFromEvent(argument)).not.toThrow();
      expect(() => telemetry.captureWithSerialization("x", argument)).not.toThrow();
      expect(() => telemetry.startSession(argument)).not.toThrow();
      expect(telemetry.withContext(argument, () => 1)).toBe(1);
      await telemetry.getFeatureFlag(argument, argument);
      await telemetry.getAllFeatureFlags(argument);
    }
  });
});

describe("a session", () => {
  it("adds its sanitized tags to every event until it ends", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.startSession({ version: "0.5.0", backend: "qdrant", cwd: redacted("/home/jane") });
    telemetry.capture("a", { backend: "own" });
    await telemetry.endSession();
    telemetry.capture("b");
    await telemetry.endSession();
    const [a, b] = receiver.events.map(({ properties }) => properties);
    expect(a).toMatchObject({ version: "0.5.0", backend: "own", cwd: "[path]" });
    expect(b).not.toHaveProperty("version");
    expect(b?.$session_id).not.toBe(a?.$session_id);
  });

  it("is sampled as a whole", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ sampleRate: 0 });
    telemetry.capture("held while pending");
    await telemetry.ready();
    expect(telemetry.capture("a")).toBeUndefined();
    await telemetry.endSession();
    expect(receiver.events).toEqual([]);
    expect(telemetry.stats().refused).toEqual({ sampled_out: 2 });
  });

  it("is sampled with the given rate", async () => {
    const { telemetry } = await createClientWithReceiver({ sampleRate: 0.5, eventsPerMinute: 10_000 });
    await telemetry.ready();
    const measured = Array.from({ length: 400 }, (_, i) => {
      telemetry.startSession({ i });
      return telemetry.capture("e") !== undefined;
    }).filter(Boolean).length;
    // Ten standard deviations to either side.
    expect(measured).toBeGreaterThan(100);
    expect(measured).toBeLessThan(300);
  });

  it("ends with `await using`", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    {
      await using session = telemetry;
      session.startSession({ version: "1" });
      session.capture("inside");
    }
    expect(receiver.events).toHaveLength(1);
  });
});

describe("withContext", () => {
  it("adds tags to the events of a function and its awaits, inner tags over outer ones", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    const work = (name: string) =>
      telemetry.withContext({ outer: name, which: "outer" }, async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        telemetry.capture(name);
        telemetry.withContext({ which: "inner" }, () => telemetry.capture(`${name}-inner`));
      });
    await Promise.all([work("one"), work("two")]);
    telemetry.capture("outside");
    await telemetry.endSession();
    const tags = Object.fromEntries(
      receiver.events.map(({ event, properties }) => [event, [properties.outer, properties.which]]),
    );
    expect(tags).toEqual({
      one: ["one", "outer"],
      "one-inner": ["one", "inner"],
      two: ["two", "outer"],
      "two-inner": ["two", "inner"],
      outside: [undefined, undefined],
    });
  });
});

describe("stats", () => {
  it("counts every capture by its outcome, and the next event carries the drops", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ eventsPerMinute: 2 });
    await telemetry.ready();
    telemetry.capture("a", { f: () => 1 });
    telemetry.capture("b");
    telemetry.capture("c");
    expect(telemetry.stats()).toEqual({
      captured: 3,
      sent: 0,
      exports: { requests: 0, failed: 0, totalMs: 0, longestMs: 0 },
      spooled: 0,
      pending: 2,
      refused: { rate_limited: 1 },
      omitted: { unsupported: 1 },
    });
    await telemetry.endSession();
    expect(telemetry.stats()).toMatchObject({ sent: 2, pending: 0 });
    expect(receiver.events[0]?.properties.telemetry_refused).toEqual({ omitted_unsupported: 1 });
    expect(receiver.events[1]?.properties).not.toHaveProperty("telemetry_refused");
  });

  it.each([
    ["max_queue_size", { maxQueueSize: 200, batchSize: 100 }],
    ["batch_size, if that is more", { maxQueueSize: 100, batchSize: 150 }],
  ])("drops the oldest events of a queue that is larger than %s", async (_, options) => {
    const { telemetry } = await createClientWithReceiver(options);
    await telemetry.ready();
    for (let i = 0; i < 400; i++) telemetry.capture("e");
    // A batch is in flight, and does not count.
    expect(telemetry.stats()).toMatchObject({ pending: 300, refused: { overflow: 100 } });
  });

  it("shows that a bounded number of events is held while the settings are unknown", async () => {
    const { telemetry } = await createClientWithReceiver();
    for (let i = 0; i < 1100; i++) telemetry.capture("e");
    expect(telemetry.stats()).toMatchObject({ pending: 1000, refused: { overflow: 100 } });
  });
});

describe("the setting dry_run", () => {
  it("prints events instead of sending them, needs no key and requests no flags", async () => {
    const printed: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = ((text: string) => printed.push(text) > 0) as typeof write;
    try {
      const telemetry = createTelemetryClient({ tool: "testtool", dryRun: true, spool: false });
      telemetry.capture("hello", { path: redacted("/home/jane") });
      expect(await telemetry.getFeatureFlag("x", { fallback: "f" })).toBe("f");
      await telemetry.endSession();
      expect(telemetry.stats()).toMatchObject({ sent: 0, refused: { printed: 1 } });
    } finally {
      process.stderr.write = write;
    }
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0]?.replace("[telemetry] ", "") ?? "")).toMatchObject({
      event: "hello",
      properties: { path: "[path]" },
    });
  });
});

describe("shutdown and flush", () => {
  it("closes the connections at shutdown, which endSession keeps for the next events", async () => {
    const sockets = new Set<Socket>();
    const posthogHost = await startTestServer(({ socket }, response) => {
      sockets.add(socket);
      response.end("{}");
    });
    const telemetry = createTelemetryClient({
      tool: "testtool",
      posthogApiKey: "phc_x",
      posthogHost,
      spool: false,
      exitBudgetMs: 5000,
    });
    for (const name of ["a", "b"]) {
      telemetry.capture(name);
      await telemetry.endSession();
    }
    const states = () => [...sockets].map(({ destroyed }) => destroyed);
    expect(states()).toEqual([false]);
    await telemetry.shutdown();
    await vi.waitFor(() => expect(states()).toEqual([true]));
  });

  it("delivers at shutdown and captures nothing afterwards, however often it is called", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.capture("a");
    await Promise.all([telemetry.shutdown(), telemetry.shutdown()]);
    expect(telemetry.capture("b")).toBeUndefined();
    expect(telemetry.state).toMatchObject({ status: "off", reason: "shut_down" });
    expect(telemetry.stats().refused).toEqual({ shut_down: 1 });
    await telemetry.endSession();
    expect(receiver.events).toHaveLength(1);
  });

  it("sends the queued events at a flush", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.capture("a");
    await telemetry.flush();
    expect(receiver.events).toHaveLength(1);
  });
});

describe("getTelemetryClient", () => {
  it("returns the same client each time, which is off without a key", async () => {
    const telemetry = getTelemetryClient();
    expect(getTelemetryClient()).toBe(telemetry);
    telemetry.capture("held");
    expect(telemetry.enabled).toBe(false); // asking reads the settings, so nobody is told what is not so
    expect(telemetry.state).toEqual({
      status: "off",
      reason: "no_key",
      source: "posthog_api_key is not set",
    });
    expect([telemetry.enabled, telemetry.stats().pending, telemetry.stats().refused]).toEqual([
      false,
      0,
      { off: 1 },
    ]);
  });
});

describe("a tool's name", () => {
  it.each(["../../etc", "", "a b", 5 as never])(
    "%o turns telemetry off instead of becoming a path",
    (tool) => {
      expect(createTelemetryClient({ tool, posthogApiKey: "phc_x" }).state).toMatchObject({
        status: "off",
        reason: "invalid_setting",
      });
    },
  );
});

describe("a client whose settings are unknown", () => {
  class Repo {
    path = "/home/jane";
  }
  declareAnonymity(Repo, { path: "HASH" });

  it("keeps events with an id that is not a text", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.capture("a", {}, { distinctId: null as never });
    telemetry.capture("b", {}, { distinctId: 42 as never });
    telemetry.capture("c");
    await telemetry.endSession();
    expect(receiver.events.map(({ event }) => event)).toEqual(["a", "b", "c"]);
  });

  it("hashes tags with the same key before and after the settings are known", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ salt: SALT });
    telemetry.startSession({ repo: new Repo() });
    await telemetry.withContext({ inner: new Repo() }, async () => {
      telemetry.capture("early");
      await telemetry.ready();
      telemetry.capture("late");
    });
    await telemetry.endSession();
    const path = deriveDigest(SALT, "fields", receiver.events[0]?.distinct_id)("/home/jane");
    for (const { properties } of receiver.events)
      expect(properties).toMatchObject({ repo: { path }, inner: { path } });
    expect(receiver.events).toHaveLength(2);
  });

  it("does not send what needs an opt-in, even if the person has opted in", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ toolsOverPrivacy: true });
    class Search {
      query = "q";
    }
    declareAnonymity(Search, { query: { conversion: "PUBLIC", optIn: true } });
    telemetry.captureWithSerialization("early", new Search());
    await telemetry.ready();
    telemetry.captureWithSerialization("late", new Search());
    await telemetry.endSession();
    expect(receiver.events.map(({ properties }) => properties.query)).toEqual([undefined, "q"]);
  });
});

describe("endSession", () => {
  it("does not end a session that was started meanwhile", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.startSession({ version: "1" });
    telemetry.capture("a");
    const ended = telemetry.endSession();
    telemetry.startSession({ version: "2" });
    await ended;
    telemetry.capture("b");
    await telemetry.endSession();
    expect(receiver.events.map(({ properties }) => properties.version)).toEqual(["1", "2"]);
  });
});

describe("an event without a name", () => {
  it.each(["", "  ", 5, undefined, null] as never[])("%o does not spoil its batch", async (name) => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.capture("good");
    expect(telemetry.capture(name)).toBeUndefined();
    telemetry.capture("good too");
    await telemetry.endSession();
    expect(receiver.events).toHaveLength(2);
    expect(telemetry.stats().refused).toEqual({ invalid_event: 1 });
  });
});

describe("a drop report", () => {
  it("is sent again if the batch that carried it was rejected", async () => {
    let refuse = true;
    const { gunzipSync } = await import("node:zlib");
    const batches: { properties: Record<string, unknown> }[][] = [];
    const posthogHost = await startTestServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const isCompressed = request.headers["content-encoding"] === "gzip";
      batches.push(JSON.parse((isCompressed ? gunzipSync(body) : body).toString()).batch);
      response.writeHead(refuse ? 400 : 200).end("{}");
    });
    const telemetry = createTelemetryClient({
      tool: "testtool",
      posthogApiKey: "phc_x",
      posthogHost,
      spool: false,
    });
    telemetry.capture("a", { f: () => 1 });
    await telemetry.flush();
    refuse = false;
    telemetry.capture("b");
    await telemetry.flush();
    await telemetry.shutdown();
    expect(batches.map((batch) => batch[0]?.properties.telemetry_refused)).toEqual([
      { omitted_unsupported: 1 },
      { omitted_unsupported: 1, http_400: 1 },
    ]);
  });
});

describe("what untyped callers do", () => {
  const hostile = Object.defineProperty({}, "tool", {
    enumerable: true,
    get() {
      throw new Error("no");
    },
  });
  it.each<[string, () => unknown]>([
    ["null", () => null],
    ["a number", () => 5],
    ["a getter that throws", () => hostile],
  ])("%s for options does not throw", async (_, options) => {
    const telemetry = createTelemetryClient(options() as never);
    expect(telemetry.state).toMatchObject({ status: "off", reason: "no_key" });
    await telemetry.shutdown();
  });
});

describe("the salt in CI", () => {
  it("is not saved, because a container in CI is new every time", async () => {
    const { execFileSync } = await import("node:child_process");
    const { readdirSync } = await import("node:fs");
    const { mkdtempSync } = await import("node:fs");
    const home = mkdtempSync(`${process.env.HOME}/ci-`);
    const program = `import { createTelemetryClient } from ${JSON.stringify(new URL("../../dist/index.js", import.meta.url).href)};
      const telemetry = createTelemetryClient({ posthogApiKey: "phc_x", posthogHost: "http://127.0.0.1:1" });
      await telemetry.ready(); console.log(telemetry.state.status);`;
    const run = (env: Record<string, string>) =>
      execFileSync(process.execPath, ["--input-type=module", "-e", program], {
        env: { HOME: home, ...env },
        cwd: home,
        encoding: "utf8",
      });
    expect(run({ CI: "true" })).toBe("on\n");
    expect(readdirSync(home)).toEqual([]);
    expect(run({})).toBe("on\n");
    expect(readdirSync(home)).toEqual([".local"]);
  });
});
