/** The rules of PostHog's capture and flag services (PostHog/posthog, rust/capture and rust/feature-flags). */
import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { PostHog } from "posthog-node";
import { describe, expect, it } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { send } from "./support.js";

const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const event = { event: "e", distinct_id: "d" };
const keyed = { ...event, api_key: "k" };
const batch = (...events: object[]) => ({ api_key: "k", batch: events });
const uuid = "019012ab-7c3e-7000-8000-0123456789ab";
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64");

describe("events that PostHog accepts", () => {
  it.each<[string, string, unknown, object]>([
    ["at /track/", "/track/", keyed, {}],
    ["at /i/v0/ai/batch/", "/i/v0/ai/batch/", batch(event), {}],
    ["at /i/v0/ai/batch", "/i/v0/ai/batch", batch(event), {}],
    ["at /engage/, without a name", "/engage/", { $token: "k", $distinct_id: "d" }, { event: "$identify" }],
    ["with the key as $token", "/e/", { ...event, $token: "k" }, {}],
    ["with the key as token", "/e/", { ...event, token: "k" }, {}],
    ["with the key among the properties", "/e/", { ...event, properties: { token: "k" } }, {}],
    ["with blanks around the key", "/e/", { ...event, token: " phc_k\n" }, {}],
    ["with a key of 64 characters", "/e/", { ...event, token: "k".repeat(64) }, {}],
    ["with another key than their batch", "/batch/", batch({ ...event, token: "other" }), {}],
    ["in a list, one of them without a key", "/e/", [keyed, event], {}],
    ["with $distinct_id", "/e/", { api_key: "k", event: "e", $distinct_id: "d" }, {}],
    ["with a number as id", "/e/", { ...keyed, distinct_id: 12.5 }, { distinct_id: "12.5" }],
    ["with a list as id", "/e/", { ...keyed, distinct_id: ["a", 1] }, { distinct_id: '["a",1]' }],
    [
      "with a long id, which is cut",
      "/e/",
      { ...keyed, distinct_id: "x".repeat(999) },
      { distinct_id: "x".repeat(200) },
    ],
    [
      "with a long id of emoji",
      "/e/",
      { ...keyed, distinct_id: "😀".repeat(250) },
      { distinct_id: "😀".repeat(200) },
    ],
    ["with a NUL in the id", "/e/", { ...keyed, distinct_id: "a\0b" }, { distinct_id: "a\ufffdb" }],
    [
      "with a null id, and one among the properties",
      "/e/",
      { ...keyed, distinct_id: null, properties: { distinct_id: "p" } },
      { distinct_id: "p" },
    ],
    ["with an empty uuid", "/e/", { ...keyed, uuid: "" }, { uuid: undefined }],
    ["with a null uuid", "/e/", { ...keyed, uuid: null }, { uuid: undefined }],
    ["with a uuid in upper case", "/e/", { ...keyed, uuid: uuid.toUpperCase() }, { uuid }],
    ["with a uuid without hyphens", "/e/", { ...keyed, uuid: uuid.replaceAll("-", "") }, { uuid }],
    ["with a uuid in braces", "/e/", { ...keyed, uuid: `{${uuid}}` }, { uuid }],
    ["with a uuid as a URN", "/e/", { ...keyed, uuid: `urn:uuid:${uuid}` }, { uuid }],
    [
      "with null for all that is optional",
      "/e/",
      { ...keyed, timestamp: null, offset: null, $set: null, $set_once: null },
      { timestamp: undefined },
    ],
    [
      "with a name of 5,000 characters",
      "/e/",
      { ...keyed, event: "n".repeat(5000) },
      { event: "n".repeat(5000) },
    ],
    [
      "with a time in words, which PostHog replaces",
      "/e/",
      { ...keyed, timestamp: "today" },
      { timestamp: "today" },
    ],
    [
      "with sent_at",
      "/batch/",
      { ...batch(event), sent_at: "2026-01-02T03:04:05Z", historical_migration: false },
      {},
    ],
    [
      "about a model, up to 8 MiB",
      "/i/v0/ai/batch/",
      batch({ ...event, properties: { a: "x".repeat(4_000_000) } }),
      {},
    ],
  ])("%s", async (_, path, body, expected) => {
    await using receiver = await startReceiver();
    const { status, text } = await send(receiver, path, { headers: json, body: JSON.stringify(body) });
    expect([status, text]).toEqual([200, '{"status":"Ok"}']);
    expect(receiver.events[0]).toMatchObject({ event: "e", distinct_id: "d", ...expected });
  });

  const text = JSON.stringify(keyed);
  it.each<[string, string, Record<string, string>, string | Uint8Array]>([
    ["gzip without a header", "/e/", {}, gzipSync(text)],
    ["gzip without a header, in a batch", "/batch/", json, gzipSync(JSON.stringify(batch(event)))],
    ["gzip named in the query", "/e/?compression=GZIP-JS", {}, gzipSync(text)],
    ["base64", "/e/", {}, base64(keyed)],
    ["base64 at a newer path", "/i/v0/e/", {}, base64(keyed)],
    ["base64 of gzip", "/e/", {}, gzipSync(text).toString("base64")],
    ["gzip of base64 at an older path", "/e/", {}, gzipSync(base64(keyed))],
    ["a form", "/e/", form, `data=${encodeURIComponent(text)}`],
    ["a form in base64", "/e/", form, `data=${encodeURIComponent(base64(keyed))}&compression=base64`],
    [
      "a form whose plus signs are not escaped",
      "/e/",
      form,
      `data=${base64({ ...keyed, properties: { a: "~~~>>>???" } })}`,
    ],
    ["JSON that is named as a text", "/e/", { "content-type": "text/plain" }, text],
    ["an unknown encoding of JSON", "/e/", { "content-encoding": "identity" }, text],
  ])("encoded as %s", async (_, path, headers, body) => {
    await using receiver = await startReceiver();
    expect((await send(receiver, path, { headers, body })).status).toBe(200);
    expect(receiver.events).toMatchObject([{ event: "e", distinct_id: "d" }]);
  });

  it("in the query of GET", async () => {
    await using receiver = await startReceiver();
    const path = `/e/?data=${encodeURIComponent(base64(keyed))}`;
    expect((await send(receiver, path, { method: "GET" })).status).toBe(200);
    expect(receiver.events).toHaveLength(1);
  });

  it("except $performance_event, which is ignored", async () => {
    await using receiver = await startReceiver();
    const body = JSON.stringify(batch({ ...event, event: "$performance_event" }, event));
    expect((await send(receiver, "/batch/", { body })).status).toBe(200);
    expect(receiver.events.map(({ event }) => event)).toEqual(["e"]);
  });
});

