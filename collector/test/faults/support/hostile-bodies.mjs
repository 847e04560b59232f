/** Generates requests that are wrong in every way: bodies of any JSON in the shapes of all formats, bytes, and headers. */
import { deflateRawSync, gzipSync } from "node:zlib";
import fc from "fast-check";

export const PATHS = [
  "/batch/",
  "/capture/",
  "/e/",
  "/engage/",
  "/track/",
  "/i/v0/e/",
  "/i/v0/ai/batch/",
  "/i/v1/analytics/events",
  "/flags/?v=2",
  "/decide/?v=3",
  "/v1/traces",
  "/i/v0/ai/otel",
  "/flags/definitions?token=phc_a",
  "/api/feature_flag/local_evaluation",
  "/api/erasure",
  "/api/export",
  "/healthz",
  "/readyz",
  "/metrics",
  "/",
  "/%00/..//",
];

const KEYS = [
  "api_key",
  "token",
  "batch",
  "events",
  "event",
  "event_type",
  "version",
  "uuid",
  "distinct_id",
  "timestamp",
];
const MORE_KEYS = [
  "properties",
  "sent_at",
  "ids",
  "resourceSpans",
  "scopeSpans",
  "spans",
  "attributes",
  "key",
  "value",
];
const SPAN_KEYS = [
  "traceId",
  "spanId",
  "startTimeUnixNano",
  "endTimeUnixNano",
  "intValue",
  "groups",
  "__proto__",
];
const VALUES = [
  "phc_faults",
  "1.0",
  "2026-11-28T12:00:00Z",
  "00000000-0000-4000-8000-000000000001",
  "\ud800",
  "\0",
];

const key = fc.oneof(fc.constantFrom(...KEYS, ...MORE_KEYS, ...SPAN_KEYS), fc.string({ maxLength: 8 }));
const leaf = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.string(),
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, 1e308, -0, 2 ** 53, 1.7e12),
);
const { node } = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    leaf,
    fc.array(tie("node"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("node")), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
/** Events that are accepted and reach the index, with properties of any kind. */
const acceptable = fc.record({
  api_key: fc.constant("phc_faults"),
  batch: fc.array(
    fc.record({
      event: fc.string({ minLength: 1 }),
      distinct_id: fc.string({ minLength: 1 }),
      timestamp: fc.constantFrom(undefined, "never", new Date().toISOString(), "+275760-09-13T00:00:00.000Z"),
      properties: fc.dictionary(key, node),
    }),
    { minLength: 1 },
  ),
});
/** A body in the shape of a format, so that its parts are reached. */
const shaped = fc.oneof(
  fc.record({ api_key: fc.constant("phc_faults"), batch: fc.array(node, { maxLength: 4 }) }),
  fc.record({ version: fc.constant("1.0"), events: fc.array(node, { maxLength: 4 }) }),
  fc.record({
    api_key: fc.constant("phc_faults"),
    batch: fc.array(
      fc.record({ event: leaf, uuid: leaf, distinct_id: node, timestamp: leaf, properties: node }),
    ),
  }),
  { weight: 3, arbitrary: acceptable },
  fc.record({ created_at: fc.constant("2026-11-28T12:00:00Z"), batch: fc.array(node, { maxLength: 4 }) }),
  fc.record({
    resourceSpans: fc.array(
      fc.record({
        resource: node,
        scopeSpans: fc.array(fc.record({ spans: fc.array(fc.dictionary(key, node), { maxLength: 3 }) }), {
          maxLength: 2,
        }),
      }),
      { maxLength: 2 },
    ),
  }),
  fc.record({ ids: fc.array(leaf), api_key: leaf }),
);
const text = fc.oneof(
  { weight: 4, arbitrary: shaped.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: node.map((value) => JSON.stringify(value) ?? "") },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: shaped.map((value) => JSON.stringify(value).slice(0, -3)) },
);
const body = fc.oneof(
  { weight: 6, arbitrary: text.map((value) => Buffer.from(value)) },
  { weight: 1, arbitrary: text.map((value) => gzipSync(value)) },
  { weight: 1, arbitrary: text.map((value) => gzipSync(value).subarray(0, 20)) },
  { weight: 1, arbitrary: text.map((value) => deflateRawSync(value)) },
  { weight: 1, arbitrary: text.map((value) => Buffer.from(Buffer.from(value).toString("base64"))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);

/** Returns the first value three times as often as the others together. */
const often = (first, ...others) =>
  fc.constantFrom(...others.flatMap(() => [first, first, first]), ...others);

const headers = fc.record(
  {
    "content-type": fc.constantFrom(
      "application/json",
      "application/x-protobuf",
      "application/x-www-form-urlencoded",
      "text/plain",
    ),
    "content-encoding": fc.constantFrom("gzip", "deflate", "br", "zstd"),
    authorization: fc.constantFrom("Bearer phc_faults", "Basic !!!", "Bearer"),
    "posthog-sdk-info": fc.constant("x/1"),
    "posthog-attempt": fc.constantFrom("1", "-1"),
    "posthog-request-id": fc.constant("00000000-0000-4000-8000-000000000001"),
    "posthog-request-timestamp": fc.constant("2026-11-28T12:00:00Z"),
    "user-agent": fc.constant("x"),
    "x-forwarded-for": fc.constantFrom("1.2.3.4", ",,,", "[::1]:99999"),
    forwarded: fc.constantFrom("for=1.2.3.4", 'for="', ";;;"),
    host: often("localhost", "127.0.0.1:1", "evil.example", "[::1", "a b"),
    origin: often("http://localhost", "http://evil.example", "null"),
  },
  { requiredKeys: [] },
);

/** Of a request. */
export const hostileRequest = fc.record({
  method: fc.constantFrom("POST", "POST", "POST", "GET", "PUT", "DELETE", "OPTIONS", "HEAD"),
  path: fc.constantFrom(...PATHS),
  headers,
  body,
});
