/** Turns the envelopes of spans into the spans that OpenTelemetry's serializer reads. */
import type { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import type { Envelope, JsonObject } from "../envelope.js";
import type { OtlpOptions } from "./transport.js";

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

/** The serializers group spans by the identity of their resource and scope, so equal ones share one object. */
class SharedParts {
  readonly #resources = new Map<string, ReadableSpan["resource"]>();
  readonly #scopes = new Map<string, ReadableSpan["instrumentationScope"]>();

  getResource(attributes: Attributes): ReadableSpan["resource"] {
    return getOrCreate(this.#resources, JSON.stringify(attributes), () => createResource(attributes));
  }

  getScope(name: string): ReadableSpan["instrumentationScope"] {
    return getOrCreate(this.#scopes, name, () => ({ name }));
  }
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}

/** Returns the attribute by which PostHog assigns spans to a distinct id, and nothing for other exporters (posthog.com/docs/llm-analytics/installation/opentelemetry). */
export function createDistinctIdAttribute(distinctId: string, exporter: OtlpOptions["exporter"]): Attributes {
  return exporter === "posthog" ? { "posthog.distinct_id": distinctId } : {};
}

export function toReadableSpans(
  batch: readonly Envelope[],
  exporter: OtlpOptions["exporter"],
): ReadableSpan[] {
  const parts = new SharedParts();
  return batch.map(({ properties, distinctId }) => {
    const span = readSpanPayload(properties);
    const attributes = [...(span.attributes ?? []), toDropAttributes(properties)];
    const resource = { ...span.resource, ...createDistinctIdAttribute(distinctId, exporter) };
    return toReadableSpan({ ...span, attributes, resource }, parts);
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

/**
 * @throws a TypeError for an event that is no span, so that it is dropped and counted. The spool cannot tell events from spans
 * if a tool sends both to one address.
 */
function readSpanPayload(properties: JsonObject): SpanPayload {
  const isSpan = typeof properties.trace_id === "string" && typeof properties.span_id === "string";
  if (!isSpan) throw new TypeError("not a span");
  return properties as unknown as SpanPayload; // sealed from a SpanRecord, which has these fields
}

function toReadableSpan(span: SpanPayload, parts: SharedParts): ReadableSpan {
  const { trace_id: traceId, trace_state: traceState, links = [], left_out: leftOut, resource = {} } = span;
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
    resource: parts.getResource(resource),
    instrumentationScope: parts.getScope(span.scope),
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