describe("events that PostHog rejects", () => {
  it.each<[string, string, unknown, number, string]>([
    ["a personal key", "/batch/", { ...batch(event), api_key: "phx_secret" }, 401, "personal_api_key"],
    [
      "a personal key with a blank before it",
      "/e/",
      { ...event, token: " phx_secret" },
      401,
      "personal_api_key",
    ],
    ["a key that is too long", "/e/", { ...event, token: "k".repeat(65) }, 401, "too_long"],
    ["a key that is not ASCII", "/e/", { ...event, token: "schlüssel" }, 401, "not_ascii"],
    ["a key with NUL", "/e/", { ...event, token: "k\0k" }, 401, "null_byte"],
    ["an empty key", "/e/", { ...event, token: "" }, 401, "empty"],
    ["no key", "/e/", event, 401, "api_key"],
    ["no key in a list", "/e/", [event, event], 401, "api_key"],
    ["a key only in the events of a batch", "/batch/", { batch: [keyed] }, 401, "batch has none"],
    ["two keys in a list", "/e/", [keyed, { ...event, token: "other" }], 401, "inconsistent"],
    ["a key that is a number", "/e/", { ...keyed, api_key: 1, properties: { token: "k" } }, 400, "api_key"],
    ["a key under two names", "/e/", { ...keyed, token: "k" }, 400, "same field"],
    ["an id under two names", "/e/", { ...keyed, $distinct_id: "d" }, 400, "same field"],
    ["a uuid that is none", "/e/", { ...keyed, uuid: "not-a-uuid" }, 400, "uuid"],
    ["a uuid that is cut", "/batch/", batch(event, { ...event, uuid: uuid.slice(1) }), 400, "uuid"],
    ["a uuid that is a number", "/e/", { ...keyed, uuid: 7 }, 400, "uuid"],
    ["no name", "/e/", { api_key: "k", distinct_id: "d" }, 400, "name"],
    ["no name in a batch at /engage/", "/engage/", batch({ distinct_id: "d" }), 400, "name"],
    ["an empty name", "/e/", { ...keyed, event: "" }, 400, "empty event name"],
    ["a name that is a number", "/e/", { ...keyed, event: 1 }, 400, "name"],
    ["no name in one event of a batch", "/batch/", batch(event, { distinct_id: "d" }), 400, "name"],
    ["no id", "/e/", { api_key: "k", event: "e" }, 400, "distinct_id"],
    ["an empty id", "/e/", { ...keyed, distinct_id: "" }, 400, "distinct_id"],
    [
      "an empty id, in spite of one among the properties",
      "/e/",
      { ...keyed, distinct_id: "", properties: { distinct_id: "p" } },
      400,
      "distinct_id",
    ],
    ["properties that are null", "/e/", { ...keyed, properties: null }, 400, "properties"],
    ["properties that are a list", "/e/", { ...keyed, properties: [] }, 400, "properties"],
    ["a time that is a number", "/e/", { ...keyed, timestamp: 1700000000 }, 400, "timestamp"],
    ["an offset that is a fraction", "/e/", { ...keyed, offset: 1.5 }, 400, "offset"],
    ["$set that is a text", "/e/", { ...keyed, $set: "a" }, 400, "$set"],
    [
      "a cookieless mode that is a text",
      "/e/",
      { ...keyed, properties: { $cookieless_mode: "yes" } },
      400,
      "cookieless",
    ],
    [
      "a migration that is a text",
      "/batch/",
      { ...batch(event), historical_migration: "no" },
      400,
      "historical_migration",
    ],
    ["an event that is null", "/batch/", { api_key: "k", batch: [null] }, 400, "object"],
    ["an empty list", "/e/", [], 400, "no event"],
    ["a number", "/e/", 7, 400, "object"],
    ["only ignored events", "/batch/", batch({ ...event, event: "$performance_event" }), 400, "filtering"],
    [
      "an event about a model over 8 MiB",
      "/i/v0/ai/batch/",
      batch({ ...event, properties: { a: "x".repeat(8 * 1024 * 1024) } }),
      413,
      "size",
    ],
  ])("because of %s", async (_, path, body, status, reason) => {
    await using receiver = await startReceiver();
    const answer = await send(receiver, path, { headers: json, body: JSON.stringify(body) });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(reason)]);
    expect(receiver.events).toEqual([]);
    expect(receiver.requests[0]?.reason).toBe(answer.text);
  });

  it.each<[string, string, Record<string, string>, string]>([
    ["an empty body", "/e/", json, ""],
    ["a form without fields", "/e/", form, JSON.stringify(keyed)],
    ["a form whose data is missing", "/e/", form, "ver=1"],
    ["lz-string, which this receiver does not read", "/e/?compression=lz64", json, "N4Ig"],
    ["plain text that is named gzip", "/e/", { "content-encoding": "gzip" }, JSON.stringify(keyed)],
  ])("because of %s", async (_, path, headers, body) => {
    await using receiver = await startReceiver();
    expect((await send(receiver, path, { headers, body })).status).toBe(400);
  });

  it.each(["PUT", "DELETE", "PATCH", "HEAD"])("because of the method %s", async (method) => {
    await using receiver = await startReceiver();
    expect((await send(receiver, "/e/", { method })).status).toBe(405);
  });
});

