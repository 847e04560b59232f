/** Parses an HTTP request into the message that it carries: events, spans, or a question for flags. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import {
  createRejection,
  getProjectKey,
  isPlainBatch,
  type ParsedBatch,
  parsePlainBatch,
  parsePosthogBatch,
  type Rejection,
} from "./event-batch.js";
import type { FlagRequest } from "./flags-response.js";
import { type ParsedTraces, parseTraces } from "./traces.js";

/** The content of a request. The parsers below never throw: they reject what they cannot read. */
export type ReceivedMessage = ParsedBatch | ParsedTraces | ParsedFlagRequest;

type ParsedFlagRequest =
  | { readonly kind: "flags"; readonly request: FlagRequest; readonly version: string | null }
  | Rejection;

/** The method, path and body of a request. */
export interface RequestContent {
  readonly method: string | undefined;
  /** The path without slashes at its end. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as received, compressed or not. */
  readonly bytes: Buffer;
  /** The body, decompressed. Empty if it cannot be read. */
  readonly text: string;
  /** Undefined if the body can be read. */
  readonly unreadable: Rejection | undefined;
}

const EVENT_PATHS = new Set(["/batch", "/capture", "/e", "/i/v0/e"]);
/** The paths of a collector, and of PostHog. */
const TRACE_PATHS = new Set(["/v1/traces", "/i/v0/ai/otel"]);
const FLAG_PATHS = new Set(["/flags", "/decide"]);
const PROTOBUF = "application/x-protobuf";
const NOT_FOUND = createRejection(404, "not a path of PostHog's ingestion");
const UNSUPPORTED_PROTOBUF = createRejection(
  415,
  'this receiver reads no protobuf: set otlp_protocol = "json"',
);

/** Parses a request. A plain endpoint may have any path, so its batches are recognized by their form. */
export function parseMessage(content: RequestContent): ReceivedMessage {
  const { method, path, query, headers, text, unreadable } = content;
  if (unreadable !== undefined) return unreadable;
  if (method !== "POST") {
    const isKnown = [EVENT_PATHS, FLAG_PATHS, TRACE_PATHS].some((paths) => paths.has(path));
    return isKnown ? createRejection(405, "POST only") : NOT_FOUND;
  }
  if (headers["content-type"] === PROTOBUF) return UNSUPPORTED_PROTOBUF;
  try {
    const body: unknown = JSON.parse(text);
    if (FLAG_PATHS.has(path)) return parseFlagRequest(body, query.get("v"));
    if (TRACE_PATHS.has(path)) return parseTraces(body);
    if (EVENT_PATHS.has(path)) return parsePosthogBatch(body);
    return isPlainBatch(body) ? parsePlainBatch(body) : NOT_FOUND;
  } catch {
    return createRejection(400, "failed to parse request"); // not JSON, or nested too deeply
  }
}

function parseFlagRequest(body: unknown, version: string | null): ParsedFlagRequest {
  if (getProjectKey(body) === undefined) return createRejection(401, "request without a token");
  return { kind: "flags", request: Object(body), version };
}

/** Reads a request to its end. */
export async function readRequest(request: IncomingMessage): Promise<RequestContent> {
  const { method, headers } = request;
  // `new URL` is not used, because it throws on some request lines, such as "//".
  const [pathname = "", search = ""] = (request.url ?? "").split("?", 2);
  const path = pathname.replace(/\/+$/, "");
  const query = new URLSearchParams(search);
  // posthog-node and posthog-python name gzip in the header, posthog-js in the query.
  const isGzip =
    headers["content-encoding"] === "gzip" || query.get("compression")?.startsWith("gzip") === true;
  let bytes: Buffer = Buffer.alloc(0);
  let text = "";
  let unreadable: Rejection | undefined;
  try {
    bytes = await readBytes(request);
    text = (isGzip ? await decompress(bytes) : bytes).toString("utf8");
  } catch (error) {
    unreadable = isTooLarge(error)
      ? createRejection(413, "request is too large")
      : createRejection(400, "failed to decode request");
  }
  return { method, path, query, headers, bytes, text, unreadable };
}

/** The limit of PostHog's capture service for a whole request, before and after it is decompressed. */
const MAX_REQUEST_BYTES = 20 * 1024 * 1024;

class RequestTooLargeError extends Error {}

/** @throws RequestTooLargeError if the body exceeds the limit */
async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) throw new RequestTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decompress(bytes: Buffer): Promise<Buffer> {
  return promisify(gunzip)(bytes, { maxOutputLength: MAX_REQUEST_BYTES });
}

/** Returns whether an error of `readBytes` or `decompress` says that a limit is exceeded. */
function isTooLarge(error: unknown): boolean {
  return error instanceof RequestTooLargeError || Object(error).code === "ERR_BUFFER_TOO_LARGE";
}
