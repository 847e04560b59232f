/**
 * Decodes requests of all formats: from the method, path, headers and bytes to events, spans or a question for flags, or to
 * a rejection that says what is wrong. It knows nothing of servers, and it never throws.
 */
import type { IncomingHttpHeaders } from "node:http";
import { createEventLimit } from "./event-limit.js";
import { decodeEventPayload } from "./event-payload.js";
import { type FlagRequest, parseFlagRequest } from "./flag-request.js";
import { type ParsedJson, parseJson } from "./json-text.js";
import { isPlainBatch, parsePlainEvents } from "./plain-events.js";
import { parsePosthogEvents } from "./posthog-events.js";
import { type EventResults, parseV1Batch } from "./posthog-events-v1.js";
import { checkProjectKey, parseBearerToken } from "./project-key.js";
import type { ReceivedEvent } from "./received-event.js";
import { RejectedRequest } from "./rejection.js";
import { decodeUtf8, decompress, isGzip } from "./request-body.js";
import { parseTraces, type ReceivedSpan } from "./traces.js";

/**
 * A request as it was received.
 *
 * @example
 * const request: EncodedRequest = { method: "POST", url: "/batch/", headers: {}, bytes: Buffer.from("{}") };
 */
export interface EncodedRequest {
  readonly method: string;
  /** The path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as received, compressed or not. */
  readonly bytes: Buffer;
}

/**
 * The content of a request that is accepted, with its decompressed body, the number of values in it, and the key of its
 * project. The formats without a key can have one in their `Authorization` header.
 *
 * @example
 * function countEvents(request: DecodedRequest): number {
 *   return request.kind === "events" ? request.events.length : 0;
 * }
 */
export type DecodedRequest = {
  readonly text: string;
  readonly count: number;
  readonly key: string | undefined;
} & (
  | {
      readonly kind: "events";
      readonly events: readonly ReceivedEvent[];
      /** Undefined if the format has one answer for the whole request. */
      readonly results?: EventResults;
    }
  | { readonly kind: "spans"; readonly spans: readonly ReceivedSpan[] }
  | {
      readonly kind: "flags";
      readonly request: FlagRequest;
      /** The value of `v` in the query. */
      readonly version: string | null;
    }
);

const MIB = 1024 * 1024;
/** PostHog's limit for one event as JSON, which is that of its queue. It is also that of a span. */
const MAX_EVENT_BYTES = MIB;
/** PostHog's default limit for an event about an AI model (PostHog/posthog, rust/capture/src/config.rs). */
const MAX_AI_EVENT_BYTES = 8 * MIB;
/** PostHog's limit for a body as received. Here it also bounds what is decompressed, for which PostHog allows more. */
const MAX_BODY_BYTES = 20 * MIB;

type Endpoint = "events" | "ai-events" | "events-v1" | "flags" | "traces" | "posthog-traces";

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map([
  ...["/batch", "/capture", "/e", "/engage", "/track", "/i/v0/e"].map((path) => [path, "events"] as const),
  ["/i/v0/ai/batch", "ai-events"],
  ["/i/v1/analytics/events", "events-v1"],
  ["/flags", "flags"],
  ["/decide", "flags"],
  ["/v1/traces", "traces"],
  ["/i/v0/ai/otel", "posthog-traces"],
]);

/** The limits of bodies that are lower than the others (PostHog/posthog, rust/capture/src/otel/mod.rs and src/v1). */
const MAX_BYTES: Partial<Record<Endpoint, number>> = { "events-v1": 10 * MIB, "posthog-traces": 4 * MIB };

/**
 * Decodes what this package has no code for.
 *
 * @example
 * const options: DecodeOptions = {
 *   parseProtobufTraces: () => ({ resourceSpans: [] }), // of an ExportTraceServiceRequest without spans
 * };
 */
export interface DecodeOptions {
  /**
   * Decodes an ExportTraceServiceRequest to its form in JSON. It may throw. @default protobuf is answered 415
   */
  readonly parseProtobufTraces?: ((bytes: Buffer) => unknown) | undefined;
}

/** Returns the path without the query and without slashes at its end. */
export function getPath(url: string): string {
  let end = url.indexOf("?");
  if (end === -1) end = url.length;
  while (url[end - 1] === "/") end--;
  return url.slice(0, end);
}

/**
 * Returns the limit of the body of a request, in bytes, before it is decompressed.
 *
 * @example
 * getMaxBodyBytes("/batch/"); // 20971520
 */
export function getMaxBodyBytes(url: string): number {
  const endpoint = ENDPOINTS.get(getPath(url));
  return (endpoint && MAX_BYTES[endpoint]) ?? MAX_BODY_BYTES;
}

