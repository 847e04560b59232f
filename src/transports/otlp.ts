/** OTLP over HTTP: a batch of spans is one request, written by OpenTelemetry's own serializer, in JSON or protobuf. */
import type { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { IExportTraceServiceResponse, ISerializer } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import type { Envelope, JsonObject } from "../envelope.js";
import { getGoogleHeaders } from "./google-credentials.js";
import {
  type BatchRequest,
  compressBody,
  createHttpTransport,
  openOnce,
  serializeOrReject,
} from "./http-transport.js";
import { type OtlpOptions, rethrow, type Transport, type TransportOptions } from "./transport.js";

/** A span as `otel/span-record.ts` seals it: what a batch consists of. Times are nanoseconds since the epoch, as digits. */
export interface SpanPayload {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly trace_state?: string;
  readonly name: string;
  readonly kind: SpanKind;
  readonly start_ns: string;
  readonly end_ns: string;
  readonly status: SpanStatusCode;
  /** Together they are the span's. */
  readonly attributes?: readonly Attributes[];
  readonly links?: readonly { readonly trace_id: string; readonly span_id: string }[];
  readonly scope: string;
  readonly left_out: { readonly attributes: number; readonly events: number; readonly links: number };
  readonly resource?: Attributes;
}

type Attributes = ReadableSpan["attributes"];
type Serializer = ISerializer<ReadableSpan[], IExportTraceServiceResponse>;

export function createOtlpTransport(options: TransportOptions & { readonly otlp: OtlpOptions }): Transport {
  const { host, apiKey, otlp, library, now } = options;
  const getSerializer = openOnce(() => loadSerializer(otlp.protocol));
  const httpOptions = { library, now, openFetch: openOnce(options.openFetch) };
  const createRequest = async (batch: readonly Envelope[]): Promise<BatchRequest> => {
    if (!options.mayAsk()) throw new Error("telemetry is off"); // a token is asked for before the request is
    const { serializeRequest } = await getSerializer();
    const bytes = serializeOrReject(() => serializeRequest(toReadableSpans(batch))) ?? new Uint8Array();
    const { body, headers } = await compressBody(bytes);
    return {
      url: host,
      body,
      headers: {
        ...headers,
        ...(otlp.protocol === "protobuf" && { "Content-Type": "application/x-protobuf" }),
        ...(otlp.exporter === "posthog" && { Authorization: `Bearer ${apiKey}` }),
        ...(otlp.exporter === "google" && (await getGoogleHeaders(host, otlp.gcpProject))),
      },
    };
  };
  return createHttpTransport(httpOptions, createRequest, async (answer) =>
    countRejectedSpans(answer, await getSerializer()),
  );
}

/** OTLP's partial success: the server took the request, but not all of its spans, and they are not to be sent again. */
function countRejectedSpans(answer: Uint8Array, { deserializeResponse }: Serializer): number {
  const { rejectedSpans } = Object(deserializeResponse(answer).partialSuccess);
  const rejectedCount = Number(String(rejectedSpans ?? 0)); // a 64-bit integer: a text in JSON, an object in protobuf
  return rejectedCount > 0 ? rejectedCount : 0;
}

/** Rejects where the optional package is not there. */
async function loadSerializer(protocol: OtlpOptions["protocol"]): Promise<Serializer> {
  const serializers = await import("@opentelemetry/otlp-transformer").catch(rethrow);
  const { JsonTraceSerializer, ProtobufTraceSerializer } = serializers;
  return protocol === "protobuf" ? ProtobufTraceSerializer : JsonTraceSerializer;
}

/** The spans of a batch as the serializer takes them. It groups by the resource's identity, so equal ones are one. */
function toReadableSpans(batch: readonly Envelope[]): ReadableSpan[] {
  const resources = new Map<string, ReadableSpan["resource"]>();
  return batch.flatMap(({ properties }) => {
    const span = readSpanPayload(properties);
    if (span === undefined) return []; // an event of a client that has the name of a tool that is traced
    const key = JSON.stringify(span.resource);
    const resource = resources.get(key) ?? createResource(span.resource ?? {});
    resources.set(key, resource);
    return [
      toReadableSpan(
        { ...span, attributes: [...(span.attributes ?? []), toDropAttributes(properties)] },
        resource,
      ),
    ];
  });
}

/** What was not sent, by reason, rides on the next span: whoever scales counts has to know. */
function toDropAttributes({ telemetry_refused: refused }: JsonObject): Attributes {
  const entries = Object.entries(Object(refused)).map(([reason, count]) => [
    `telemetry.refused.${reason}`,
    Number(count),
  ]);
  return Object.fromEntries(entries);
}

/** A span as it is printed. */
export function toPrintedSpan({ properties }: Envelope): object {
  const own = Object.entries(properties).filter(([key]) => !key.startsWith("$")); // those are PostHog's
  const { attributes } = properties;
  return {
    ...Object.fromEntries(own),
    ...(Array.isArray(attributes) && { attributes: Object.assign({}, ...attributes) }),
  };
}

function readSpanPayload(properties: JsonObject): SpanPayload | undefined {
  return typeof properties.trace_id === "string" && typeof properties.span_id === "string"
    ? (properties as unknown as SpanPayload) // sealed from a record that has these fields
    : undefined;
}

function toReadableSpan(span: SpanPayload, resource: ReadableSpan["resource"]): ReadableSpan {
  const { trace_id: traceId, trace_state: traceState, links = [], left_out: leftOut } = span;
  const createSpanContext = (spanId: string) => ({ traceId, spanId, traceFlags: SAMPLED_TRACE_FLAG });
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => ({
      ...createSpanContext(span.span_id),
      ...(traceState !== undefined && { traceState: createTraceState(traceState) }),
    }),
    ...(span.parent_span_id !== undefined && { parentSpanContext: createSpanContext(span.parent_span_id) }),
    startTime: toHrTime(span.start_ns),
    endTime: toHrTime(span.end_ns),
    duration: [0, 0], // not on the wire
    status: { code: span.status },
    attributes: Object.assign({}, ...(span.attributes ?? [])),
    links: links.map((link) => ({
      context: { traceId: link.trace_id, spanId: link.span_id, traceFlags: SAMPLED_TRACE_FLAG },
    })),
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: span.scope },
    droppedAttributesCount: leftOut.attributes,
    droppedEventsCount: leftOut.events,
    droppedLinksCount: leftOut.links,
  };
}

/** W3C Trace Context, 3.2.2.5. */
const SAMPLED_TRACE_FLAG = 1;

function createTraceState(text: string) {
  const state = { get: () => undefined, set: () => state, unset: () => state, serialize: () => text };
  return state;
}

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

function toHrTime(digits: string): [seconds: number, nanoseconds: number] {
  const time = BigInt(digits);
  return [Number(time / NANOSECONDS_PER_SECOND), Number(time % NANOSECONDS_PER_SECOND)];
}

/** Attributes are all that is asked of a resource whose values are known. */
function createResource(attributes: Attributes): ReadableSpan["resource"] {
  const resource = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  };
  return resource;
}