describe("the newer event endpoint", () => {
  const path = "/i/v1/analytics/events";
  const time = "2026-01-02T03:04:05.678Z";
  const headers = {
    ...json,
    authorization: "Bearer phc_k",
    "user-agent": "test",
    "posthog-sdk-info": "test/1",
    "posthog-attempt": "1",
    "posthog-request-id": uuid,
    "posthog-request-timestamp": time,
  };
  const item = { ...event, uuid, timestamp: time, options: {}, properties: { a: 1 } };
  const body = (...items: object[]) => JSON.stringify({ created_at: time, batch: items });

  it("answers for each event, and keeps those that are not dropped", async () => {
    await using receiver = await startReceiver();
    const other = (last: string, change: object) => ({ ...item, uuid: uuid.slice(0, -1) + last, ...change });
    const answer = await send(receiver, path, {
      headers,
      body: body(
        item,
        other("1", { event: "" }),
        other("2", { event: "n".repeat(201) }),
        other("3", { distinct_id: " " }),
        other("4", { distinct_id: "d".repeat(201) }),
        other("5", { timestamp: "today" }),
        other("6", { properties: [] }),
        other("7", { event: "$performance_event" }),
      ),
    });
    expect(answer.status).toBe(200);
    const { results } = JSON.parse(answer.text);
    expect(results[uuid]).toEqual({ result: "ok" });
    expect(Object.values(results).map((result) => Object(result).details)).toEqual([
      undefined,
      "missing_event_name",
      "event_name_too_long",
      "missing_distinct_id",
      "distinct_id_too_large",
      "invalid_event_timestamp",
      "malformed_event_properties",
      "dropped_performance_event",
    ]);
    expect(receiver.events).toEqual([
      {
        event: "e",
        distinct_id: "d",
        uuid,
        timestamp: time,
        properties: { a: 1, $lib: "test", $lib_version: "1" },
      },
    ]);
  });

  it("moves the session, the options and the client into the properties, as in the older formats", async () => {
    await using receiver = await startReceiver();
    const options = {
      cookieless_mode: false,
      disable_skew_correction: true,
      product_tour_id: "tour",
      process_person_profile: false,
      unknown: 1,
    };
    const properties = { a: 1, $lib: "other", $session_id: "other" };
    await send(receiver, path, {
      headers: { ...headers, "posthog-sdk-info": "posthog-node/5.70.0" },
      body: body({ ...item, session_id: "session", window_id: "window", options, properties }),
    });
    expect(receiver.events[0]?.properties).toEqual({
      a: 1,
      $session_id: "session",
      $window_id: "window",
      $cookieless_mode: false,
      $ignore_sent_at: true,
      $product_tour_id: "tour",
      $process_person_profile: false,
      $lib: "posthog-node",
      $lib_version: "5.70.0",
    });
  });

  it.each([
    ["null", null],
    ["empty", {}],
  ])("accepts options that are %s, and a client whose name cannot be read", async (_, options) => {
    await using receiver = await startReceiver();
    const change = { headers: { ...headers, "posthog-sdk-info": "no version" } };
    await send(receiver, path, { ...change, body: body({ ...item, session_id: null, options }) });
    expect(receiver.events[0]?.properties).toEqual({ a: 1 });
  });

  it.each<[string, Record<string, string>, string | Uint8Array]>([
    ["gzip", { "content-encoding": "gzip" }, gzipSync(body(item))],
    ["deflate", { "content-encoding": "deflate" }, deflateRawSync(body(item))],
    ["br", { "content-encoding": "br" }, brotliCompressSync(body(item))],
    ["a character set", { "content-type": "Application/JSON; charset=utf-8" }, body(item)],
    ["another case of Bearer", { authorization: "bearer  phc_k " }, body(item)],
  ])("accepts %s", async (_, change, bytes) => {
    await using receiver = await startReceiver();
    expect((await send(receiver, path, { headers: { ...headers, ...change }, body: bytes })).status).toBe(
      200,
    );
    expect(receiver.events).toHaveLength(1);
  });

  it.each<[string, Record<string, string | undefined>, string, number, string]>([
    ["no key", { authorization: undefined }, body(item), 401, "invalid_api_token"],
    ["a personal key", { authorization: "Bearer phx_k" }, body(item), 401, "invalid_api_token"],
    ["another content type", { "content-type": "text/plain" }, body(item), 415, "unsupported_content_type"],
    ["another encoding", { "content-encoding": "lz4" }, body(item), 415, "unsupported_encoding"],
    ["no attempt", { "posthog-attempt": undefined }, body(item), 400, "missing_required_headers"],
    ["attempt 0", { "posthog-attempt": "0" }, body(item), 400, "invalid_header_value"],
    ["a request id that is no UUID", { "posthog-request-id": "1" }, body(item), 400, "invalid_header_value"],
    [
      "a request time that is none",
      { "posthog-request-timestamp": "now" },
      body(item),
      400,
      "invalid_header_value",
    ],
    ["no body", {}, "", 400, "empty_body"],
    ["no events", {}, body(), 400, "empty_batch"],
    ["no created_at", {}, JSON.stringify({ batch: [item] }), 400, "request_parsing_error"],
    [
      "a created_at that is no time",
      {},
      JSON.stringify({ created_at: "now", batch: [item] }),
      400,
      "invalid_batch",
    ],
    ["an event without an id", {}, body({ ...item, distinct_id: undefined }), 400, "request_parsing_error"],
    ["a uuid that is none", {}, body({ ...item, uuid: "1" }), 400, "invalid_event_uuid"],
    ["an empty uuid", {}, body({ ...item, uuid: "" }), 400, "missing_event_uuid"],
    [
      "a uuid that occurs twice",
      {},
      body(item, { ...item, uuid: uuid.toUpperCase() }),
      400,
      "duplicate_event_uuid",
    ],
  ])("rejects %s", async (_, change, bytes, status, error) => {
    await using receiver = await startReceiver();
    const sent = Object.fromEntries(
      Object.entries({ ...headers, ...change }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    const answer = await send(receiver, path, { headers: sent, body: bytes });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, expect.objectContaining({ error })]);
    expect(receiver.events).toEqual([]);
  });
});

