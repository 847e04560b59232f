/** Sends spans by OTLP over HTTP, in requests that OpenTelemetry's own serializer writes. */
import type { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { IExportTraceServiceResponse, ISerializer } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import type { Envelope, JsonObject } from "../envelope.js";
import { rethrow } from "../internal/errors.js";
import { createLazy } from "../internal/lazy-module.js";
import { getGoogleHeaders } from "./google-credentials.js";
import {
  type BatchRequest,
  compressBody,
  createHttpTransport,
  wrapSerializationError,
} from "./http-transport.js";
import { OptedOutError, type OtlpOptions, type Transport, type TransportOptions } from "./transport.js";

/** The properties of a span's envelope, as `otel/span-record.ts` declares them. Times are nanoseconds since the epoch. */
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
  /** Parts that are merged in this order. */
  readonly attributes?: readonly Attributes[];
  readonly links?: readonly { readonly trace_id: string; readonly span_id: string }[];
  readonly scope: string;
  readonly left_out: { readonly attributes: number; readonly events: number; readonly links: number };
  readonly resource?: Attributes;
}

type Attributes = ReadableSpan["attributes"];
type Serializer = ISerializer<ReadableSpan[], IExportTraceServiceResponse>;

export function createOtlpTransport(options: TransportOptions & { readonly otlp: OtlpOptions }): Transport {
  const { host, apiKey, otlp } = options;
  const getSerializer = createLazy(() => loadSerializer(otlp.protocol));
  const createRequest = async (batch: readonly Envelope[]): Promise<BatchRequest> => {
    // The `fetch` of `loadFetch` checks for an opt-out, but a token is requested earlier and without it.
    if (!options.isSendingAllowed()) throw new OptedOutError();
    const { serializeRequest } = await getSerializer();
    const bytes = wrapSerializationError(() => serializeRequest(toReadableSpans(batch))) ?? new Uint8Array();
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
  return createHttpTransport(options, createRequest, async (answer) =>
    countRejectedSpans(answer, await getSerializer()),
  );
}

/** Reads OTLP's partial success: the server accepted the request but not all of its spans, which must not be sent again. */
function countRejectedSpans(answer: Uint8Array, { deserializeResponse }: Serializer): number {
  const { rejectedSpans } = Object(deserializeResponse(answer).partialSuccess);
  const rejectedCount = Number(String(rejectedSpans ?? 0)); // 64 bits: text in JSON, an object in protobuf
  return rejectedCount > 0 ? rejectedCount : 0;
}

/** Rejects if the optional package is not installed. */
async function loadSerializer(protocol: OtlpOptions["protocol"]): Promise<Serializer> {
  const serializers = await import("@opentelemetry/otlp-transformer").catch(rethrow);
  const { JsonTraceSerializer, ProtobufTraceSerializer } = serializers;
  return protocol === "protobuf" ? ProtobufTraceSerializer : JsonTraceSerializer;
}

/** The serializer groups spans by the identity of their resource, so spans with equal resources share one object. */
function toReadableSpans(batch: readonly Envelope[]): ReadableSpan[] {
  const resources = new Map<string, ReadableSpan["resource"]>();
  return batch.map(({ properties }) => {
    const span = readSpanPayload(properties);
    const key = JSON.stringify(span.resource);
    const resource = resources.get(key) ?? createResource(span.resource ?? {});
    resources.set(key, resource);
    const attributes = [...(span.attributes ?? []), toDropAttributes(properties)];
    return toReadableSpan({ ...span, attributes }, resource);
  });
}

/** Returns the counts of dropped spans by reason as attributes, so that a reader of the traces can correct totals. */
function toDropAttributes({ telemetry_refused: refused }: JsonObject): Attributes {
  const entries = Object.entries(Object(refused)).map(([reason, count]) => [
    `telemetry.refused.${reason}`,
    Number(count),
  ]);
  return Object.fromEntries(entries);
}

/** Returns a span in the format in which `dry_run = true` prints it. */
export function toPrintedSpan({ properties }: Envelope): object {
  const ownProperties = Object.entries(properties).filter(([key]) => !key.startsWith("$")); // `$` marks PostHog's
  const { attributes } = properties;
  return {
    ...Object.fromEntries(ownProperties),
    ...(Array.isArray(attributes) && { attributes: Object.assign({}, ...attributes) }),
  };
}

/**
 * @throws a TypeError for an event that is no span, so that it is dropped and counted. The spool cannot tell events from spans
 * if a tool sends both to one address.
 */
function readSpanPayload(properties: JsonObject): SpanPayload {
  const isSpan = typeof properties.trace_id === "string" && typeof properties.span_id === "string";
  if (!isSpan) throw new TypeError("not a span");
  return properties as unknown as SpanPayload; // sealed from a SpanRecord, which has these fields
}

function toReadableSpan(span: SpanPayload, resource: ReadableSpan["resource"]): ReadableSpan {
  const { trace_id: traceId, trace_state: traceState, links = [], left_out: leftOut } = span;
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => ({
      ...createSpanContext(traceId, span.span_id),
      ...(traceState !== undefined && { traceState: createTraceState(traceState) }),
    }),
    ...(span.parent_span_id !== undefined && {
      parentSpanContext: createSpanContext(traceId, span.parent_span_id),
    }),
    startTime: toHrTime(span.start_ns),
    endTime: toHrTime(span.end_ns),
    duration: [0, 0], // OTLP does not transmit it
    status: { code: span.status },
    attributes: Object.assign({}, ...(span.attributes ?? [])),
    links: links.map((link) => ({ context: createSpanContext(link.trace_id, link.span_id) })),
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

function createSpanContext(traceId: string, spanId: string) {
  return { traceId, spanId, traceFlags: SAMPLED_TRACE_FLAG };
}

function createTraceState(text: string) {
  const state = { get: () => undefined, set: () => state, unset: () => state, serialize: () => text };
  return state;
}

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

function toHrTime(digits: string): [seconds: number, nanoseconds: number] {
  const time = BigInt(digits);
  return [Number(time / NANOSECONDS_PER_SECOND), Number(time % NANOSECONDS_PER_SECOND)];
}

/** Creates a resource for the serializer, which reads only its attributes. */
function createResource(attributes: Attributes): ReadableSpan["resource"] {
  const resource = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  };
  return resource;
}
