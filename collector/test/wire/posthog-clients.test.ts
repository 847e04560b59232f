/** Receives what PostHog's own clients send: the line of the journal, the row of the index, and the answer that they expect. */
import { gzipSync } from "node:zlib";
import { PostHogCore } from "@posthog/core";
import { PostHog as PostHogLite } from "posthog-js-lite";
import { PostHog } from "posthog-node";
import { afterEach, describe, expect, it, vi } from "vitest";
import { observeRequests } from "../support/observed-requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";

const KEY = "phc_wire";
const ID = "0198c0de-0000-7000-8000-000000000001";
const UUID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Checks that the only event is in the journal and in the index. Returns its line. */
async function expectStored(collector: TestCollector, event: string, properties: object) {
  const lines = await collector.readJournal();
  const line = { uuid: UUID, event, distinct_id: ID, timestamp: TIME, properties };
  expect(lines).toEqual([{ ...line, properties: expect.objectContaining(properties) }]);
  const columns =
    "CAST(uuid AS VARCHAR), event, distinct_id, strftime(timestamp, '%Y-%m-%dT%H:%M:%S.%gZ'), properties";
  const rows = await collector.query(`SELECT ${columns} FROM events`);
  const [stored] = lines;
  expect(rows).toEqual([[stored?.uuid, event, ID, stored?.timestamp, JSON.stringify(stored?.properties)]]);
  return stored;
}

afterEach(() => vi.unstubAllEnvs());

describe("posthog-node", () => {
  it.each([
    ["v0", "POST /batch/ 200"],
    ["v1", "POST /i/v1/analytics/events 200"],
  ])("sends events in its capture mode %s", async (mode, request) => {
    vi.stubEnv("POSTHOG_CAPTURE_MODE", mode);
    await using collector = await startCollector();
    const requests = observeRequests();
    const client = new PostHog(KEY, { host: collector.url, flushAt: 20 });
    const errors: unknown[] = [];
    client.on("error", (error) => errors.push(error));
    client.capture({
      distinctId: ID,
      event: "search",
      properties: { mode: "hybrid", results: { returned: 7 } },
    });
    await client.shutdown();
    expect([requests, errors]).toEqual([[request], []]);
    await expectStored(collector, "search", {
      mode: "hybrid",
      results: { returned: 7 },
      $lib: "posthog-node",
    });
  });

  it("sends events of AI models to their own path", async () => {
    await using collector = await startCollector();
    const requests = observeRequests();
    const client = new PostHog(KEY, { host: collector.url });
    client.captureAi({
      distinctId: ID,
      event: "$ai_generation",
      properties: { $ai_model: "gpt-5", $ai_input_tokens: 12 },
    });
    await client.shutdown();
    expect(requests).toEqual(["POST /i/v0/ai/batch/ 200"]);
    await expectStored(collector, "$ai_generation", { $ai_model: "gpt-5", $ai_input_tokens: 12 });
  });

  it.each(["v0", "v1"])("has each of 250 events in three batches kept once in its mode %s", async (mode) => {
    vi.stubEnv("POSTHOG_CAPTURE_MODE", mode);
    await using collector = await startCollector();
    const client = new PostHog(KEY, { host: collector.url, flushAt: 100 });
    for (let number = 0; number < 250; number++)
      client.capture({ distinctId: ID, event: "search", properties: { number } });
    await client.shutdown();
    const rows = await collector.query(
      "SELECT count(*), count(DISTINCT CAST(properties->>'number' AS INT)) FROM events",
    );
    expect(rows).toEqual([["250", "250"]]);
  });

  it("does not send an event again of which the answer says that it was dropped", async () => {
    vi.stubEnv("POSTHOG_CAPTURE_MODE", "v1");
    await using collector = await startCollector();
    const requests = observeRequests();
    const client = new PostHog(KEY, { host: collector.url });
    client.capture({ distinctId: ID, event: "search", timestamp: new Date("2001-01-01") });
    await client.shutdown();
    expect(requests).toEqual(["POST /i/v1/analytics/events 200"]);
    expect(await collector.readJournal()).toEqual([]);
  });
});

describe("posthog-js-lite", () => {
  it("sends events", async () => {
    await using collector = await startCollector();
    const requests = observeRequests();
    const client = new PostHogLite(KEY, {
      host: collector.url,
      persistence: "memory",
      bootstrap: { distinctId: ID },
    });
    client.capture("search", { mode: "hybrid", results: { returned: 7 } });
    await client.shutdown();
    expect(requests.sort()).toEqual(["POST /batch/ 200", "POST /flags/?v=2 200"]);
    await expectStored(collector, "search", {
      mode: "hybrid",
      results: { returned: 7 },
      $lib: "js",
      $session_id: expect.any(String),
    });
  });
});

describe("@posthog/core", () => {
  /** The smallest client that can be made of it. */
  class CoreClient extends PostHogCore {
    readonly #properties = new Map<string, unknown>();

    override fetch(url: string, options: RequestInit) {
      return fetch(url, options);
    }
    override getLibraryId() {
      return "own-client";
    }
    override getLibraryVersion() {
      return "1.2.3";
    }
    override getCustomUserAgent() {}
    override getPersistedProperty<T>(key: string): T | undefined {
      return this.#properties.get(key) as T | undefined; // of the type with which it was set
    }
    override setPersistedProperty<T>(key: string, value: T | null) {
      this.#properties.set(key, value ?? undefined);
    }
  }

  it("sends events, also of another name", async () => {
    await using collector = await startCollector();
    const requests = observeRequests();
    const client = new CoreClient(KEY, { host: collector.url, preloadFeatureFlags: false });
    client.setPersistedProperty("distinct_id", ID);
    client.capture("search", { mode: "hybrid" });
    await client.shutdown();
    expect(requests).toEqual(["POST /batch/ 200"]);
    await expectStored(collector, "search", { mode: "hybrid", $lib: "own-client", $lib_version: "1.2.3" });
  });
});

describe("a client in the form of posthog-python", () => {
  /** The request as posthog-python 6 makes it (posthog/request.py and client.py). */
  async function sendBatch(url: string, events: readonly object[]) {
    const body = {
      api_key: KEY,
      batch: events,
      sentAt: new Date().toISOString(),
      historical_migration: false,
    };
    const response = await fetch(`${url}/batch/`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
        "User-Agent": "posthog-python/6.7.0",
      },
      body: gzipSync(JSON.stringify(body)),
    });
    return { status: response.status, body: await response.json() };
  }

  it("sends a batch in gzip", async () => {
    await using collector = await startCollector();
    const event = {
      type: "capture",
      event: "search",
      distinct_id: ID,
      uuid: "0198c0de-0000-7000-8000-00000000000a",
      timestamp: "2026-11-28T10:00:00.123456+00:00",
      context: {},
      properties: {
        mode: "hybrid",
        $lib: "posthog-python",
        $lib_version: "6.7.0",
        $geoip_disable: true,
        $python_runtime: "CPython",
        $python_version: "3.12.4",
        $os: "Linux",
      },
    };
    const timestamp = new Date(Date.now() - 3600_000).toISOString().replace(/\d{3}Z$/, "123456+00:00");
    expect(await sendBatch(collector.url, [{ ...event, timestamp }])).toEqual({
      status: 200,
      body: { status: "Ok" },
    });
    const line = await expectStored(collector, "search", event.properties);
    expect(line).toMatchObject({ uuid: event.uuid, timestamp: timestamp.replace("456+00:00", "Z") });
  });
});
