/** An OTLP collector: it reads what comes with OpenTelemetry's own messages, in protobuf and in JSON. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import root from "otlp-decoder/build/src/generated/root.js";
import { onTestFinished } from "vitest";

/** protobufjs's message, of which its types say nothing here. */
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
  readonly requests: { path: string; headers: IncomingHttpHeaders; body: Buffer; text: string }[];
}

/** @param status what it answers @param refused so many spans of each request it says that it did not take */
export async function startCollector(status = 200, refused?: number): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const requests: Collector["requests"] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw;
    requests.push({ path: request.url ?? "", headers: request.headers, body, text: body.toString("utf8") });
    const isJson = request.headers["content-type"] === "application/json";
    const message = isJson ? fromJson(body.toString("utf8")) : ExportTraceServiceRequest.decode(body);
    if (status < 300) spans.push(...spansIn(message));
    response
      .writeHead(status, { "Content-Type": request.headers["content-type"] ?? "" })
      .end(answerOf(refused, isJson));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a listening TCP server's address is never a string or null
  return { url: `http://127.0.0.1:${port}`, spans, requests };
}

function answerOf(refused: number | undefined, isJson: boolean): string | Uint8Array {
  if (refused === undefined) return isJson ? "{}" : "";
  if (isJson) return JSON.stringify({ partialSuccess: { rejectedSpans: String(refused) } }); // proto3's JSON of an int64
  const partialSuccess = { rejectedSpans: refused, errorMessage: "over quota" };
  return ExportTraceServiceResponse.encode({ partialSuccess }).finish();
}

/** OTLP's JSON has ids in hex, where protobuf's own has base64. @throws where the message is none */
function fromJson(text: string) {
  const json = JSON.parse(text, (key, value) =>
    /^(?:trace|span|parentSpan)Id$/.test(key) && value !== undefined ? Buffer.from(value, "hex") : value,
  );
  const message = ExportTraceServiceRequest.fromObject(json);
  const fault = ExportTraceServiceRequest.verify(message);
  if (fault) throw new Error(fault);
  return message;
}

function spansIn(message: object): CollectedSpan[] {
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
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
        traceState: span.traceState,
        kind: span.kind,
        status: span.status?.code ?? 0,
        statusMessage: span.status?.message ?? "",
        start: BigInt(span.startTimeUnixNano),
        end: BigInt(span.endTimeUnixNano),
        attributes: values(span.attributes),
        events: span.events.length,
        links: span.links.map(
          ({ traceId, spanId }: Record<string, Uint8Array>) => `${hex(traceId)}-${hex(spanId)}`,
        ),
        droppedAttributes: span.droppedAttributesCount,
        droppedEvents: span.droppedEventsCount,
        scope: scope.name,
        resource: values(resource.attributes),
      })),
    ),
  );
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("hex");
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function values(attributes: any[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, scalar(value)]));
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function scalar(value: any): unknown {
  switch (value.value ?? Object.keys(value).find((key) => value[key] !== null && value[key] !== undefined)) {
    case "arrayValue":
      return value.arrayValue.values.map(scalar);
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
