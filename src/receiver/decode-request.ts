/**
 * Decodes requests of all formats: from the method, path, headers and bytes to events, spans or a question for flags, or to
 * a rejection that says what is wrong. It knows nothing of servers, and it never throws.
 */
import type { IncomingHttpHeaders } from "node:http";
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

export interface EncodedRequest {
  readonly method: string;
  /** The path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as received, compressed or not. */
  readonly bytes: Buffer;
}

/** The content of a request that is accepted, with its decompressed body and the number of values in it. */
export type DecodedRequest = { readonly text: string; readonly count: number } & (
  | {
      readonly kind: "events";
      readonly events: readonly ReceivedEvent[];
      /** Undefined if the format has one answer for the whole request. */
      readonly results?: EventResults;
    }
  | { readonly kind: "spans"; readonly spans: readonly ReceivedSpan[] }
  | { readonly kind: "flags"; readonly request: FlagRequest; readonly version: string | null }
);

const MIB = 1024 * 1024;
/** PostHog's limit for one event as JSON, which is that of its queue. */
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

/** Returns the path without the query and without slashes at its end. */
export function getPath(url: string): string {
  let end = url.indexOf("?");
  if (end === -1) end = url.length;
  while (url[end - 1] === "/") end--;
  return url.slice(0, end);
}

/** Returns the limit of the body of a request to this path. */
export function getMaxBodyBytes(path: string): number {
  const endpoint = ENDPOINTS.get(path);
  return (endpoint && MAX_BYTES[endpoint]) ?? MAX_BODY_BYTES;
}

/** Returns whether a path is one of those that have a format of their own. */
export function isEndpoint(path: string): boolean {
  return ENDPOINTS.has(path);
}

export async function decodeRequest(request: EncodedRequest): Promise<DecodedRequest | RejectedRequest> {
  try {
    return await decode(request);
  } catch (error) {
    return error instanceof RejectedRequest ? error : new RejectedRequest(400, "failed to parse request");
  }
}

async function decode({ method, url, headers, bytes }: EncodedRequest): Promise<DecodedRequest> {
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
      const text = await decodeEventPayload(path, query, headers, bytes, MAX_BODY_BYTES);
      const { value, count } = parseJson(text);
      const maxEventBytes = endpoint === "events" ? MAX_EVENT_BYTES : MAX_AI_EVENT_BYTES;
      const events = parsePosthogEvents(value, path === "/engage", {
        maxEventBytes,
        isLong: Buffer.byteLength(text) > maxEventBytes,
      });
      return { kind: "events", events, text, count };
    }
    case "events-v1":
      return { kind: "events", ...(await parseV1Batch(headers, bytes, MAX_BODY_BYTES, MAX_EVENT_BYTES)) };
    case "flags":
      return {
        kind: "flags",
        ...(await parseFlagRequest(query, headers, bytes, MAX_BODY_BYTES)),
        version: query.get("v"),
      };
    case "traces":
    case "posthog-traces": {
      if (endpoint === "posthog-traces") checkProjectKey(parseBearerToken(headers.authorization));
      const { value, ...body } = await decodeJsonBody(headers, bytes);
      return { kind: "spans", spans: parseTraces(value), ...body };
    }
    case undefined: {
      const { value, ...body } = await decodeJsonBody(headers, bytes);
      if (!isPlainBatch(value)) throw createNotFoundError();
      return { kind: "events", events: parsePlainEvents(value), ...body };
    }
  }
}

/** Decodes a body of JSON, which gzip may have compressed. */
async function decodeJsonBody(
  headers: IncomingHttpHeaders,
  bytes: Buffer,
): Promise<ParsedJson & { readonly text: string }> {
  if (headers["content-type"]?.startsWith("application/x-protobuf"))
    throw new RejectedRequest(415, 'this receiver reads no protobuf: set otlp_protocol = "json"');
  const isCompressed = headers["content-encoding"] === "gzip" || isGzip(bytes);
  const text = decodeUtf8(isCompressed ? await decompress("gzip", bytes, MAX_BODY_BYTES) : bytes);
  return { ...parseJson(text), text };
}

function createNotFoundError(): RejectedRequest {
  return new RejectedRequest(404, "not a path of PostHog's ingestion, nor a batch for a plain endpoint");
}