describe("a request for flags", () => {
  const request = { token: "k", distinct_id: "d" };
  it.each<[string, unknown, number]>([
    ["a distinct id", request, 200],
    ["$distinct_id and $token", { $token: "k", $distinct_id: "d" }, 200],
    ["an api_key", { api_key: "k", distinct_id: "d" }, 200],
    ["a number as id", { ...request, distinct_id: 7 }, 200],
    ["an empty id", { ...request, distinct_id: "" }, 200],
    ["an id of 5,000 characters", { ...request, distinct_id: "d".repeat(5000) }, 200],
    ["no id, but flags are disabled", { token: "k", disable_flags: true }, 200],
    ["keys", { ...request, flag_keys_to_evaluate: ["a"] }, 200],
    ["no id", { token: "k" }, 400],
    ["a null id", { ...request, distinct_id: null }, 400],
    ["an id that is a list", { ...request, distinct_id: ["d"] }, 400],
    ["no token", { distinct_id: "d" }, 401],
    ["an empty token", { ...request, token: "" }, 401],
    ["a personal key", { ...request, token: "phx_k" }, 401],
    ["a token that is a number", { ...request, token: 1 }, 400],
    ["keys that are a text", { ...request, flag_keys_to_evaluate: "a" }, 400],
    ["keys that are numbers", { ...request, flag_keys_to_evaluate: [1] }, 400],
    ["person properties that are a list", { ...request, person_properties: [] }, 400],
    ["a list", [request], 400],
  ])("with %s is answered %i", async (_, body, status) => {
    await using receiver = await startReceiver({ flags: { a: true } });
    const answer = await send(receiver, "/flags/?v=2", { headers: json, body: JSON.stringify(body) });
    expect(answer.status).toBe(status);
    if (status === 200) expect(JSON.parse(answer.text).flags.a).toMatchObject({ enabled: true });
  });

  it.each<[string, string, Record<string, string>, string | Uint8Array, number]>([
    ["gzip without a header", "/flags/?v=2", json, gzipSync(JSON.stringify(request)), 200],
    ["gzip named in the query", "/flags/?v=2&compression=gzip", json, gzipSync(JSON.stringify(request)), 200],
    ["base64", "/flags/?v=2&compression=base64", { "content-type": "text/plain" }, base64(request), 200],
    ["a form", "/flags/?v=2", form, `data=${encodeURIComponent(base64(request))}`, 200],
    ["a form without data", "/flags/?v=2", form, "a=1", 400],
    ["an unknown compression", "/flags/?v=2&compression=lz64", json, JSON.stringify(request), 400],
    ["an unknown content type", "/flags/?v=2", { "content-type": "image/png" }, JSON.stringify(request), 400],
  ])("encoded as %s", async (_, path, headers, body, status) => {
    await using receiver = await startReceiver();
    expect((await send(receiver, path, { headers, body })).status).toBe(status);
  });
});

