/** An OTLP collector that decodes requests, in protobuf and in JSON, with OpenTelemetry's own message types. */
import type { IncomingHttpHeaders } from "node:http";
import { gunzipSync } from "node:zlib";
import root from "otlp-decoder/build/src/generated/root.js";
import { startTestServer } from "./test-server.js";

/** A message type of protobufjs, which the package declares without types. */
interface Message {
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  fromObject(json: object): object;
  verify(message: object): string | null;
  toObject(message: object, options: object): Record<string, unknown[]>;
}
const {
  ExportTraceServiceRequest,
  ExportTraceServiceResponse,
}: Record<"ExportTraceServiceRequest" | "ExportTraceServiceResponse", Message> = Reflect.get(
  root,
  "opentelemetry",
).proto.collector.trace.v1;

export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly kind: number;
  readonly status: number;
  readonly statusMessage: string;
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Record<string, unknown>;
  readonly events: number;
  readonly links: readonly string[];
  readonly droppedAttributes: number;
  readonly droppedEvents: number;
  readonly scope: string;
  readonly resource: Record<string, unknown>;
}

export interface Collector {
  readonly url: string;
  readonly spans: CollectedSpan[];
  /** The names of the scopes of each request, in the order of its `ScopeSpans`. */
  readonly scopes: string[][];
  readonly requests: { path: string; headers: IncomingHttpHeaders; body: Buffer; text: string }[];
}

/**
 * @param status the status of each answer
 * @param rejectedSpans the number of spans in each request that it reports as rejected
 */
export async function startCollector(status = 200, rejectedSpans?: number): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const scopes: string[][] = [];
  const requests: Collector["requests"] = [];
  const url = await startTestServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw;
    requests.push({ path: request.url ?? "", headers: request.headers, body, text: body.toString("utf8") });
    const isJson = request.headers["content-type"] === "application/json";
    const message = isJson ? decodeJson(body.toString("utf8")) : ExportTraceServiceRequest.decode(body);
    if (status < 300) spans.push(...readSpans(message));
    scopes.push(readScopes(message));
    response
      .writeHead(status, { "Content-Type": request.headers["content-type"] ?? "" })
      .end(encodeAnswer(rejectedSpans, isJson));
  });
  return { url, spans, scopes, requests };
}

function encodeAnswer(rejectedSpans: number | undefined, isJson: boolean): string | Uint8Array {
  if (rejectedSpans === undefined) return isJson ? "{}" : "";
  if (isJson) return JSON.stringify({ partialSuccess: { rejectedSpans: String(rejectedSpans) } }); // proto3 writes an int64 as a string in JSON
  const partialSuccess = { rejectedSpans, errorMessage: "over quota" };
  return ExportTraceServiceResponse.encode({ partialSuccess }).finish();
}

/** OTLP's JSON has ids in hex instead of protobuf's base64. @throws if the message is invalid */
function decodeJson(text: string) {
  const json = JSON.parse(text, (key, value) =>
    /^(?:trace|span|parentSpan)Id$/.test(key) && value !== undefined ? Buffer.from(value, "hex") : value,
  );
  const message = ExportTraceServiceRequest.fromObject(json);
  const fault = ExportTraceServiceRequest.verify(message);
  if (fault) throw new Error(fault);
  return message;
}

function readScopes(message: object): string[] {
  const { resourceSpans = [] } = ExportTraceServiceRequest.toObject(message, { defaults: true });
  // biome-ignore lint/suspicious/noExplicitAny: a decoded message is whatever its schema says
  return resourceSpans.flatMap(({ scopeSpans }: any) => scopeSpans.map(({ scope }: any) => scope.name));
}

function readSpans(message: object): CollectedSpan[] {
  const { resourceSpans = [] } = ExportTraceServiceRequest.toObject(message, {
    longs: String,
    defaults: true,
  });
  // biome-ignore lint/suspicious/noExplicitAny: a decoded message is whatever its schema says
  return resourceSpans.flatMap(({ resource, scopeSpans }: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    scopeSpans.flatMap(({ scope, spans }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: as above
      spans.map((span: any) => ({
        name: span.name,
        traceId: toHex(span.traceId),
        spanId: toHex(span.spanId),
        parentSpanId: toHex(span.parentSpanId),
        traceState: span.traceState,
        kind: span.kind,
        status: span.status?.code ?? 0,
        statusMessage: span.status?.message ?? "",
        start: BigInt(span.startTimeUnixNano),
        end: BigInt(span.endTimeUnixNano),
        attributes: readAttributes(span.attributes),
        events: span.events.length,
        links: span.links.map(
          ({ traceId, spanId }: Record<string, Uint8Array>) => `${toHex(traceId)}-${toHex(spanId)}`,
        ),
        droppedAttributes: span.droppedAttributesCount,
        droppedEvents: span.droppedEventsCount,
        scope: scope.name,
        resource: readAttributes(resource.attributes),
      })),
    ),
  );
}

function toHex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("hex");
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function readAttributes(attributes: any[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, readValue(value)]));
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function readValue(value: any): unknown {
  switch (value.value ?? Object.keys(value).find((key) => value[key] !== null && value[key] !== undefined)) {
    case "arrayValue":
      return value.arrayValue.values.map(readValue);
    case "intValue":
      return Number(value.intValue);
    case "doubleValue":
      return value.doubleValue;
    case "boolValue":
      return value.boolValue;
    default:
      return value.stringValue;
  }
}
