/** Starts a local HTTP server that answers like PostHog, a plain endpoint and an OTLP collector, for development and tests. */
import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { createFlagsResponse, type FlagRequest, type FlagTable } from "./flags-response.js";
import { isPlainBatch, parsePlainBatch } from "./plain-endpoint.js";
import { getProjectKey, MAX_REQUEST_BYTES, parsePosthogBatch, type ReceivedEvent } from "./protocol.js";
import { parseTraces, type ReceivedSpan } from "./traces.js";

/** The options of a receiver. */
export interface ReceiverOptions {
  /** @default any free port */
  readonly port?: number;
  /** The flags that `/flags/` returns, for all requests or by request. @default {} */
  readonly flags?: FlagTable | ((request: FlagRequest) => FlagTable);
  /** Called for each accepted event. */
  readonly onEvent?: (event: ReceivedEvent) => void;
  /** Called for each accepted span. */
  readonly onSpan?: (span: ReceivedSpan) => void;
}

/** A request, and the status of its response. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as received, compressed or not. */
  readonly body: Buffer;
  /** The body, decompressed. */
  readonly text: string;
  readonly status: number;
}

/** A running receiver. `await using` closes it. */
export interface Receiver extends AsyncDisposable {
  /** The value for `posthog_host`, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  readonly events: readonly ReceivedEvent[];
  /** The spans that `/v1/traces` received as JSON. */
  readonly spans: readonly ReceivedSpan[];
  /** Returns the events as JSON lines, like `GET /received`. */
  toJsonLines(): string;
  close(): Promise<void>;
}

const EVENT_PATHS = new Set(["/batch", "/capture", "/e", "/i/v0/e"]);
/** The paths of a collector, and of PostHog. */
const TRACE_PATHS = new Set(["/v1/traces", "/i/v0/ai/otel"]);
const FLAG_PATHS = new Set(["/flags", "/decide"]);
const PROTOBUF = "application/x-protobuf";
const JSON_ONLY: HttpResponse = {
  status: 415,
  body: 'this receiver reads no protobuf: set otlp_protocol = "json"',
};
const NOT_FOUND: HttpResponse = { status: 404, body: "not a path of PostHog's ingestion" };

/**
 * Starts a receiver on 127.0.0.1.
 * @throws the system's error if the port is in use
 *
 * @example
 * await using receiver = await startReceiver({ flags: { new_reranker: "test" } });
 * const client = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_local", posthogHost: receiver.url });
 * client.capture("index_done", { files: 3 });
 * await client.flush();
 * console.log(receiver.events);
 */
export async function startReceiver({
  port = 0,
  flags = {},
  onEvent,
  onSpan,
}: ReceiverOptions = {}): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const events: ReceivedEvent[] = [];
  const spans: ReceivedSpan[] = [];

  const handlePost = (path: string, query: URLSearchParams, text: string): HttpResponse => {
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return { status: 400, body: "failed to parse request" };
    }
    if (FLAG_PATHS.has(path)) {
      if (getProjectKey(body) === undefined) return { status: 401, body: "request without a token" };
      const request: FlagRequest = Object(body);
      const table = typeof flags === "function" ? flags(request) : flags;
      return { status: 200, body: createFlagsResponse(table, request, query.get("v"), randomUUID()) };
    }
    if (TRACE_PATHS.has(path)) {
      const verdict = parseTraces(body);
      if (!verdict.accepted) return { status: verdict.status, body: verdict.message };
      spans.push(...verdict.spans);
      for (const span of verdict.spans) onSpan?.(span);
      return { status: 200, body: { partialSuccess: {} } };
    }
    const isPosthog = EVENT_PATHS.has(path);
    if (!isPosthog && !isPlainBatch(body)) return NOT_FOUND;
    const verdict = isPlainBatch(body) && !isPosthog ? parsePlainBatch(body) : parsePosthogBatch(body);
    if (!verdict.accepted) return { status: verdict.status, body: verdict.message };
    events.push(...verdict.events);
    for (const event of verdict.events) onEvent?.(event);
    return { status: 200, body: { status: "Ok" } };
  };

  const toJsonLines = () => events.map((event) => `${JSON.stringify(event)}\n`).join("");

  const server = createServer(async (request, response) => {
    // `new URL` is not used, because it throws on some request lines, such as "//".
    const [pathname = "", query = ""] = (request.url ?? "").split("?", 2);
    const path = pathname.replace(/\/+$/, "");
    const searchParams = new URLSearchParams(query);
    if (request.method === "GET" && path === "/received")
      return sendResponse(response, { status: 200, body: toJsonLines() });
    let body: Buffer = Buffer.alloc(0);
    let text = "";
    let result: HttpResponse;
    try {
      body = await readBody(request);
      text = await decompressBody(body, request, searchParams);
      const isKnown = [EVENT_PATHS, FLAG_PATHS, TRACE_PATHS].some((paths) => paths.has(path));
      if (request.method !== "POST") result = isKnown ? { status: 405, body: "POST only" } : NOT_FOUND;
      else if (request.headers["content-type"] === PROTOBUF) result = JSON_ONLY;
      else result = handlePost(path, searchParams, text);
    } catch (error) {
      const tooLarge = error instanceof RangeError;
      result = {
        status: tooLarge ? 413 : 400,
        body: tooLarge ? "request is too large" : "failed to decode request",
      };
    }
    const { method = "", url = "", headers } = request;
    requests.push({ method, path: url, headers, body, text, status: result.status });
    sendResponse(response, result);
  });

  await listen(server, port);
  const address = server.address() as AddressInfo; // a listening TCP server's address is never a string or null
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    events,
    spans,
    toJsonLines,
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface HttpResponse {
  readonly status: number;
  readonly body: string | object;
}

function sendResponse(response: ServerResponse, { status, body }: HttpResponse): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "Content-Type": isText ? "text/plain; charset=utf-8" : "application/json" });
  response.end(isText ? body : JSON.stringify(body));
}

/** @throws RangeError if the body exceeds the limit of a request */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) throw new RangeError("request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** posthog-node and posthog-python name gzip in the header, posthog-js in the query. The limit also applies to the result. */
async function decompressBody(
  body: Buffer,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<string> {
  const isGzip =
    request.headers["content-encoding"] === "gzip" || query.get("compression")?.startsWith("gzip") === true;
  const bytes = isGzip ? await promisify(gunzip)(body, { maxOutputLength: MAX_REQUEST_BYTES }) : body;
  return bytes.toString("utf8");
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