/**
 * Returns whether the path of a request is one of those that have a format of their own.
 *
 * @example
 * isEndpoint("/i/v0/e/?compression=gzip"); // true
 */
export function isEndpoint(url: string): boolean {
  return ENDPOINTS.has(getPath(url));
}

/**
 * Decodes a request to PostHog, to a plain endpoint or to an OTLP collector. Never throws.
 *
 * @example
 * const result = decodeRequest({ method: "POST", url: "/batch/", headers: {}, bytes: Buffer.from("{}") });
 * if (result.kind === "rejected") console.log(result.status, result.message);
 */
export function decodeRequest(
  request: EncodedRequest,
  options: DecodeOptions = {},
): DecodedRequest | RejectedRequest {
  try {
    return decode(request, options);
  } catch (error) {
    return error instanceof RejectedRequest ? error : new RejectedRequest(400, "failed to parse request");
  }
}

function decode({ method, url, headers, bytes }: EncodedRequest, options: DecodeOptions): DecodedRequest {
  const path = getPath(url);
  const search = url.indexOf("?");
  const query = new URLSearchParams(search === -1 ? "" : url.slice(search));
  const endpoint = ENDPOINTS.get(path);
  const isEventEndpoint = endpoint === "events" || endpoint === "ai-events";
  if (method !== "POST" && !(method === "GET" && isEventEndpoint))
    throw endpoint === undefined ? createNotFoundError() : new RejectedRequest(405, "POST only");
  switch (endpoint) {
    case "events":
    case "ai-events": {
      const text = decodeEventPayload(path, query, headers, bytes, MAX_BODY_BYTES);
      const { value, count } = parseJson(text);
      const limit = createEventLimit(text, endpoint === "events" ? MAX_EVENT_BYTES : MAX_AI_EVENT_BYTES);
      const parsed = parsePosthogEvents(value, path === "/engage", limit);
      return { kind: "events", ...parsed, text, count };
    }
    case "events-v1":
      return { kind: "events", ...parseV1Batch(headers, bytes, MAX_BODY_BYTES, MAX_EVENT_BYTES) };
    case "flags":
      return {
        kind: "flags",
        ...parseFlagRequest(query, headers, bytes, MAX_BODY_BYTES),
        version: query.get("v"),
      };
    case "traces":
    case "posthog-traces": {
      const key = parseBearerToken(headers.authorization);
      if (endpoint === "posthog-traces") checkProjectKey(key);
      const { value, ...body } = isProtobuf(headers)
        ? decodeProtobufBody(headers, bytes, options)
        : decodeJsonBody(headers, bytes);
      return {
        kind: "spans",
        spans: parseTraces(value, createEventLimit(body.text, MAX_EVENT_BYTES)),
        key,
        ...body,
      };
    }
    case undefined: {
      if (isProtobuf(headers)) throw createNotFoundError();
      const { value, ...body } = decodeJsonBody(headers, bytes);
      if (!isPlainBatch(value)) throw createNotFoundError();
      const key = parseBearerToken(headers.authorization);
      const limit = createEventLimit(body.text, MAX_EVENT_BYTES);
      return { kind: "events", events: parsePlainEvents(value, limit), key, ...body };
    }
  }
}

type DecodedBody = ParsedJson & { readonly text: string };

function decodeJsonBody(headers: IncomingHttpHeaders, bytes: Buffer): DecodedBody {
  const text = decodeUtf8(decompressGzip(headers, bytes));
  return { ...parseJson(text), text };
}

/** The JSON form of the message is checked like a body of JSON. */
function decodeProtobufBody(
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  { parseProtobufTraces }: DecodeOptions,
): DecodedBody {
  if (parseProtobufTraces === undefined)
    throw new RejectedRequest(415, 'this receiver reads no protobuf: set otlp_protocol = "json"');
  const text = JSON.stringify(parseProtobufTraces(decompressGzip(headers, bytes)));
  return { ...parseJson(text), text };
}

function isProtobuf(headers: IncomingHttpHeaders): boolean {
  return headers["content-type"]?.startsWith("application/x-protobuf") ?? false;
}

function decompressGzip(headers: IncomingHttpHeaders, bytes: Buffer): Buffer {
  const isCompressed = headers["content-encoding"] === "gzip" || isGzip(bytes);
  return isCompressed ? decompress("gzip", bytes, MAX_BODY_BYTES) : bytes;
}

function createNotFoundError(): RejectedRequest {
  return new RejectedRequest(404, "not a path of PostHog's ingestion, nor a batch for a plain endpoint");
}
