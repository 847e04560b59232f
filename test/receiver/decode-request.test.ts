import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeRequest, type EncodedRequest } from "../../src/receiver/index.js";

const ID = "0198c0de-0000-7000-8000-000000000001";
const EVENT = { event: "a", distinct_id: "d", uuid: ID, timestamp: "2026-11-28T10:00:00Z" };

function createRequest(url: string, body: unknown, headers: EncodedRequest["headers"] = {}): EncodedRequest {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  return { method: "POST", url, headers, bytes };
}

const V1_HEADERS = {
  authorization: "Bearer phc_v1",
  "posthog-sdk-info": "x/1",
  "posthog-attempt": "1",
  "posthog-request-id": ID,
  "posthog-request-timestamp": "2026-11-28T10:00:00Z",
  "content-type": "application/json",
  "user-agent": "x",
};
const PLAIN = { version: "1.0", events: [{ event_type: "a", timestamp: 1 }] };

describe("the key of a project", () => {
  it.each([
    ["a batch", createRequest("/batch/", { api_key: "phc_a", batch: [EVENT] }), "phc_a"],
    ["the events of a list", createRequest("/e/", [{ ...EVENT, token: "phc_b" }, EVENT]), "phc_b"],
    ["properties", createRequest("/capture/", { ...EVENT, properties: { token: "phc_c" } }), "phc_c"],
    [
      "the newer format",
      createRequest("/i/v1/analytics/events", { created_at: EVENT.timestamp, batch: [EVENT] }, V1_HEADERS),
      "phc_v1",
    ],
    ["a question for flags", createRequest("/flags/?v=2", { token: "phc_f", distinct_id: "d" }), "phc_f"],
    ["a plain batch", createRequest("/ingest", PLAIN, { authorization: "Bearer phc_p" }), "phc_p"],
    ["a plain batch without one", createRequest("/ingest", PLAIN), undefined],
    [
      "traces",
      createRequest("/v1/traces", { resourceSpans: [] }, { authorization: "bearer phc_t" }),
      "phc_t",
    ],
  ])("is that of %s", (_, request, expected) => {
    const result = decodeRequest(request);
    expect(result).toMatchObject({ kind: expect.not.stringMatching("rejected"), key: expected });
  });
});

describe("the number of values", () => {
  const createBatch = (count: number) =>
    createRequest("/batch/", Buffer.from(`{"api_key":"phc_a","batch":[${"1,".repeat(count - 1)}1]}`));

  it("is limited before they are in memory", () => {
    expect(decodeRequest(createBatch(2_000_000))).toMatchObject({ kind: "rejected", status: 413 });
  });

  it("does not matter below the limit", () => {
    expect(decodeRequest(createBatch(1_000_000))).toMatchObject({ kind: "rejected", status: 400 });
  });
});

describe("traces in protobuf", () => {
  const headers = { "content-type": "application/x-protobuf", "content-encoding": "gzip" };
  const request = createRequest("/v1/traces", gzipSync("the message"), headers);

  it("are refused without a decoder", () => {
    expect(decodeRequest(request)).toMatchObject({ kind: "rejected", status: 415 });
  });

  it("are decompressed, decoded, and checked like JSON", () => {
    const seen: string[] = [];
    const parseProtobufTraces = (bytes: Buffer) => {
      seen.push(bytes.toString());
      return { resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: "0", spanId: "0" }] }] }] };
    };
    expect(decodeRequest(request, { parseProtobufTraces })).toMatchObject({
      kind: "rejected",
      status: 400,
      message: expect.stringContaining("ids are not hex"),
    });
    expect(seen).toEqual(["the message"]);
  });

  it("are rejected if the decoder throws", () => {
    const parseProtobufTraces = () => {
      throw new RangeError("index out of range");
    };
    expect(decodeRequest(request, { parseProtobufTraces })).toMatchObject({
      kind: "rejected",
      status: 400,
    });
  });
});

it("spans have their kind and their links", () => {
  const link = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
  const span = { ...link, name: "run", kind: 3, links: [link] };
  const body = { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] };
  expect(decodeRequest(createRequest("/v1/traces", body))).toMatchObject({
    spans: [{ kind: 3, links: [link] }],
  });
});

it("spans have the numbers of parts that their sender left out, if these are counts", () => {
  const ids = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
  const spans = [
    { ...ids, droppedAttributesCount: 2, droppedEventsCount: 3, droppedLinksCount: 4 },
    { ...ids, droppedAttributesCount: -1, droppedEventsCount: "3", droppedLinksCount: 1.5 },
  ];
  const body = { resourceSpans: [{ scopeSpans: [{ spans }] }] };
  expect(decodeRequest(createRequest("/v1/traces", body))).toMatchObject({
    spans: [
      { leftOut: { attributes: 2, events: 3, links: 4 } },
      { leftOut: { attributes: 0, events: 0, links: 0 } },
    ],
  });
});