it.each([
  ["no key", {}, 401],
  ["a personal key", { authorization: "Bearer phx_k" }, 401],
  ["a project key", { authorization: "Bearer phc_k" }, 200],
  ["protobuf", { authorization: "Bearer phc_k", "content-type": "application/x-protobuf; v=1" }, 415],
])("PostHog's traces with %s", async (_, headers, status) => {
  await using receiver = await startReceiver();
  const body = '{"resourceSpans":[]}';
  expect((await send(receiver, "/i/v0/ai/otel", { headers: { ...json, ...headers }, body })).status).toBe(
    status,
  );
});

describe("an unmodified posthog-node", () => {
  it("sends to the newer endpoint, and learns which events are dropped", async () => {
    await using receiver = await startReceiver();
    process.env.POSTHOG_CAPTURE_MODE = "v1";
    const posthog = new PostHog("phc_test", { host: receiver.url });
    delete process.env.POSTHOG_CAPTURE_MODE;
    const errors: unknown[] = [];
    posthog.on("error", (error) => errors.push(error));
    posthog.capture({ distinctId: "someone", event: "kept" });
    posthog.capture({ distinctId: "d".repeat(300), event: "dropped" });
    await posthog.shutdown();
    expect(receiver.requests.map(({ path, status }) => [path, status])).toEqual([
      ["/i/v1/analytics/events", 200],
    ]);
    expect(receiver.events.map(({ event }) => event)).toEqual(["kept"]);
    expect(String(Object(errors[0]).message) + JSON.stringify(errors[0])).toContain("distinct_id_too_large");
  });

  it("does not send again what is rejected", async () => {
    await using receiver = await startReceiver();
    const posthog = new PostHog("phx_test", { host: receiver.url });
    posthog.on("error", () => {});
    posthog.capture({ distinctId: "someone", event: "hello" });
    await posthog.shutdown();
    expect(receiver.requests.map(({ status, reason }) => [status, reason])).toEqual([
      [401, "API key is not valid: personal_api_key"],
    ]);
  });
});
